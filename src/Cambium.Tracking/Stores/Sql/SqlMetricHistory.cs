using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Points of metrics in a database: batches as they came, chunks (<see cref="MetricHistory"/>) and each metric's latest point. Each call is part of the
/// caller's transaction. Safe to use from several threads.
/// </summary>
sealed class SqlMetricHistory
{
    /// <summary>Of 1,000 points each at most, so that one compaction holds up writers for a fraction of a second.</summary>
    const int MostBatchesAtOnce = 500;

    /// <summary>Metrics whose chunks, of some 30 KB each at most, are in memory at once.</summary>
    const int MostMetricsAtOnce = 100;

    /// <summary>Points of a sample that are kept (72 MB) rather than read a second time.</summary>
    const int MostPointsKept = 3_000_000;

    readonly MetricStatements _statements;
    readonly MetricKeyIds _keys;

    /// <summary>Points in a database.</summary>
    /// <param name="dialect">The database's way.</param>
    internal SqlMetricHistory(SqlDialect dialect)
    {
        _statements = dialect.NewMetricStatements();
        _keys = new MetricKeyIds(_statements);
    }

    /// <summary>Writes points of a run, and what is latest of their metrics.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row.</param>
    /// <param name="points">At least one.</param>
    /// <returns>What to give to <see cref="Committed"/> when the transaction is durable.</returns>
    internal Dictionary<string, int> Append(DbConnection connection, long run, IReadOnlyList<MetricValue> points)
    {
        var ids = new int[points.Count];
        var added = _keys.Add(connection, points, ids);
        var keyed = new KeyedPoint[ids.Length];
        for (var i = 0; i < keyed.Length; i++)
        {
            var point = points[i];

            // -0 + 0 is 0: SQLite forgets the sign, and both databases are to give the same.
            keyed[i] = new KeyedPoint(ids[i], new HistoryPoint(point.Time, point.Step, point.Value + 0.0));
        }

        _statements.Write(connection, run, MetricBlob.EncodeBatch(keyed), Latest(keyed));
        return added;
    }

    /// <summary>Says that the transaction of an <see cref="Append"/> is durable.</summary>
    internal void Committed(Dictionary<string, int> added) => _keys.Remember(added);

    /// <summary>Points of a metric, by time, step and value, each once; none where there is no such metric.</summary>
    /// <param name="connection">Within a transaction that sees one state.</param>
    /// <param name="run">The run's row.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="maxResults">The most points of a page; null: all.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <exception cref="TrackingException">The token is none, or what is stored is damaged.</exception>
    internal Page<MetricValue> Read(DbConnection connection, long run, string key, int? maxResults, string? pageToken)
    {
        var offset = PageToken.Decode(pageToken);
        if (_keys.Find(connection, key) is not { } id)
        {
            return new Page<MetricValue>([], null);
        }

        var points = History(connection, run, id);
        var first = (int)Math.Min(offset, points.Count);
        var count = Math.Min(maxResults ?? int.MaxValue, points.Count - first);
        var page = new MetricValue[count];
        for (var i = 0; i < count; i++)
        {
            page[i] = ValueOf(key, points[first + i]);
        }

        return new Page<MetricValue>(page, first + count < points.Count ? PageToken.Encode(first + count) : null);
    }

    /// <summary>Points of a metric of several runs at the same steps, see <see cref="IRunStore.SampleMetric"/>.</summary>
    /// <param name="connection">Within a transaction that sees one state.</param>
    /// <param name="runs">The runs' ids and rows.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="range">The first and last step to look at; null: all.</param>
    /// <param name="maxSteps">How many steps.</param>
    /// <exception cref="TrackingException">What is stored is damaged.</exception>
    internal IReadOnlyList<SampledMetric> Sample(
        DbConnection connection,
        IReadOnlyList<(string Id, long Row)> runs,
        string key,
        (long First, long Last)? range,
        int maxSteps)
    {
        if (_keys.Find(connection, key) is not { } id)
        {
            return [];
        }

        var histories = new List<HistoryPoint>?[runs.Count];
        var ends = new HashSet<long>();
        long[] steps = [];
        var kept = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var history = History(connection, runs[i].Row, id);
            kept += history.Count;
            histories[i] = kept <= MostPointsKept ? history : null;
            var own = MetricSampling.Steps(CollectionsMarshal.AsSpan(history), range);
            if (own.Length > 0)
            {
                ends.Add(own[0]);
                ends.Add(own[^1]);
                steps = MetricSampling.Union(steps, own);
            }
        }

