namespace Cambium.Tracking.Tests;

public abstract class RunTests : IDisposable
{
    readonly StorePlace _place;
    readonly Tracker _tracker;

    protected RunTests(StorePlace place)
    {
        _place = place;
        _tracker = place.OpenTracker();
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Started_run_is_running_and_belongs_to_its_experiment()
    {
        using var run = _tracker.Start("mortgages", "trees");

        var info = _tracker.FindRun(run.Id);
        var experiment = Assert.Single(_tracker.Experiments());
        Assert.Equal((1L, "mortgages", 1), (experiment.Id, experiment.Name, experiment.RunCount));
        Assert.Equal((experiment.Id, "trees", RunStatus.Running, false), (info.ExperimentId, info.Name, info.Status, info.IsStale));
        Assert.Null(info.Ended);
        Assert.Matches("^[0-9a-f]{32}$", run.Id);
    }

    [Fact]
    public void Completed_run_is_finished_and_takes_nothing_more()
    {
        using var run = _tracker.Start("mortgages", "trees");

        run.Complete();

        var info = _tracker.FindRun(run.Id);
        Assert.Equal(RunStatus.Finished, info.Status);
        Assert.True(info.Ended >= info.Started);
        var expected = $"Run {run.Id} has ended and takes nothing more. Start another run.";
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Log("auc", 0.9)).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Parameter("a", "b")).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Tag("a", "b")).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Report(new Learn.FitProgress("trees", 1, 2))).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(run.Complete).Message);
    }

    [Fact]
    public void Disposed_run_counts_as_failed_unless_it_was_completed()
    {
        var failed = _tracker.Start("mortgages", "failed");
        var finished = _tracker.Start("mortgages", "finished");

        failed.Dispose();
        failed.Dispose();
        finished.Complete();
        finished.Dispose();

        Assert.Equal(RunStatus.Failed, _tracker.FindRun(failed.Id).Status);
        Assert.Equal(RunStatus.Finished, _tracker.FindRun(finished.Id).Status);
    }

    [Fact]
    public void Tracker_that_is_disposed_fails_its_open_runs_and_no_others()
    {
        using var other = _place.OpenTracker();
        var mine = other.Start("mortgages", "mine");
        using var theirs = _tracker.Start("mortgages", "theirs");

        other.Dispose();

        Assert.Equal(RunStatus.Failed, _tracker.FindRun(mine.Id).Status);
        Assert.Equal(RunStatus.Running, _tracker.FindRun(theirs.Id).Status);
        Assert.Throws<ObjectDisposedException>(() => other.Experiments());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-3.0)]
    public void Metric_reads_back_to_the_bit(double value)
    {
        using var run = _tracker.Start("mortgages", "trees");

        run.Log("auc", value, step: long.MinValue);

        var point = Assert.Single(_tracker.MetricHistory(run.Id, "auc"));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(point.Value));
        Assert.Equal(("auc", long.MinValue), (point.Key, point.Step));
        Assert.Equal(value, _tracker.FindRun(run.Id).Metrics["auc"]);
    }

    [Fact]
    public void Latest_value_is_that_of_the_greatest_step_whatever_the_order_of_logging()
    {
        using var run = _tracker.Start("mortgages", "trees");

        run.Log("loss", 0.3, step: 3);
        run.Log("loss", 0.9, step: 1);
        run.Log("loss", double.NaN, step: 2);

        Assert.Equal(0.3, _tracker.FindRun(run.Id).Metrics["loss"]);
        Assert.Equal([1L, 2L, 3L], _tracker.MetricHistory(run.Id, "loss").Select(point => point.Step));
    }

    [Theory]
    [InlineData(0.9, 0.1)]
    [InlineData(0.9, double.NaN)]
    [InlineData(double.NaN, -1.0)]
    public void Second_value_at_a_step_is_the_latest_though_the_clock_stands_still(double first, double second)
    {
        using var tracker = _place.OpenTracker(new SteppedClock());
        using var run = tracker.Start("mortgages", "trees");

        run.Log("loss", first, step: 5);
        run.Log("loss", second, step: 5);

        Assert.Equal(second, tracker.FindRun(run.Id).Metrics["loss"]);
        Assert.Equal([first, second], tracker.MetricHistory(run.Id, "loss").Select(point => point.Value));
    }

    [Fact]
    public void Metric_that_was_never_logged_has_an_empty_history()
    {
        using var run = _tracker.Start("mortgages", "trees");

        Assert.Empty(_tracker.MetricHistory(run.Id, "auc"));
        Assert.Empty(_tracker.FindRun(run.Id).Metrics);
    }

    [Fact]
    public void Parameter_may_be_logged_again_but_not_changed()
    {
        using var run = _tracker.Start("mortgages", "trees");
        run.Parameter("trees", "300");

        run.Parameter("trees", "300");
        var refused = Assert.Throws<TrackingException>(() => run.Parameter("trees", "400"));

        Assert.Equal(
            $"Changing param values is not allowed. Param with key='trees' was already logged with value='300' for run ID='{run.Id}'. Attempted logging new value '400'.",
            refused.Message);
        Assert.Equal([new("trees", "300")], _tracker.FindRun(run.Id).Parameters);
    }

    [Fact]
    public void Tag_may_change()
    {
        using var run = _tracker.Start("mortgages", "trees");

        run.Tag("note", "first");
        run.Tag("note", "");

        Assert.Equal("", _tracker.FindRun(run.Id).Tags["note"]);
    }

    [Theory]
    [InlineData("", "The metric's name is blank. Give it one.")]
    [InlineData(" \t", "The metric's name is blank. Give it one.")]
    [InlineData("a\nb", "The metric's name holds a control character: 'a?b'. Remove it.")]
    public void Metric_name_must_be_plain(string name, string message)
    {
        using var run = _tracker.Start("mortgages", "trees");

        Assert.Equal(message, Assert.Throws<TrackingException>(() => run.Log(name, 1)).Message);
        Assert.Empty(_tracker.FindRun(run.Id).Metrics);
    }

    [Fact]
    public void Names_and_values_have_a_longest_length()
    {
        using var run = _tracker.Start(new string('e', 500), new string('n', 500));
        run.Log(new string('m', 250), 1);
        run.Parameter("p", new string('v', 6000));
        run.Tag("t", new string('v', 8000));

        Assert.Equal(
            $"The metric's name has 251 characters, at most 250 are allowed: '{new string('m', 40)}...'. Shorten it.",
            Assert.Throws<TrackingException>(() => run.Log(new string('m', 251), 1)).Message);
        Assert.Equal(
            "Parameter 'q' has a value of 6001 characters, at most 6000 are allowed. Keep it as an artifact.",
            Assert.Throws<TrackingException>(() => run.Parameter("q", new string('v', 6001))).Message);
        Assert.Equal(
            "Tag 't' has a value of 8001 characters, at most 8000 are allowed. Keep it as an artifact.",
            Assert.Throws<TrackingException>(() => run.Tag("t", new string('v', 8001))).Message);
        Assert.Equal(
            $"The experiment's name has 501 characters, at most 500 are allowed: '{new string('e', 40)}...'. Shorten it.",
            Assert.Throws<TrackingException>(() => _tracker.Start(new string('e', 501), "n")).Message);
    }

    [Fact]
    public void Text_of_any_script_reads_back_equal()
    {
        const string Text = "größe/模型 🌲 '\"; DROP TABLE runs; --%_";
        using var run = _tracker.Start(Text, Text);

        run.Log(Text, 1);
        run.Parameter(Text, Text + "\n\t");
        run.Tag(Text, Text);

        var info = _tracker.FindRun(run.Id);
        Assert.Equal(Text, info.Name);
        Assert.Equal(Text, _tracker.Experiments()[0].Name);
        Assert.Equal([new(Text, 1)], info.Metrics);
        Assert.Equal([new(Text, Text + "\n\t")], info.Parameters);
        Assert.Equal(Text, info.Tags[Text]);
    }

    [Fact]
    public void Run_is_found_by_the_beginning_of_its_id()
    {
        using var run = _tracker.Start("mortgages", "trees");

        Assert.Equal(run.Id, _tracker.FindRun(run.Id[..8]).Id);
        Assert.Equal(
            $"There is no run 'zzzz' in {_place.Name}. Give a run's id, or at least its first 4 characters.",
            Assert.Throws<TrackingException>(() => _tracker.FindRun("zzzz")).Message);
        Assert.Throws<TrackingException>(() => _tracker.FindRun(run.Id[..3]));
        Assert.Throws<TrackingException>(() => _tracker.FindRun(run.Id + "0"));
    }

    [Fact]
    public void Beginning_of_two_ids_is_refused_with_both()
    {
        foreach (var letter in "0f")
        {
            var run = _tracker.Start("e", "r");
            run.Complete();
            _place.Scalar($"UPDATE runs SET id = 'abcd{new string(letter, 28)}' WHERE id = '{run.Id}'");
        }

        var refused = Assert.Throws<TrackingException>(() => _tracker.FindRun("abcd"));

        Assert.Equal(
            "More than one run begins with 'abcd': abcd0000000000000000000000000000, abcdffffffffffffffffffffffffffff, perhaps others. Give more of the id.",
            refused.Message);
    }

    [Fact]
    public void Runs_and_experiments_come_newest_first()
    {
        var clock = new SteppedClock();
        using var tracker = _place.OpenTracker(clock);
        using var first = tracker.Start("a", "first");
        clock.Advance(TimeSpan.FromSeconds(1));
        using var second = tracker.Start("b", "second");
        clock.Advance(TimeSpan.FromSeconds(1));
        using var third = tracker.Start("a", "third");
        clock.Advance(TimeSpan.FromMilliseconds(1));
        using var fourth = tracker.Start("a", "fourth");

        Assert.Equal(["b", "a"], tracker.Experiments().Select(experiment => experiment.Name));
        Assert.Equal(["fourth", "third", "first"], tracker.Runs(first.ExperimentId).Select(run => run.Name));
        Assert.Equal(first.ExperimentId, third.ExperimentId);
        Assert.Equal([3, 1], new[] { first, second }.Select(run => tracker.Experiments().Single(experiment => experiment.Id == run.ExperimentId).RunCount));
    }

    [Fact]
    public void Further_runs_of_an_experiment_use_up_no_experiment_number()
    {
        for (var i = 0; i < 3; i++)
        {
            _tracker.Start("first", "run").Dispose();
        }

        using var run = _tracker.Start("second", "run");

        Assert.Equal(2, run.ExperimentId);
    }

    public sealed class OnSqlite() : RunTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RunTests(new PostgresPlace(server));
}
