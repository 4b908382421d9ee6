using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    /// <summary>Points of a run that are kept as they came: few enough to be looked through when one metric is read.</summary>
    const int MostPending = 32 * 1024;

    readonly ConcurrentDictionary<long, int> _pending = new();

    /// <inheritdoc/>
    public void Log(string runId, RunBatch batch)
    {
        var (row, added) = database.WriteBeside(connection =>
        {
            var row = RequireActive(connection, runId);
            if (batch.Parameters.Count > 0)
            {
                AddParameters(connection, runId, row, batch);
            }

            if (batch.Tags.Count > 0)
            {
                PutTags(connection, row, batch.Tags);
            }

            return (row, batch.Metrics.Count > 0 ? AddPoints(connection, runId, row, batch.Metrics) : null);
        });
        if (added is not null)
        {
            _history.Committed(added);
            CompactWhenDue(row, batch.Metrics.Count);
        }
    }

    /// <summary>
    /// Compacts a run when enough points came since this program last did, or began. What a program that was killed left uncompacted is taken along by
    /// the next one.
    /// </summary>
    void CompactWhenDue(long row, int points)
    {
        if (_pending.AddOrUpdate(row, points, (_, before) => before + points) < MostPending || !_pending.TryRemove(row, out _))
        {
            return;
        }

        try
        {
            while (database.WriteBeside(connection => _history.Compact(connection, row)))
            {
                // Others write in between.
            }
        }
        catch (Exception e) when (e is TrackingException { Code: not TrackingErrorCode.DataLoss } or IOException)
        {
            // What the caller logged is written, and is read as well uncompacted. It is tried again with the next point.
            _pending[row] = MostPending;
        }
    }

    /// <inheritdoc/>
    public void DeleteTag(string runId, string key) => database.Write(connection =>
    {
        var row = RequireActive(connection, runId);
        return connection.Execute("DELETE FROM tags WHERE run = @row AND key = @key", new { row, key }) == 1
            ? 1
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No tag with name: {key} in run with id {runId}");
    });

    /// <inheritdoc/>
    public Page<MetricValue> MetricHistory(string runId, string key, int? maxResults, string? pageToken) => database.Read(connection =>
        FindRow(connection, runId) is { } run ? _history.Read(connection, run.Row, key, maxResults, pageToken) : new Page<MetricValue>([], null));

    /// <inheritdoc/>
    public IReadOnlyList<SampledMetric> SampleMetric(IReadOnlyList<string> runIds, string key, (long First, long Last)? steps, int maxSteps) =>
        database.Read(connection => _history.Sample(
            connection,
            [.. runIds.Select(id => (id, FindRow(connection, id)?.Row)).Where(run => run.Row is not null).Select(run => (run.id, run.Row!.Value))],
            key,
            steps,
            maxSteps));

    Dictionary<string, int> AddPoints(DbConnection connection, string runId, long row, IReadOnlyList<MetricValue> metrics)
    {
        var added = _history.Append(connection, row, metrics);
        foreach (var point in metrics)
        {
            if (point.ModelId is not null)
            {
                AddModelPoint(connection, runId, point);
            }
        }

        return added;
    }

    void AddModelPoint(DbConnection connection, string runId, MetricValue point) => database.Prepare(
        connection,
        """
        INSERT INTO logged_model_metrics (model, key, time, step, run_id, value, is_nan, dataset_name, dataset_digest)
        SELECT row, @key, @time, @step, @run, @value, @nan, @dataset, @digest FROM logged_models WHERE id = @model
        ON CONFLICT (model, key, time, step, run_id) DO UPDATE SET value = excluded.value, is_nan = excluded.is_nan,
            dataset_name = excluded.dataset_name, dataset_digest = excluded.dataset_digest
        """,
        ("@key", point.Key),
        ("@time", point.Time),
        ("@step", point.Step),
        ("@run", runId),
        ("@value", double.IsNaN(point.Value) ? 0 : point.Value),
        ("@nan", double.IsNaN(point.Value) ? 1 : 0),
        ("@dataset", point.DatasetName),
        ("@digest", point.DatasetDigest),
        ("@model", point.ModelId)).ExecuteNonQuery();

    void AddParameters(DbConnection connection, string runId, long row, RunBatch batch)
    {
        var changed = _pairs.AddParameters(connection, row, batch.Parameters);
        if (changed.Count == 0)
        {
            return;
        }

        if (batch is { IsList: false, Parameters.Count: 1, Metrics.Count: 0, Tags.Count: 0 })
        {
            var (key, old, value) = changed[0];
            throw new TrackingException(
                $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run ID='{runId}'. Attempted logging new value '{value}'.");
        }

        var list = string.Join(", ", changed.Select(one => $"{{'key': '{one.Key}', 'old_value': '{one.Old}', 'new_value': '{one.New}'}}"));
        throw new TrackingException($"Changing param values is not allowed. Params were already logged='[{list}]' for run ID='{runId}'.");
    }

    void PutTags(DbConnection connection, long row, IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        _pairs.PutTags(connection, row, tags);
        if (tags.Any(tag => tag.Key == RunNameTag))
        {
            Rename(connection, row, tags.Last(tag => tag.Key == RunNameTag).Value);
        }
    }
}
