using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking.Tests;

/// <summary>Searches whose trials are nested runs, and that go on after their process was killed.</summary>
public sealed class SearchRunTests(PostgresServer server) : IDisposable
{
    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_trial_is_a_nested_run_with_settings_and_a_step_a_fold()
    {
        using var tracker = Tracker.Open(_folder.Path);
        SearchReport report;
        string id;
        using (var search = tracker.StartSearch("tuning", "trees"))
        {
            id = search.Run.Id;
            report = OtherProcess.Search(search, pause: 0);
            search.Complete(report);
        }

        var nested = tracker.NestedRuns(id);
        var trial = report.Trials[2];
        var run = nested.Single(run => run.Name == "trial 3");
        Assert.Equal(report, tracker.ReadSearch(id));
        Assert.Equal(report.Best!["rmse"], tracker.FindRun(id).Metrics["best/rmse"]);
        Assert.Equal(OtherProcess.Trials, nested.Count);
        Assert.All(nested, each => Assert.Equal(id, each.Tags["mlflow.parentRunId"]));
        Assert.Equal(trial.Settings.Select(setting => (setting.Name, setting.Value)), run.Parameters.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(trial.Scores[0].Folds.Select((value, fold) => (fold + 1L, value)), tracker.MetricHistory(run.Id, "cv/rmse").Select(point => (point.Step, point.Value)));
        Assert.Equal(trial["rmse"], run.Metrics["cv/rmse_mean"]);
        Assert.Equal(RunStatus.Finished, run.Status);
        Assert.Equal("complete", run.Tags["trial.status"]);
        Assert.Equal(
            $"The search of run {id} came to its end, so there is nothing to go on with. Start another.", Assert.Throws<TrackingException>(() => tracker.ResumeSearch(id)).Message);
    }

    [Fact]
    public void A_failed_trial_is_a_failed_run_with_its_error()
    {
        using var tracker = Tracker.Open(_folder.Path);
        using var search = tracker.StartSearch("tuning", "trees");

        search.Report(new Trial { Number = 1, Settings = [], Status = TrialStatus.Running });
        search.Report(new Trial { Number = 1, Settings = [], Status = TrialStatus.Failed, Error = "no rows" });

        var run = Assert.Single(tracker.NestedRuns(search.Run.Id));
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("no rows", run.Tags["trial.error"]);
    }

    [Fact]
    public void A_search_that_is_described_tells_its_space_and_importances_while_it_goes_on()
    {
        using var tracker = Tracker.Open(_folder.Path);
        using var search = tracker.StartSearch("tuning", "either");
        var tree = SearchSpace.Over(new DecisionTreeRegressor()).Set("max-depth", SearchRange.Whole(1, 8));
        var ridge = SearchSpace.Over(new Ridge()).Set("l2", SearchRange.LogUniform(0.01, 10));
        var options = new SearchOptions { Metrics = ["mae"] };

        search.Describe(SearchSpace.Choose(("tree", tree), ("ridge", ridge)), options);
        for (var number = 1; number <= 12; number++)
        {
            EquatableArray<TrialSetting> settings = number % 2 == 0 ? [new("recipe", "tree"), new("tree.max-depth", $"{number % 8 + 1}")] : [new("recipe", "ridge"), new("ridge.l2", "0.5")];
            search.Report(new Trial { Number = number, Settings = settings, Status = TrialStatus.Complete, Scores = [new("mae", number % 2 * 5 + number, [number % 2 * 5 + number])], Duration = TimeSpan.FromSeconds(1.5) });
        }

        var space = tracker.ReadSpace(search.Run.Id)!;
        Assert.Equal([new SearchMetric("mae", HigherIsBetter: false)], space.Metrics);
        Assert.Equal(["recipe", "tree.max-depth", "ridge.l2"], space.Settings.Select(setting => setting.Name));
        Assert.Equal(["tree", "ridge"], space.Settings[0].Values);
        Assert.Equal((1, 8, false, "recipe", "tree"), (space.Settings[1].Low, space.Settings[1].High, space.Settings[1].IsLog, space.Settings[1].Under, space.Settings[1].UnderValue));
        Assert.True(space.Settings[2].IsLog);
        var told = tracker.ReadImportances(search.Run.Id)!;
        Assert.Equal(12, told.Trials);
        Assert.Equal(3, told.Settings.Count);
        var run = tracker.NestedRuns(search.Run.Id).Single(nested => nested.Name == "trial 3");
        Assert.Equal(("3", "1", "1.5", "complete"), (run.Tags["trial.number"], run.Tags["trial.resource"], run.Tags["trial.seconds"], run.Tags["trial.status"]));
        Assert.Null(tracker.ReadSpace(run.Id));
    }

    [Fact]
    public void Candidates_of_AutoML_are_nested_runs()
    {
        using var tracker = Tracker.Open(_folder.Path);
        using var run = tracker.Start("auto", "auto");
        var follow = tracker.FollowAutoMl(run);
        var candidate = new AutoMlCandidate
        {
            Number = 1, Family = "linear", Recipe = new Ridge { L2 = 3 }, Status = TrialStatus.Complete, Rows = 40, Folds = [1.0, 3.0], Mean = 2, Interval = new Interval(1.5, 2.5), Seconds = 4,
        };

        follow.Report(new AutoMlProgress(0.1, "linear", 0, double.NaN));
        follow.Report(new AutoMlProgress(0.2, "linear", 1, 2) { Ended = candidate, Metric = "rmse" });
        follow.Report(new AutoMlProgress(0.3, "linear", 2, 2) { Ended = candidate with { Number = 2, Status = TrialStatus.Failed, Error = "no rows", Folds = [], Mean = double.NaN, Interval = null }, Metric = "rmse" });

        var nested = tracker.NestedRuns(run.Id).OrderBy(each => each.Name).ToArray();
        Assert.Equal(["candidate 1", "candidate 2"], nested.Select(each => each.Name));
        Assert.Equal(("linear", "3"), (nested[0].Parameters["family"], nested[0].Parameters["l2"]));
        Assert.Equal(("1", "complete", "4", "40", "1.5", "2.5"), (nested[0].Tags["trial.number"], nested[0].Tags["trial.status"], nested[0].Tags["trial.seconds"], nested[0].Tags["trial.rows"], nested[0].Tags["trial.low"], nested[0].Tags["trial.high"]));
        Assert.Equal(2, nested[0].Metrics["cv/rmse_mean"]);
        Assert.Equal([1.0, 3.0], tracker.MetricHistory(nested[0].Id, "cv/rmse").Select(point => point.Value));
        Assert.Equal((RunStatus.Failed, "no rows"), (nested[1].Status, nested[1].Tags["trial.error"]));
        Assert.Equal([new SearchMetric("rmse", HigherIsBetter: false)], tracker.ReadSpace(run.Id)!.Metrics);
    }

    [Fact]
    public void Curves_come_back_as_they_were_logged()
    {
        using var tracker = Tracker.Open(_folder.Path);
        using var run = tracker.Start("curves", "both");
        FoldScore score = new("rmse", 2, 0.5, [1.5, 2.5]);
        var learning = new LearningCurve([new LearningCurvePoint(10, [score], [score]), new LearningCurvePoint(20, [score], [score with { Mean = 1 }])]);
        var validation = new ValidationCurve("trees", [new ValidationCurvePoint("5", [score], [score])]);

        run.Log(learning);
        run.Log(validation);
        run.Complete();

        Assert.Equal(learning, tracker.ReadLearningCurve(run.Id));
        Assert.Equal(validation, tracker.ReadValidationCurve(run.Id));
        Assert.Equal([(10L, 2.0), (20, 1)], tracker.MetricHistory(run.Id, "cv/rmse_mean").Select(point => (point.Step, point.Value)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_killed_search_goes_on_from_the_store_to_the_same_end(int after)
    {
        var whole = OtherProcess.Search(null, pause: 0);
        using var process = OtherProcess.StartSearch(_folder.Path);
        var id = process.StandardOutput.ReadLine()!;
        for (var ended = 0; ended < after; ended++)
        {
            Assert.NotNull(process.StandardOutput.ReadLine());
        }

        using (var watching = Tracker.Open(_folder.Path))
        {
            Assert.Equal(
                $"The search of run {id} is still under way in another process. Wait for it, or end it first.", Assert.Throws<TrackingException>(() => watching.ResumeSearch(id)).Message);
        }

        process.Kill();
        process.WaitForExit();

        using var tracker = Tracker.Open(_folder.Path);
        Assert.True(tracker.FindRun(id).IsStale);
        using var search = tracker.ResumeSearch(id[..12]);
        Assert.InRange(search.Earlier.Count, after, OtherProcess.Trials - 1);
        Assert.False(tracker.FindRun(id).IsStale);
        var report = OtherProcess.Search(search, pause: 0);
        search.Complete(report);

        Assert.Equal(Timeless(whole), Timeless(report));
        var nested = tracker.NestedRuns(id);
        Assert.Equal(Enumerable.Range(1, OtherProcess.Trials).Select(number => $"trial {number}").Order(), nested.Select(run => run.Name).Order());
        Assert.All(nested, run => Assert.Equal(RunStatus.Finished, run.Status));
        Assert.Equal(RunStatus.Finished, tracker.FindRun(id).Status);
    }

    [Fact]
    public void A_search_in_PostgreSQL_that_was_cut_off_goes_on_to_the_same_end()
    {
        using var place = new PostgresPlace(server);
        string id;
        using (var tracker = place.OpenTracker())
        {
            using var search = tracker.StartSearch("tuning", "trees");
            id = search.Run.Id;
            Assert.Throws<TrackingException>(() => OtherProcess.Search(new CutOff(search, after: 5), []));
        }

        using var later = place.OpenTracker();
        Assert.Equal(RunStatus.Failed, later.FindRun(id).Status);
        using var resumed = later.ResumeSearch(id);
        Assert.InRange(resumed.Earlier.Count, 4, OtherProcess.Trials - 1);
        var report = OtherProcess.Search(resumed, pause: 0);
        resumed.Complete(report);

        Assert.Equal(Timeless(OtherProcess.Search(null, pause: 0)), Timeless(report));
        Assert.Equal(OtherProcess.Trials, later.NestedRuns(id).Count);
        Assert.Equal(RunStatus.Finished, later.FindRun(id).Status);
    }

    /// <summary>Logs trials until so many have ended, and then fails as a store does that is no longer there.</summary>
    sealed class CutOff(SearchRun search, int after) : IProgress<Trial>
    {
        int _ended;

        public void Report(Trial value)
        {
            search.Report(value);
            _ended += value.Status == TrialStatus.Running ? 0 : 1;
            if (_ended == after)
            {
                throw new TrackingException("The store is gone.");
            }
        }
    }

    static SearchReport Timeless(SearchReport report) => report with { Trials = [.. report.Trials.Select(trial => trial with { Duration = default })] };
}
