using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking.Tests;

public sealed class SlicesArtifactTests : IDisposable
{
    static readonly Table Rows = Table.Create(
        Column.Of("age", [.. Enumerable.Range(0, 120).Select(row => row % 7 == 0 ? double.NaN : row % 40)]),
        Column.Of("region", [.. Enumerable.Range(0, 120).Select(row => row % 3 == 0 ? "north" : "south")]),
        Column.Of("deny", [.. Enumerable.Range(0, 120).Select(row => row % 3 == 0 || row % 11 == 0 ? "yes" : "no")]));

    readonly StoreFolder _folder = new();
    readonly Tracker _tracker;
    readonly Run _run;

    public SlicesArtifactTests()
    {
        _tracker = Tracker.Open(_folder.Path);
        _run = _tracker.Start("mortgages", "prior");
    }

    public void Dispose()
    {
        _run.Dispose();
        _tracker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Weak_spots_with_all_their_parts_read_back_equal()
    {
        var findings = Findings();

        _run.Log(findings);

        Assert.NotEmpty(findings.Slices.Slices);
        Assert.Contains(findings.Robustness!.Curves, curve => curve.Column == "age");
        Assert.Equal(findings, _tracker.ReadSlices(_run.Id));
        Assert.Equal(RunArtifacts.Slices, Assert.Single(_tracker.Artifacts(_run.Id)).Path);
    }

    [Fact]
    public void They_are_kept_on_a_run_that_has_ended_in_place_of_what_it_has()
    {
        var findings = Findings();
        _run.Log(findings);
        _run.Complete();

        _tracker.LogTo(_run.Id, findings with { Labels = null, Data = "new.csv" });

        var kept = _tracker.ReadSlices(_run.Id)!;
        Assert.Equal((null, "new.csv"), (kept.Labels, kept.Data));
        Assert.Equal(RunStatus.Finished, _tracker.FindRun(_run.Id).Status);
        Assert.Throws<TrackingException>(() => _tracker.LogTo("0123456789abcdef0123456789abcdef", findings));
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var findings = Findings();
        var slice = findings.Slices.Slices[0] with { Conditions = [.. Enumerable.Range(0, 3).Select(_ => new SliceCondition(new string('c', 200), SliceConditionKind.Value, new string('v', 100), double.NegativeInfinity, 1))] };
        var many = findings with
        {
            Slices = findings.Slices with { Slices = [.. Enumerable.Repeat(slice, 1000)] },
            Labels = findings.Labels! with { Issues = [.. Enumerable.Repeat(new LabelIssue(1_000_000, "a long label", "another long label", 0.123456789012345) { Confidence = 0.123456789012345 }, 20_000)] },
            Robustness = findings.Robustness! with { Curves = [.. Enumerable.Repeat(findings.Robustness.Curves[0], 3000)] },
        };

        _run.Log(many);

        var kept = _tracker.ReadSlices(_run.Id)!;
        Assert.Equal((100, 500, 303), (kept.Slices.Slices.Count, kept.Labels!.Issues.Count, kept.Robustness!.Curves.Count));
        Assert.InRange(Assert.Single(_tracker.Artifacts(_run.Id)).Size, 1, 1_000_000);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"slices":{"rows":1,"loss":"l","mean_loss":1,"depth":1,"tested":1,"significant":1,"slices":[null]}}""")]
    [InlineData("""{"slices":{"rows":1,"loss":"l","mean_loss":1,"depth":1,"tested":1,"significant":1,"slices":[]},"gap":{"learned_rows":1,"held_out_rows":1,"figures":[null]}}""")]
    public void A_damaged_file_is_refused(string json)
    {
        var file = Path.Combine(_folder.Path, "x.json");
        File.WriteAllText(file, json, Encoding.UTF8);
        _run.Artifact(file, RunArtifacts.Slices);

        var error = Assert.Throws<TrackingException>(() => _tracker.ReadSlices(_run.Id));

        Assert.StartsWith($"Artifact 'slices.json' of run {_run.Id} cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_has_none() => Assert.Null(_tracker.ReadSlices(_run.Id));

    static WeakSpotFindings Findings()
    {
        var model = new BoostedTreesClassifier { Trees = 3 }.Fit(Rows, "deny");
        return new WeakSpotFindings(WeakSpots.Find(new PriorClassifier().Fit(Rows, "deny"), Rows, new WeakSpotOptions { MinRows = 10, FalseDiscoveryRate = 0.5 }))
        {
            Data = "rows.csv",
            Robustness = Robustness.Measure(model, Rows, new RobustnessOptions { Repeats = 2 }),
            Labels = LabelIssues.Find(model.Recipe, Rows, "deny", new LabelIssueOptions()),
            Gap = OverfittingGap.Measure(model, Rows.Slice(0, 60), Rows.Slice(60, 60), new EvaluateOptions { Resamples = 200 }),
        };
    }
}