        var chosen = MetricSampling.Choose(steps, maxSteps);
        chosen.UnionWith(ends);
        var sample = new List<SampledMetric>();
        for (var i = 0; i < runs.Count; i++)
        {
            var history = histories[i] ?? History(connection, runs[i].Row, id);
            foreach (var point in MetricSampling.At(chosen, CollectionsMarshal.AsSpan(history)))
            {
                sample.Add(new SampledMetric(runs[i].Id, ValueOf(key, point)));
            }
        }

        return sample;
    }

    /// <summary>Runs with so many batches, those with the most first.</summary>
    internal static IReadOnlyList<long> RunsToCompact(DbConnection connection, int batches, int maxRuns) => connection.Query<long>(
        "SELECT run FROM metric_batches GROUP BY run HAVING COUNT(*) >= @batches ORDER BY COUNT(*) DESC, run LIMIT @maxRuns",
        new { batches, maxRuns }).AsList();

    /// <summary>Moves points of a run from batches into chunks.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row.</param>
    /// <returns>Whether there is more to do, in another transaction.</returns>
    /// <exception cref="TrackingException">What is stored is damaged.</exception>
    internal bool Compact(DbConnection connection, long run)
    {
        // Holds off another compaction of the run where a database would let two go on at once.
        connection.Execute("UPDATE runs SET heard_of = heard_of WHERE row = @run", new { run });
        var batches = connection.Query<byte[]>(
            """
            DELETE FROM metric_batches WHERE id IN (SELECT id FROM metric_batches WHERE run = @run ORDER BY id LIMIT @most)
            RETURNING points
            """,
            new { run, most = MostBatchesAtOnce }).AsList();
        var points = new List<KeyedPoint>();
        batches.ForEach(batch => MetricBlob.DecodeBatch(batch, points));
        foreach (var metrics in points.GroupBy(point => point.Key).OrderBy(metric => metric.Key).Chunk(MostMetricsAtOnce))
        {
            var last = _statements.LastChunks(connection, run, [.. metrics.Select(metric => metric.Key)]);
            _statements.PutChunks(connection, run, [.. metrics.SelectMany(
                metric => MetricHistory.Compact([.. metric.Select(point => point.Point)], last.TryGetValue(metric.Key, out var chunk) ? chunk : null),
                (metric, chunk) => (metric.Key, chunk))]);
        }

        return batches.Count == MostBatchesAtOnce;
    }

    /// <summary>Each metric's latest point, ascending by the metrics' ids. Of two that are as late the first is taken.</summary>
    static IReadOnlyList<KeyedPoint> Latest(KeyedPoint[] points)
    {
        if (Ascends(points))
        {
            return points;
        }

        var latest = new List<KeyedPoint>();
        var places = new Dictionary<int, int>();
        foreach (var point in points)
        {
            if (latest.Count > 0 && latest[^1].Key == point.Key)
            {
                Keep(latest, latest.Count - 1, point);
            }
            else if (places.TryAdd(point.Key, latest.Count))
            {
                latest.Add(point);
            }
            else
            {
                Keep(latest, places[point.Key], point);
            }
        }

        latest.Sort(static (one, other) => one.Key.CompareTo(other.Key));
        return latest;
    }

    static void Keep(List<KeyedPoint> latest, int place, KeyedPoint point)
    {
        if (point.Point.IsLaterThan(latest[place].Point))
        {
            latest[place] = point;
        }
    }

    static bool Ascends(KeyedPoint[] points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i - 1].Key >= points[i].Key)
            {
                return false;
            }
        }

        return true;
    }

    static List<HistoryPoint> History(DbConnection connection, long run, int key) => MetricHistory.Merge(
        key,
        connection.Query<byte[]>("SELECT points FROM metric_chunks WHERE run = @run AND key = @key ORDER BY chunk", new { run, key }).AsList(),
        connection.Query<byte[]>("SELECT points FROM metric_batches WHERE run = @run ORDER BY id", new { run }, buffered: false));

    static MetricValue ValueOf(string key, HistoryPoint point) => new(key, point.Value, point.Time, point.Step);
}
