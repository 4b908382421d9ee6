namespace Cambium.Tracking.Tests;

/// <summary>A metric of minus zero, on each of the databases.</summary>
public abstract class MinusZeroTests(StorePlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Minus_zero_is_kept_as_zero_wherever_it_is_read()
    {
        using var store = place.Open(TimeProvider.System);
        var run = store.Runs.CreateRun(new NewRun(0, "r", "", 0, null, [])).Id;
        store.Runs.Log(run, new RunBatch { Metrics = [new("m", -0.0, 1, 1)] });

        double[] read =
        [
            store.Runs.GetRun(run).Metrics.Single().Value,
            store.Runs.SearchRuns(new RunSearch([0], LifecycleView.Active, new SearchRequest())).Items.Single().Metrics.Single().Value,
            store.Runs.MetricHistory(run, "m", null, null).Items.Single().Value,
            store.Runs.SampleMetric([run], "m", null, 10).Single().Point.Value,
        ];

        Assert.All(read, value => Assert.Equal(BitConverter.DoubleToInt64Bits(0.0), BitConverter.DoubleToInt64Bits(value)));
    }

    public sealed class OnSqlite() : MinusZeroTests(new SqlitePlace())
    {
        [Fact]
        public void SQLite_which_MLflow_keeps_metrics_in_forgets_the_sign_too()
        {
            var file = Path.Combine(Path.GetTempPath(), $"cambium-{Guid.NewGuid():N}.db");

            var read = (double)Sqlite.Scalar(file, "CREATE TABLE m (value FLOAT NOT NULL); INSERT INTO m VALUES (-0.0); SELECT value FROM m")!; // one row

            Assert.False(double.IsNegative(read));
            File.Delete(file);
        }
    }

    public sealed class OnPostgres(PostgresServer server) : MinusZeroTests(new PostgresPlace(server));
}
