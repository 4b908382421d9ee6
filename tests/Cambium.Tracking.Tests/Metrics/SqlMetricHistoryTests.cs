using Dapper;

namespace Cambium.Tracking.Tests;

public abstract class SqlMetricHistoryTests : IDisposable
{
    readonly StorePlace _place;
    readonly TrackingStore _store;
    readonly ISqlDatabase _database;
    readonly SqlMetricHistory _history;
    readonly long _run;
    readonly long _other;

    protected SqlMetricHistoryTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(TimeProvider.System);
        _database = (ISqlDatabase)_store.Connection;
        _history = new SqlMetricHistory(_database.Dialect);
        (_run, _other) = (AddRun("a"), AddRun("b"));
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Points_are_read_by_time_step_and_value_each_once_before_and_after_compaction()
    {
        Append(_run, new("loss", 0.5, 20, 2), new("acc", 1, 20, 2), new("loss", double.NaN, 10, 1));
        Append(_run, new("loss", 0.5, 20, 2), new("loss", double.NaN, 10, 1), new("loss", 0.25, 20, 2), new("loss", double.NegativeInfinity, 10, -3));
        Append(_other, new MetricValue("loss", 7, 7, 7));
        MetricValue[] expected = [new("loss", double.NegativeInfinity, 10, -3), new("loss", double.NaN, 10, 1), new("loss", 0.25, 20, 2), new("loss", 0.5, 20, 2)];

        Assert.Equal(expected, Read("loss").Items);
        Compact();
        Assert.Equal(expected, Read("loss").Items);
        Append(_run, new("loss", 0.5, 20, 2), new("loss", 0.1, 30, 3));
        Assert.Equal(expected.Append(new("loss", 0.1, 30, 3)), Read("loss").Items);
        Compact();

        Assert.Equal(expected.Append(new("loss", 0.1, 30, 3)), Read("loss").Items);
        Assert.Equal((2L, 1L), (Scalar("SELECT COUNT(*) FROM metric_chunks"), Scalar("SELECT COUNT(*) FROM metric_batches")));
    }

    [Fact]
    public void Pages_join_to_the_whole()
    {
        Append(_run, [.. Enumerable.Range(0, 10).Select(i => new MetricValue("loss", i, i, i))]);

        var first = Read("loss", 4);
        var second = Read("loss", 4, first.NextToken);
        var third = Read("loss", 4, second.NextToken);

        Assert.Equal(Read("loss").Items, first.Items.Concat(second.Items).Concat(third.Items));
        Assert.Equal(("eyJvZmZzZXQiOiA0fQ==", null, null), (first.NextToken, third.NextToken, Read("loss", 10).NextToken));
        Assert.Empty(Read("loss", 4, PageToken.Encode(1_000_000_000_000)).Items);
    }

    [Fact]
    public void Unknown_metric_has_no_points()
    {
        Assert.Equal(new Page<MetricValue>([], null), Read("none"));
        Append(_run, new MetricValue("none", 1, 1, 1));
        Assert.Single(Read("none").Items);
    }

    [Theory]
    [InlineData("!", "Invalid page token, could not base64-decode")]
    [InlineData("eA==", "Invalid page token, decoded value=x")]
    [InlineData("eyJvZmZzZXQiOiAwfQ==", "Invalid page token, parsed value={\"offset\": 0}")]
    public void Bad_token_is_refused(string token, string message) => Assert.Equal(message, Assert.Throws<TrackingException>(() => Read("loss", 4, token)).Message);

    [Fact]
    public void Latest_is_the_greatest_by_step_time_and_value()
    {
        Append(_run, new("loss", 1, 50, 2), new("loss", 9, 99, 1), new("nan", double.NaN, 1, 1));
        Append(_run, new("loss", 0.5, 50, 2), new("nan", 0, 1, 1));
        Assert.Equal((2L, 50L, 1.0, 0L), Latest("loss"));
        Append(_run, new MetricValue("loss", double.NaN, 51, 2));
        Append(_run, new MetricValue("loss", -1, 51, 2));

        Assert.Equal((2L, 51L, 0.0, 1L), Latest("loss"));
        Assert.Equal((1L, 1L, 0.0, 1L), Latest("nan"));
    }

