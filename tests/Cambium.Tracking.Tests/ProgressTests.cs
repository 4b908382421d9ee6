using Cambium.Learn;

namespace Cambium.Tracking.Tests;

public sealed class ProgressTests : IDisposable
{
    readonly StoreFolder _folder = new();
    readonly SteppedClock _clock = new();
    readonly Tracker _tracker;
    readonly Run _run;

    public ProgressTests()
    {
        _tracker = Tracker.Open(_folder.Path, _clock);
        _run = _tracker.Start("mortgages", "trees");
    }

    public void Dispose()
    {
        _run.Dispose();
        _tracker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Losses_are_written_together_half_a_second_after_the_first()
    {
        _run.Report(new FitProgress("trees", 1, 300) { TrainingLoss = 0.6, ValidationLoss = 0.7 });
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        _run.Report(new FitProgress("trees", 2, 300) { TrainingLoss = 0.5 });
        Assert.Empty(Losses("training_loss"));

        _clock.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal([(1L, 0.6), (2L, 0.5)], Losses("training_loss"));
        Assert.Equal([(1L, 0.7)], Losses("validation_loss"));
    }

    [Fact]
    public void Losses_after_a_write_are_written_in_their_turn()
    {
        _run.Report(new FitProgress("trees", 1, 300) { TrainingLoss = 0.6 });
        _clock.Advance(TimeSpan.FromSeconds(1));
        _run.Report(new FitProgress("trees", 2, 300) { TrainingLoss = 0.5 });
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([(1L, 0.6), (2L, 0.5)], Losses("training_loss"));
    }

    [Fact]
    public void Losses_are_there_before_the_next_call_returns()
    {
        _run.Report(new FitProgress("trees", 1, 300) { TrainingLoss = 0.6 });

        _run.Tag("a", "b");

        Assert.Equal([(1L, 0.6)], Losses("training_loss"));
    }

    [Fact]
    public void Run_that_ends_has_all_losses()
    {
        _run.Report(new FitProgress("trees", 1, 300) { TrainingLoss = 0.6 });
        _run.Complete();
        using var failed = _tracker.Start("mortgages", "failed");
        failed.Report(new FitProgress("trees", 1, 300) { TrainingLoss = 0.4 });
        failed.Dispose();

        Assert.Equal([(1L, 0.6)], Losses("training_loss"));
        Assert.Equal(0.4, _tracker.FindRun(failed.Id).Metrics["training_loss"]);
    }

    [Fact]
    public void Progress_without_losses_logs_nothing()
    {
        _run.Report(new FitProgress("folds", 1, 5));
        _run.Complete();

        Assert.Empty(_tracker.FindRun(_run.Id).Metrics);
    }

    [Fact]
    public void Losses_that_could_not_be_written_are_written_by_the_next_call()
    {
        var written = new List<double>();
        var broken = true;
        using var points = new MetricBuffer(_run.Id, _clock, batch =>
        {
            if (broken)
            {
                throw new IOException("The disk is full.");
            }

            written.AddRange(batch.Select(point => point.Value));
        });

        points.Add([("training_loss", 0.6, 1)], tell: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<IOException>(points.Flush);
        broken = false;
        points.Flush();
        points.Flush();

        Assert.Equal([0.6], written);
    }

    [Fact]
    public void Run_of_a_silent_process_on_another_machine_is_stale_after_a_minute()
    {
        Sqlite.Scalar(_folder.File("cambium.db"), "UPDATE runs SET owner_machine = 'elsewhere'");
        using var reader = SqliteDatabase.Open(_folder.File("cambium.db"));
        var later = new SteppedClock();
        var store = new SqlRunStore(reader, later);

        later.Advance(TimeSpan.FromSeconds(60));
        var before = RunInfo.Of(store.GetRun(_run.Id), later.GetUtcNow()).IsStale;
        later.Advance(TimeSpan.FromSeconds(1));
        var after = RunInfo.Of(store.GetRun(_run.Id), later.GetUtcNow()).IsStale;

        Assert.Equal((false, true), (before, after));
    }

    [Fact]
    public void Run_is_heard_of_every_quarter_of_a_minute()
    {
        Sqlite.Scalar(_folder.File("cambium.db"), "UPDATE runs SET owner_machine = 'elsewhere'");

        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.False(_tracker.FindRun(_run.Id).IsStale);
    }

    [Fact]
    public void Ended_run_is_never_stale()
    {
        _run.Complete();
        Sqlite.Scalar(_folder.File("cambium.db"), "UPDATE runs SET owner_process = -1");

        Assert.False(_tracker.FindRun(_run.Id).IsStale);
    }

    [Theory]
    [InlineData("owner_process = 2147483647")]
    [InlineData("owner_process_started = owner_process_started + 1")]
    public void Process_is_known_by_its_id_and_its_start(string change)
    {
        Assert.False(_tracker.FindRun(_run.Id).IsStale);

        Sqlite.Scalar(_folder.File("cambium.db"), $"UPDATE runs SET {change}");

        Assert.True(_tracker.FindRun(_run.Id).IsStale);
    }

    IEnumerable<(long Step, double Value)> Losses(string metric) => _tracker.MetricHistory(_run.Id, metric).Select(point => (point.Step, point.Value));
}
