using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Reads and checks what a run logs: 1,000 points cost a few hundred microseconds.</summary>
static class MlflowBatch
{
    /// <summary>A batch.</summary>
    /// <exception cref="TrackingException">Something of it is not allowed.</exception>
    internal static RunBatch Read(MlflowFields request)
    {
        var metrics = request.Objects("metrics"u8);
        var parameters = request.Objects("params"u8);
        var tags = request.Objects("tags"u8);

        // Counted before the rest is looked at, which may be long.
        Limits.Batch(metrics.Count, parameters.Count, tags.Count);
        return Limits.Batch(new RunBatch { Metrics = Points(metrics), Parameters = MlflowFields.Pairs(parameters), Tags = MlflowFields.Pairs(tags), IsList = true });
    }

    /// <summary>A run's tags as they are kept.</summary>
    /// <exception cref="TrackingException">One is not allowed.</exception>
    internal static IReadOnlyList<KeyValuePair<string, string>> Tags(MlflowFields request)
    {
        var tags = request.Pairs("tags"u8);
        var kept = new KeyValuePair<string, string>[tags.Count];
        for (var i = 0; i < kept.Length; i++)
        {
            Limits.RunTagKey(tags[i].Key, $"tags[{i}].key");
            kept[i] = new(tags[i].Key, Limits.RunTagValue(tags[i].Value, $"tags[{i}].value"));
        }

        return kept;
    }

    /// <summary>One point, with an infinity as the greatest number of its sign, as MLflow keeps it.</summary>
    /// <exception cref="TrackingException">A part of it is missing or of another type.</exception>
    internal static MetricValue Point(MlflowFields fields)
    {
        var key = fields.Text("key"u8);
        var value = fields.Number("value"u8);
        var time = fields.Whole("timestamp"u8);
        var step = fields.OptionalWhole("step"u8) ?? 0;
        var point = new MetricValue(key, double.IsInfinity(value) ? Math.CopySign(double.MaxValue, value) : value, time, step);

        // Most points have these four members, and looking for three more costs as much as reading the four.
        return fields.Count <= 4 ? point : point with
        {
            ModelId = fields.OptionalText("model_id"u8) is { Length: > 0 } model ? model : null,
            DatasetName = fields.OptionalText("dataset_name"u8) is { Length: > 0 } dataset ? dataset : null,
            DatasetDigest = fields.OptionalText("dataset_digest"u8) is { Length: > 0 } digest ? digest : null,
        };
    }

    static MetricValue[] Points(IReadOnlyList<MlflowFields> metrics)
    {
        var points = new MetricValue[metrics.Count];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = Point(metrics[i]);
        }

        return points;
    }
}
