using System.Net;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The slices page of a run.</summary>
public sealed class SlicesPageTests
{
    static readonly WeakSpotReport Slices = new(1000, "1 - probability of the truth", 0.3, 2, 40, 3,
    [
        new WeakSpot([new SliceCondition("region", SliceConditionKind.Value, "<north>", double.NegativeInfinity, double.PositiveInfinity)], 120, 0.5, 0.27, 0.6, 1e-8, 1e-7, 0.42, 0.11)
        {
            RestError = 0.2, ErrorInterval = new Interval(0.33, 0.51), CalibrationInterval = new Interval(0.05, 0.17), MeanSaid = 0.6, MeanTruth = 0.49,
        },
    ])
    {
        IsOfClasses = true, Said = "probability of 'yes'", Error = 0.23,
    };

    [Fact]
    public async Task A_run_without_findings_says_how_to_find_some()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("mortgages", "trees");

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{run.Id}/slices"));

        Assert.Contains("No slices searched yet", html, StringComparison.Ordinal);
        Assert.Contains("cambium slices models:/NAME/1 data.csv --robustness --labels --log", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_are_told_in_words_bars_and_tables_beside_all_other_rows()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("mortgages", "trees");
        run.Log(new WeakSpotFindings(Slices) { Data = "new.csv" });

        var raw = await server.GetAsync($"/runs/{run.Id}/slices");
        var html = WebUtility.HtmlDecode(raw);

        Assert.Contains("On the 120 rows with region = <north>, 42 of 100 are called wrong (33 to 51 with 95 % confidence), of all others 20. The probability of 'yes' is on average 0.11 too high there.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<north>", raw, StringComparison.Ordinal);
        Assert.Contains("rows: new.csv.</p>", html, StringComparison.Ordinal);
        // The bars end at the widest interval's end, 0.51.
        Assert.Contains("<rect class=\"fill\" y=\"2\" width=\"82.35\" height=\"8\" rx=\"2\"", html, StringComparison.Ordinal);
        Assert.Contains("<line class=\"rest\" x1=\"39.22\" x2=\"39.22\"", html, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"slice-calibration\"", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Find out more</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Doubtful labels</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gap_damage_and_labels_have_their_sections()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("mortgages", "trees");
        RobustnessPoint[] points = [new(0.1, 0.8, new Interval(0.79, 0.81), 0.05), new(0.5, 0.7, new Interval(0.65, 0.75), 0.15)];
        run.Log(new WeakSpotFindings(Slices)
        {
            Gap = new OverfittingGap(500, 400, [new GapFigure("roc_auc", true, 0.95, 0.85, new Interval(0.05, 0.15))]),
            Robustness = new RobustnessReport("roc_auc", true, 0.85, 400, 5,
            [
                new RobustnessCurve(Damage.Noise, "", [.. points], ""), new RobustnessCurve(Damage.Missing, "", [], "The model does not answer to rows so damaged: no."),
                new RobustnessCurve(Damage.Swapped, "", [.. points], ""), new RobustnessCurve(Damage.Noise, "age", [points[0]], ""), new RobustnessCurve(Damage.Missing, "age", [], "no"),
            ]),
            Labels = new LabelIssueReport("deny", 400, 7, 12.4, [new LabelNoise("no", 300, 0.8, 0.02, 0.03), new LabelNoise("yes", 100, 0.6, 0.06, 0.04)], [0.73, 0.02, 0.01, 0.24],
                [new LabelIssue(41, "no", "yes", 0.93) { Confidence = 0.03 }]),
        });

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{run.Id}/slices"));

        foreach (var heading in new[] { "Error by slice", "Calibration of slices", "Seen and unseen rows", "Noise, missing and swapped values", "Doubtful labels" })
        {
            Assert.Contains($"<h2>{heading}</h2>", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<h2>Find out more</h2>", html, StringComparison.Ordinal);
        Assert.Contains("the model does better on rows that it has seen, by more than chance.", html, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"noise\"", html, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"damaged\"", html, StringComparison.Ordinal);
        Assert.Contains("With missing values in all columns: The model does not answer to rows so damaged: no.", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">refused</td>", html, StringComparison.Ordinal);
        Assert.Contains("About 12 of 400 labels are estimated to be wrong (3 of 100).", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\" class=\"num\">42</th>", html, StringComparison.Ordinal);
        Assert.Contains("The surest 1 of 7\u00A0rows", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"slices\": null}")]
    [InlineData("{\"slices\":{\"rows\":1,\"loss\":\"l\",\"mean_loss\":1,\"depth\":1,\"tested\":1,\"significant\":1,\"slices\":[null]}}")]
    public async Task A_damaged_file_is_a_notice(string json)
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("mortgages", "trees");
        AddFile(run, json);

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{run.Id}/slices"));

        Assert.Contains($"Artifact 'slices.json' of run {run.Id} cannot be read: ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_mean_nothing_leave_the_page_standing()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("mortgages", "trees");
        AddFile(run, """
            {"slices":{"rows":0,"loss":"l","mean_loss":"NaN","depth":1,"tested":-1,"significant":1,"is_of_classes":true,"slices":[
              {"conditions":[],"rows":-3,"loss":"NaN","rest_loss":"Infinity","effect":"NaN","p_value":2,"q_value":"NaN","error":"NaN","calibration":"NaN","rest_error":"-Infinity","error_interval":{"low":"NaN","high":"Infinity"},"mean_said":"NaN","mean_truth":7}]},
             "gap":{"learned_rows":1,"held_out_rows":1,"figures":[]},
             "robustness":{"score":"<b>","higher_is_better":true,"baseline":"NaN","rows":1,"repeats":0,"curves":[{"damage":"noise","column":"","points":[{"level":"NaN","score":"NaN","interval":{"low":"NaN","high":"NaN"},"loss":"NaN"}],"refusal":""}]},
             "labels":{"target":"y","rows":0,"found":-1,"expected":"Infinity","classes":[{"class":"a","rows":1,"threshold":"NaN","wrong":"NaN","missed":"NaN"},{"class":"b","rows":1,"threshold":1,"wrong":9,"missed":-1}],"joint":["NaN"],"issues":[{"row":2147483647,"given":"<script>alert(1)</script>","suggested":"","doubt":"NaN"}]}}
            """);

        var html = await server.GetAsync($"/runs/{run.Id}/slices");

        Assert.DoesNotContain("cannot be read", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Contains("id=\"labels\"", html, StringComparison.Ordinal);
    }

    static void AddFile(Run run, string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        run.Artifact(file, RunArtifacts.Slices);
        File.Delete(file);
    }
}
