using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking.Tests;

public sealed class FairnessResultTests : IDisposable
{
    static readonly Table Rows = Table.Create(
        Column.Of("income", [10.0, 20, 30, 40, 50, 60, 70, 80]),
        Column.Of("region", ["e", "w", "e", "w", "e", "w", "e", "w"]),
        Column.Of("deny", ["yes", "no", "yes", "no", "yes", "yes", "no", "no"]));

    static readonly FairnessOptions ByRegion = new() { Columns = ["region"], Resamples = 200 };

    static readonly FairnessEvidence Evidence = FairnessEvidence.Of(new LogisticRegression().Fit(Rows.Drop("region"), "deny"), Rows, ByRegion);

    readonly StoreFolder _folder = new();
    readonly Tracker _tracker;
    readonly Run _run;

    public FairnessResultTests()
    {
        _tracker = Tracker.Open(_folder.Path);
        _run = _tracker.Start("mortgages", "logistic");
    }

    public void Dispose()
    {
        _run.Dispose();
        _tracker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Evidence_reads_back_equal_and_its_figures_are_metrics()
    {
        _run.Log(Evidence);

        Assert.Equal(Evidence, _tracker.ReadFairness(_run.Id));
        var metrics = _tracker.FindRun(_run.Id).Metrics;
        Assert.Equal(Evidence.Groups!.SelectionRateDifference, metrics["groups/selection_rate_difference"]);
        Assert.Equal(Evidence.Groups["equalised_odds_difference"].Value, metrics["groups/equalised_odds_difference"]);
    }

    [Fact]
    public void Errors_of_a_regressor_read_back_equal()
    {
        var evidence = FairnessEvidence.Of(new LinearRegression().Fit(Rows.Select(["income"]).With(Column.Of("half", [5.5, 10, 15, 20, 25, 30, 35, 40])), "half"), Rows.With(Column.Of("half", [5.0, 10, 15, 20, 25, 30, 35, 41])), ByRegion);

        _run.Log(evidence);

        Assert.Equal(evidence, _tracker.ReadFairness(_run.Id));
        Assert.Null(_tracker.ReadGroups(_run.Id));
        Assert.Equal(evidence.Errors!["loss_difference"].Value, _tracker.FindRun(_run.Id).Metrics["groups/loss_difference"]);
    }

    [Fact]
    public void Evidence_is_kept_on_a_run_that_has_ended_in_place_of_what_it_has()
    {
        _run.Log(Evidence);
        _run.Complete();
        var later = Evidence with { SmallGroup = 3 };

        _tracker.LogTo(_run.Id, later);

        Assert.Equal(later, _tracker.ReadFairness(_run.Id));
        Assert.Throws<TrackingException>(() => _tracker.LogTo("0123456789abcdef0123456789abcdef", later));
    }

    [Fact]
    public void Groups_are_read_from_the_evidence_where_they_were_not_logged_alone()
    {
        Assert.Null(_tracker.ReadFairness(_run.Id));
        _run.Log(Evidence);

        Assert.Equal(Evidence.Groups, _tracker.ReadGroups(_run.Id));

        var alone = Evidence.Groups! with { Figures = [] };
        _run.Log(alone);
        Assert.Equal(alone, _tracker.ReadGroups(_run.Id));
        Assert.Equal(Evidence, _tracker.ReadFairness(_run.Id));
    }

    [Theory]
    [InlineData("null", "The text is null, expected evidence of fairness.")]
    [InlineData("{}", "The evidence of fairness cannot be: it must hold either groups or errors.")]
    public void A_file_that_was_changed_is_refused_naming_it(string text, string problem) => AssertRefused(text, problem);

    [Fact]
    public void A_file_that_no_run_logs_is_refused_before_it_is_read_whole() => AssertRefused(new string(' ', (2 << 20) + 1), "It has more than 2097152 bytes.");

    void AssertRefused(string text, string problem)
    {
        var file = _folder.File("changed.json");
        File.WriteAllText(file, text);
        _run.Artifact(file, RunArtifacts.Fairness);

        Assert.Equal(
            $"Artifact 'fairness.json' of run {_run.Id} cannot be read: {problem} The file was changed after it was logged.",
            Assert.Throws<TrackingException>(() => _tracker.ReadFairness(_run.Id)).Message);
    }
}
