using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/metrics: the points of a metric, whole by pages, of several runs, and sampled.</summary>
sealed class MlflowMetrics(IRunStore runs)
{
    /// <summary>Most points of a page, also where the request does not say; clients ask for so many.</summary>
    const int PointsOfPage = 25_000;

    const int MostRuns = 100;
    const int MostSteps = 2500;

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/metrics/";
        routes.Map("GET", Path + "get-history", History);
        routes.Map("GET", Path + "get-history-bulk", HistoryOfSeveral);
        routes.Map("GET", Path + "get-history-bulk-interval", Sample);
    }

    void History(MlflowCall call)
    {
        var id = call.Request.RunId();
        var key = call.Request.Text("metric_key"u8);
        var token = call.Request.OptionalText("page_token"u8) is { Length: > 0 } given ? given : null;
        var most = Math.Min(MlflowPaging.MaxResults(call.Request, int.MaxValue) ?? PointsOfPage, PointsOfPage);
        var page = runs.MetricHistory(id, key, most, token);
        call.Answer.Metrics("metrics"u8, page.Items);
        call.Answer.NextPage(page.NextToken);
    }

    void HistoryOfSeveral(MlflowCall call)
    {
        var ids = Runs(call.Request, "run_id"u8, "GetMetricHistoryBulk");
        var key = call.Request.OptionalText("metric_key"u8) is { Length: > 0 } given
            ? given
            : throw new TrackingException("GetMetricHistoryBulk request must specify a metric_key.");
        var left = Math.Min(MlflowPaging.MaxResults(call.Request, int.MaxValue) ?? PointsOfPage, PointsOfPage);
        var points = new List<SampledMetric>();
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            if (left == 0)
            {
                break;
            }

            var page = runs.MetricHistory(id, key, left, null).Items;
            points.AddRange(page.Select(point => new SampledMetric(id, point)));
            left -= page.Count;
        }

        Write(call, points);
    }

    void Sample(MlflowCall call)
    {
        var request = call.Request;
        var ids = Runs(request, "run_ids"u8, "GetMetricHistoryBulkInterval");
        var key = request.Text("metric_key"u8);
        var first = request.OptionalWhole("start_step"u8);
        var last = request.OptionalWhole("end_step"u8);
        if (first.HasValue != last.HasValue)
        {
            throw new TrackingException("If either start step or end step are specified, both must be specified.");
        }

        if (first > last)
        {
            throw new TrackingException($"end_step must be greater than start_step. Found start_step={first} and end_step={last}.");
        }

        var most = request.OptionalWhole("max_results"u8) ?? MostSteps;
        if (most is < 1 or > MostSteps)
        {
            throw new TrackingException($"max_results must be between 1 and {MostSteps}.");
        }

        Write(call, runs.SampleMetric(ids, key, first is { } from && last is { } to ? (from, to) : null, (int)most));
    }

    static IReadOnlyList<string> Runs(MlflowFields request, ReadOnlySpan<byte> name, string what)
    {
        var ids = request.Texts(name);
        return ids.Count switch
        {
            0 => throw new TrackingException($"{what} request must specify at least one run_id."),
            > MostRuns => throw new TrackingException($"{what} request cannot specify more than {MostRuns} run_ids. Received {ids.Count} run_ids."),
            _ => [.. ids.Distinct()],
        };
    }

    static void Write(MlflowCall call, IReadOnlyList<SampledMetric> points) => call.Answer.List("metrics"u8, points, static (json, sampled) =>
    {
        json.Metric(sampled.Point);
        json.WriteString("run_id"u8, sampled.RunId);
    });
}