    [Fact]
    public void Latest_of_metrics_that_alternate_within_a_batch_is_found()
    {
        Append(_run, new MetricValue("last", 0, 0, 0), new MetricValue("loss", 0, 0, 0), new MetricValue("nan", 0, 0, 0));

        Append(_run, new("nan", double.NaN, 1, 1), new("loss", 5, 9, 9), new("last", 1, 1, 1), new("nan", 0, 1, 1), new("loss", 6, 1, 1), new("last", 2, 1, 2), new("last", 3, 1, 2));

        Assert.Equal((2L, 1L, 3.0, 0L), Latest("last"));
        Assert.Equal((9L, 9L, 5.0, 0L), Latest("loss"));
        Assert.Equal((1L, 1L, 0.0, 1L), Latest("nan"));
    }

    [Fact]
    public void Id_of_a_rolled_back_transaction_is_forgotten()
    {
        Assert.Throws<NotSupportedException>(() => _database.Write<int>(connection =>
        {
            _history.Append(connection, _run, [new("lost", 1, 1, 1)]);
            throw new NotSupportedException();
        }));

        Append(_run, new MetricValue("kept", 2, 2, 2));
        Append(_run, new MetricValue("lost", 3, 3, 3));

        Assert.Equal([new MetricValue("kept", 2, 2, 2)], Read("kept").Items);
        Assert.Equal([new MetricValue("lost", 3, 3, 3)], Read("lost").Items);
    }

    [Fact]
    public void Compaction_goes_on_until_all_is_done()
    {
        for (var i = 0; i < 501; i++)
        {
            Append(_run, new MetricValue("loss", i, i, i));
        }

        Assert.Equal([_run], _database.Read(connection => SqlMetricHistory.RunsToCompact(connection, 501, 10)));
        Assert.Empty(_database.Read(connection => SqlMetricHistory.RunsToCompact(connection, 502, 10)));
        Assert.True(Compact());
        Assert.Equal(501, Read("loss").Items.Count);
        Assert.False(Compact());

        Assert.Equal(501, Read("loss").Items.Count);
        Assert.Empty(_database.Read(connection => SqlMetricHistory.RunsToCompact(connection, 1, 10)));
    }

    [Fact]
    public void Sample_has_the_same_steps_of_all_runs_and_the_first_and_last_of_each()
    {
        Append(_run, [.. Enumerable.Range(0, 100).Select(i => new MetricValue("loss", i, i, i))]);
        Append(_other, [new("loss", 1, 5, 50), new("loss", 0.5, 5, 50), new("loss", 2, 6, 51), new("loss", 3, 7, 53), new("other", 3, 7, 53)]);

        var sample = Sample(null, 4);

        Assert.Equal([0, 25, 50, 53, 75, 99], sample.Where(point => point.RunId == "a").Select(point => point.Point.Step));
        Assert.Equal([0.5, 1, 3], sample.Where(point => point.RunId == "b").Select(point => point.Point.Value));
        Assert.Equal([10, 15, 19], Sample((10, 19), 2).Select(point => point.Point.Step));
    }

    [Fact]
    public void Damaged_points_are_told()
    {
        Append(_run, new MetricValue("loss", 1, 1, 1));
        _place.Scalar($"UPDATE metric_batches SET points = {_place.Bytes("0101")}");

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => Read("loss")).Code);
        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => Compact()).Code);
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM metric_batches"));
    }

    long AddRun(string id) => _database.Write(connection => connection.QuerySingle<long>(
        """
        INSERT INTO runs (id, experiment_id, name, user_id, status, started, artifact_uri, heard_of) VALUES (@id, 0, '', '', 'RUNNING', 0, '', 0) RETURNING row
        """,
        new { id }));

    void Append(long run, params MetricValue[] points) => _history.Committed(_database.Write(connection => _history.Append(connection, run, points)));

    bool Compact() => _database.Write(connection => _history.Compact(connection, _run));

    Page<MetricValue> Read(string key, int? most = null, string? token = null) => _database.Read(connection => _history.Read(connection, _run, key, most, token));

    IReadOnlyList<SampledMetric> Sample((long, long)? range, int steps) =>
        _database.Read(connection => _history.Sample(connection, [("a", _run), ("b", _other)], "loss", range, steps));

    (long Step, long Time, double Value, long IsNan) Latest(string key) => _database.Read(connection => connection.QuerySingle<(long, long, double, long)>(
        "SELECT step, time, value, is_nan FROM latest_metrics WHERE key = (SELECT id FROM metric_keys WHERE name = @key)", new { key }));

    object? Scalar(string sql) => _place.Scalar(sql);

    public sealed class OnSqlite() : SqlMetricHistoryTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : SqlMetricHistoryTests(new PostgresPlace(server));
}
