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
