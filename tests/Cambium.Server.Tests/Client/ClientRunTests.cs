using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>What a run promises holds over HTTP as in a folder.</summary>
public sealed class ClientRunTests(RemoteTracker remote) : IClassFixture<RemoteTracker>
{
    [Fact]
    public void Started_run_is_running_and_belongs_to_its_experiment()
    {
        var name = remote.NewName("mortgages");
        using var run = remote.Tracker.Start(name, "trees");

        var info = remote.Tracker.FindRun(run.Id);
        var experiment = remote.Tracker.Experiments().Single(experiment => experiment.Name == name);
        Assert.Equal((experiment.Id, 1), (run.ExperimentId, experiment.RunCount));
        Assert.Equal((experiment.Id, "trees", RunStatus.Running, false), (info.ExperimentId, info.Name, info.Status, info.IsStale));
        Assert.Null(info.Ended);
        Assert.Matches("^[0-9a-f]{32}$", run.Id);
        Assert.All(info.Tags.Keys, key => Assert.Equal("source.commit", key));
        Assert.Equal(remote.Url.AbsoluteUri.TrimEnd('/'), remote.Tracker.Place);
    }

    [Fact]
    public void Completed_run_is_finished_and_takes_nothing_more()
    {
        using var run = remote.Start();

        run.Complete();

        var info = remote.Tracker.FindRun(run.Id);
        Assert.Equal(RunStatus.Finished, info.Status);
        Assert.True(info.Ended >= info.Started);
        var expected = $"Run {run.Id} has ended and takes nothing more. Start another run.";
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Log("auc", 0.9)).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Parameter("a", "b")).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => run.Report(new FitProgress("trees", 1, 2))).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(run.Flush).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(run.Complete).Message);
    }

    [Fact]
    public void A_search_that_was_cut_off_goes_on_to_the_same_end()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(row => row / 10.0)];
        var table = Table.Create(Column.Of("x", x), Column.Of("y", Array.ConvertAll(x, Math.Sin)));
        var space = SearchSpace.Parse(new DecisionTreeRegressor(), "max-depth=1..8 min-rows-per-leaf=1..9");
        var options = new SearchOptions { Trials = 8, Workers = 2, Validation = new CrossValidationOptions { Folds = 3 } };
        using var stop = new CancellationTokenSource();
        string id;
        using (var search = remote.Tracker.StartSearch(remote.NewName("tuning"), "trees"))
        {
            id = search.Run.Id;
            _ = Search.Run(space, table, "y", options with { CancellationToken = stop.Token, Progress = new StopAfter(search, 4, stop) });
        }

        using var later = remote.Open();
        Assert.Equal(RunStatus.Failed, later.FindRun(id).Status);
        using var resumed = later.ResumeSearch(id);
        Assert.InRange(resumed.Earlier.Count, 3, 7);
        var report = Search.Run(space, table, "y", options with { Earlier = resumed.Earlier, Progress = resumed });
        resumed.Complete(report);

        Assert.Equal(Timeless(Search.Run(space, table, "y", options)), Timeless(report));
        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"trial {number}"), later.NestedRuns(id).Select(run => run.Name).Order());
        Assert.Equal(RunStatus.Finished, later.FindRun(id).Status);
        Assert.Equal(report, later.ReadSearch(id));
    }

    static SearchReport Timeless(SearchReport report) => report with { Trials = [.. report.Trials.Select(trial => trial with { Duration = default })] };

    /// <summary>Logs trials, and stops the search after so many.</summary>
    sealed class StopAfter(SearchRun search, int count, CancellationTokenSource stop) : IProgress<Trial>
    {
        int _ended;

        public void Report(Trial value)
        {
            search.Report(value);
            _ended += value.Status == TrialStatus.Running ? 0 : 1;
            if (_ended == count)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void Tracker_that_is_disposed_fails_its_open_runs_and_no_others()
    {
        var other = remote.Open();
        var mine = other.Start("shared", "mine");
        using var theirs = remote.Tracker.Start("shared", "theirs");
        mine.Log("loss", 1);

        other.Dispose();

        Assert.Equal(RunStatus.Failed, remote.Tracker.FindRun(mine.Id).Status);
        Assert.Equal(1, remote.Tracker.FindRun(mine.Id).Metrics["loss"]);
        Assert.Equal(RunStatus.Running, remote.Tracker.FindRun(theirs.Id).Status);
        Assert.Throws<ObjectDisposedException>(() => other.Experiments());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-3.0)]
    [InlineData(1.0 / 3)]
    public void Metric_reads_back_to_the_bit(double value)
    {
        using var run = remote.Start();

        run.Log("auc", value, step: long.MinValue);

        var point = Assert.Single(remote.Tracker.MetricHistory(run.Id, "auc"));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(point.Value));
        Assert.Equal(("auc", long.MinValue), (point.Key, point.Step));
        Assert.Equal(value, remote.Tracker.FindRun(run.Id).Metrics["auc"]);
    }

    [Fact]
    public void Infinities_are_as_the_protocol_has_them()
    {
        using var run = remote.Start();

        run.Log("up", double.PositiveInfinity);
        run.Log("down", double.NegativeInfinity);

        Assert.Equal((double.MaxValue, double.MinValue), (remote.Tracker.FindRun(run.Id).Metrics["up"], remote.Tracker.FindRun(run.Id).Metrics["down"]));
    }

    [Fact]
    public void History_of_more_points_than_a_page_is_whole()
    {
        using var run = remote.Start();

        for (var step = 0; step < 60_000; step++)
        {
            run.Log("loss", step * 0.5, step);
        }

        Assert.Equal(Enumerable.Range(0, 60_000).Select(step => (step * 0.5, (long)step)), remote.Tracker.MetricHistory(run.Id, "loss").Select(point => (point.Value, point.Step)));
        Assert.Empty(remote.Tracker.MetricHistory(run.Id, "auc"));
    }

    [Fact]
    public void Eight_threads_of_one_run_lose_no_point()
    {
        using var run = remote.Start();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var step = 0; step < 500; step++)
            {
                run.Log($"thread {thread}", thread + step, step);
            }
        });
        run.Complete();

        Assert.All(Enumerable.Range(0, 8), thread => Assert.Equal(
            Enumerable.Range(0, 500).Select(step => (double)(thread + step)), remote.Tracker.MetricHistory(run.Id, $"thread {thread}").Select(point => point.Value)));
    }

    [Fact]
    public void Parameter_may_be_logged_again_but_not_changed()
    {
        using var run = remote.Start();
        run.Parameter("trees", "300");

        run.Parameter("trees", "300");
        var refused = Assert.Throws<TrackingException>(() => run.Parameter("trees", "400"));

        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refused.Code);
        Assert.Contains("Changing param values is not allowed.", refused.Message, StringComparison.Ordinal);
        Assert.Equal([new("trees", "300")], remote.Tracker.FindRun(run.Id).Parameters);
    }

    [Fact]
    public void Text_of_any_script_reads_back_equal()
    {
        const string Text = "größe 模型 🌲 '\"; DROP TABLE runs; --%_\n\t";
        using var run = remote.Tracker.Start("größe/模型 '\";--%_", "🌲 '\"");

        run.Parameter("größe:模型", Text);
        run.Tag("größe/模型", Text);

        var info = remote.Tracker.FindRun(run.Id);
        Assert.Equal("🌲 '\"", info.Name);
        Assert.Contains("größe/模型 '\";--%_", remote.Tracker.Experiments().Select(experiment => experiment.Name));
        Assert.Equal([new("größe:模型", Text)], info.Parameters);
        Assert.Equal(Text, info.Tags["größe/模型"]);
    }

    [Fact]
    public void More_parameters_than_a_request_holds_are_all_there()
    {
        using var run = remote.Start();
        KeyValuePair<string, string>[] many = [.. Enumerable.Range(0, 450).Select(i => KeyValuePair.Create($"p{i:000}", $"{i}"))];

        remote.Store.Runs.Log(run.Id, new RunBatch { Parameters = many, Tags = many, Metrics = [new MetricValue("m", 1, 2, 3)] });

        var info = remote.Tracker.FindRun(run.Id);
        Assert.Equal(many, info.Parameters);
        Assert.Equal(450, info.Tags.Keys.Count(key => key.StartsWith('p')));
        Assert.Equal(1, info.Metrics["m"]);
    }

    [Fact]
    public void Run_is_found_by_the_beginning_of_its_id()
    {
        using var run = remote.Start();

        Assert.Equal(run.Id, remote.Tracker.FindRun(run.Id[..10]).Id);
        Assert.Equal(
            $"There is no run 'zzzz' in {remote.Tracker.Place}. Give a run's id, or at least its first 4 characters.",
            Assert.Throws<TrackingException>(() => remote.Tracker.FindRun("zzzz")).Message);
        Assert.Throws<TrackingException>(() => remote.Tracker.FindRun(new string('0', 32)));
        Assert.Throws<TrackingException>(() => remote.Tracker.FindRun(run.Id[..3]));
    }

    [Fact]
    public void Runs_come_newest_first()
    {
        var name = remote.NewName("ordered");
        string[] ids = [.. Enumerable.Range(0, 3).Select(i =>
        {
            Thread.Sleep(2);
            using var run = remote.Tracker.Start(name, $"{i}");
            run.Complete();
            return run.Id;
        })];

        var experiment = remote.Tracker.Experiments().Single(experiment => experiment.Name == name);
        Assert.Equal(ids.Reverse(), remote.Tracker.Runs(experiment.Id).Select(run => run.Id));
        Assert.Equal(3, experiment.RunCount);
    }

    [Fact]
    public void One_line_logs_a_finished_piece_of_work_and_its_model_predicts_the_same()
    {
        var table = Table.Create(
            Column.Of("income", [10.0, 20, 30, 40, 50, 60, 70, 80]),
            Column.Of("region", ["e", "w", "e", "w", "e", "w", "e", "w"]),
            Column.Of("deny", ["yes", "no", "yes", "no", "yes", "yes", "no", "no"]));
        var recipe = new OneHot().Then(new LogisticRegression());
        var model = recipe.Fit(table, "deny");
        var report = model.Evaluate(table);

        var info = remote.Tracker.Log(remote.NewName("mortgages"), recipe, model, report);
        var version = remote.Tracker.Register(remote.NewName("mortgages"), info.Id);
        var fetched = (ClassifierModel)Model.Load(remote.Tracker.FetchModel(version));

        Assert.Equal(RunStatus.Finished, info.Status);
        Assert.Equal(report.Scores.Select(score => score.Name).Order(StringComparer.Ordinal), info.Metrics.Keys);
        Assert.Equal(report, remote.Tracker.ReadReport(info.Id));
        Assert.Null(remote.Tracker.ReadExplanation(info.Id));
        Assert.Equal(["model/MLmodel", "model/model.json", "model/weights.safetensors", "report.json"], remote.Tracker.Artifacts(info.Id).Select(artifact => artifact.Path));
        Assert.Equal(report, fetched.Evaluate(table));
        using var again = remote.Tracker.Start(remote.NewName("e"), "again");
        again.Log(model);
        Assert.Equal(TrackingErrorCode.ResourceAlreadyExists, Assert.Throws<TrackingException>(() => again.Log(model)).Code);
    }

    [Fact]
    public void Losses_of_a_fit_are_there_when_the_run_ends()
    {
        using var run = remote.Start();

        for (var step = 1; step <= 300; step++)
        {
            run.Report(new FitProgress("trees", step, 300) { TrainingLoss = 1.0 / step, ValidationLoss = step % 10 == 0 ? 2.0 / step : double.NaN });
        }

        run.Complete();

        Assert.Equal(300, remote.Tracker.MetricHistory(run.Id, "training_loss").Count);
        Assert.Equal(30, remote.Tracker.MetricHistory(run.Id, "validation_loss").Count);
    }
}
