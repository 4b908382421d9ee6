using System.Net;
using System.Text.Json;
using Cambium.Learn;

namespace Cambium.Server.Tests;

/// <summary>The page of fairness as it comes, without a script.</summary>
public sealed class FairnessPageTests
{
    [Fact]
    public async Task Findings_rates_and_differences_of_the_models_own_calls_are_there_without_a_script()
    {
        await using var own = await WritableServer.StartAsync();
        var evidence = DemoFairness.Of(DemoFairness.Plain) with { TradeOff = DemoFairness.Curve() };
        var html = await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, evidence)}/fairness");
        var text = WebUtility.HtmlDecode(html);

        Assert.All(evidence.Groups!.Findings.Select(finding => finding.Sentence).Concat(evidence.Groups.Warnings), sentence => Assert.Contains(sentence, text, StringComparison.Ordinal));
        Assert.Contains("400 rows, in 3 groups of region; the decision that counts is “yes”. Rows are called “yes” where that is the more probable answer, which is a threshold of 0.5.", text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        foreach (var group in evidence.Groups.Groups)
        {
            Assert.Contains($"<span class=\"share\">{Numbers.Percent(group.SelectionRate)}</span>", text, StringComparison.Ordinal);
            Assert.Contains($"<span class=\"share\">{Numbers.Percent(group.Accuracy)}</span>", text, StringComparison.Ordinal);
        }

        Assert.Equal(6, Count(html, "data-rate=\""));
        Assert.Equal(6, Count(html, ">few rows<"));
        Assert.Equal(3, Count(html, "<rect class=\"rule\""));
        Assert.Contains($"<td class=\"num\" data-label=\"Own calls\">{FairnessBoard.Three(evidence.Groups["equalised_odds_difference"].Value)}</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">0.5 (own)</th>", html, StringComparison.Ordinal);
        Assert.Contains("“bound 0.1”.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_by_which_threshold_the_model_goes()
    {
        await using var own = await WritableServer.StartAsync();
        var byThreshold = DemoFairness.Of(new ThresholdClassifier { Base = DemoFairness.Plain });
        var byGroup = DemoFairness.Of(new GroupThresholdClassifier { Base = new LogisticRegression(), Groups = ["region"], Hidden = true });

        var one = WebUtility.HtmlDecode(await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, byThreshold)}/fairness"));
        var many = WebUtility.HtmlDecode(await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, byGroup)}/fairness"));

        Assert.Contains($"Rows are called “yes” where the model's probability of it reaches {FairnessBoard.Threshold(byThreshold.Thresholds!.Own!.Value)}, its own threshold.", one, StringComparison.Ordinal);
        Assert.Contains("The model does not call all rows by one threshold: figures are of its own calls, and the threshold below shows what one for all would do.", many, StringComparison.Ordinal);
        Assert.Contains(">The model's own calls</button>", many, StringComparison.Ordinal);
        Assert.Contains("\"own\":null", many, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_a_regressor_are_shown_by_group()
    {
        await using var own = await WritableServer.StartAsync();
        var evidence = DemoFairness.OfRegressor();
        var html = await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, evidence)}/fairness");
        var text = WebUtility.HtmlDecode(html);

        Assert.All(evidence.Errors!.Findings, finding => Assert.Contains(finding.Sentence, text, StringComparison.Ordinal));
        Assert.Contains("data-chart=\"group-errors\"", html, StringComparison.Ordinal);
        Assert.Contains($"<td class=\"num\">{Numbers.Significant(evidence.Errors.Groups[0].MeanSquaredError)}</td>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"range\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_of_rates_alone_is_shown_with_the_way_to_more()
    {
        await using var own = await WritableServer.StartAsync();
        string id;
        using (var run = own.Tracker.Start("people", "rates alone"))
        {
            run.Log(DemoFairness.Plain.Fit(DemoFairness.People(), "paid").CompareGroups(DemoFairness.People(), "region"));
            run.Complete();
            id = run.Id;
        }

        var html = await own.GetAsync($"/runs/{id}/fairness");

        Assert.Contains("cambium fairness models:/NAME/1 data.csv --group region --log", html, StringComparison.Ordinal);
        Assert.Contains("Selection rate, difference", html, StringComparison.Ordinal);
        Assert.Equal(5, Count(html, "data-rate=\""));
        Assert.DoesNotContain("type=\"range\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "depth")]
    [InlineData("{}", "it must hold either groups or errors")]
    [InlineData("""{ "groups": { "by": "g", "positive": "yes", "groups": [null] } }""", "A list of GroupRates holds null at place 0.")]
    public async Task A_damaged_file_is_a_notice(string json, string problem)
    {
        await using var own = await WritableServer.StartAsync();
        var file = Path.GetTempFileName();
        string id;
        using (var run = own.Tracker.Start("people", "damaged"))
        {
            await File.WriteAllTextAsync(file, json, Test.Stop);
            run.Artifact(file, "fairness.json");
            run.Complete();
            id = run.Id;
        }

        File.Delete(file);
        var html = WebUtility.HtmlDecode(await own.GetAsync($"/runs/{id}/fairness"));

        Assert.Contains($"Artifact 'fairness.json' of run {id} cannot be read:", html, StringComparison.Ordinal);
        Assert.Contains(problem, html, StringComparison.Ordinal);
        Assert.Contains("No groups compared yet", html, StringComparison.Ordinal);
        Assert.Contains("cannot be read", await own.GetAsync($"/runs/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_no_page_can_draw_are_told_as_not_known()
    {
        await using var own = await WritableServer.StartAsync();
        var evidence = DemoFairness.Of(DemoFairness.Plain);
        var broken = evidence.Groups! with
        {
            Groups = [.. evidence.Groups.Groups.Select(group => group with { SelectionRate = double.PositiveInfinity, Accuracy = double.NaN, Scores = [], Calibration = [new CalibrationBin(double.NaN, 7, -1)] })],
            Figures = [new FairnessFigure("", double.NegativeInfinity) { Interval = new Interval(double.NaN, double.NaN) }],
        };

        var html = await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, evidence with { Groups = broken })}/fairness");

        Assert.Contains("n/a", html, StringComparison.Ordinal);
        Assert.DoesNotContain("width=\"∞\"", html, StringComparison.Ordinal);
        using var spec = JsonDocument.Parse(html.Split("<script type=\"application/json\">")[1].Split("</script>")[0]);
        Assert.Equal(JsonValueKind.Null, spec.RootElement.GetProperty("ownAccuracy").ValueKind);
    }

    [Fact]
    public async Task Fifty_groups_are_a_page_of_bounded_size()
    {
        await using var own = await WritableServer.StartAsync();
        var people = DemoFairness.People(2000);
        var many = people.With(Data.Column.Of("region", [.. Enumerable.Range(0, 2000).Select(row => $"region {row % 50}")]));
        var evidence = FairnessEvidence.Of(DemoFairness.Plain.Fit(many, "paid"), many, DemoFairness.ByRegion);

        var html = await own.GetAsync($"/runs/{DemoFairness.Keep(own.Tracker, evidence)}/fairness");

        Assert.InRange(html.Length, 50_000, 400_000);
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
