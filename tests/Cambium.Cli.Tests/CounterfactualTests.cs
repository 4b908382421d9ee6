namespace Cambium.Cli.Tests;

/// <summary>cambium counterfactual, and those methods of cambium explain that explain any model.</summary>
public sealed class CounterfactualTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_row_is_told_what_would_turn_its_answer()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("counterfactual", "tree.model", "loans.csv", "--row", "1")).Done();
        var json = (await workshop.RunAsync("counterfactual", "tree.model", "loans.csv", "--row", "1", "--fix", "age", "--range", "ratio=..1", "--count", "1", "--json")).Done().Json;
        var stuck = (await workshop.RunAsync("counterfactual", "tree.model", "loans.csv", "--row", "1", "--allow", "age", "--json")).Done().Json;

        Assert.Contains("tree.model on row 1 of loans.csv\n", text.Out, StringComparison.Ordinal);
        Assert.Contains("The model answers 'yes'", text.Out, StringComparison.Ordinal);
        Assert.Contains("ratio were ", text.Out, StringComparison.Ordinal);
        var change = Assert.Single(Assert.Single(json["counterfactuals"]!.AsArray())!["changes"]!.AsArray())!;
        Assert.Equal(("ratio", "no"), ((string)change["column"]!, (string)json["wanted"]!));
        Assert.InRange(double.Parse((string)change["to"]!, System.Globalization.CultureInfo.InvariantCulture), 0, 0.55);
        Assert.Empty(stuck["counterfactuals"]!.AsArray());
        Assert.Contains("No other values were found that make it 'no': at most 3 changes of age.", (string)stuck["sentence"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_brought_into_bounds()
    {
        await TrainAsync();

        var json = (await workshop.RunAsync("counterfactual", "near.model", "loans.csv", "--row", "1", "--at-most", "60", "--json")).Done().Json;
        var already = (await workshop.RunAsync("counterfactual", "near.model", "loans.csv", "--row", "1", "--at-least", "1", "--json")).Done().Json;

        Assert.InRange((double)json["counterfactuals"]![0]!["answer"]!, 0, 60);
        Assert.True((bool)already["holds_already"]!);
        Assert.EndsWith("already: nothing needs to change.", (string)already["sentence"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree.model", "--fix age", "--row N is needed: the row whose answer should be another.")]
    [InlineData("tree.model", "--row 61", "--row 61 is beyond the end of loans.csv, which has 60 rows.")]
    [InlineData("tree.model", "--row 1 --fix agee", "--fix names 'agee', which the model does not read. Did you mean 'age'? It reads: ratio, age, owner.")]
    [InlineData("tree.model", "--row 1 --fix age --allow age,ratio", "'age' is both allowed to change (--allow) and fixed (--fix). Take it out of one.")]
    [InlineData("tree.model", "--row 1 --range owner=1..2", "--range is for columns of numbers, but 'owner' holds none.")]
    [InlineData("tree.model", "--row 1 --range ratio=2..1", "--range ratio=2..1 begins above its end, so that no value is within it. Turn the two round: ratio=1..2.")]
    [InlineData("tree.model", "--row 1 --range ratio=2-1", "--range takes COL=LO..HI, such as --range age=18..65 or --range income=..90000, not 'ratio=2-1'.")]
    [InlineData("tree.model", "--row 1 --increase-only age --decrease-only age", "'age' may neither grow nor fall by --increase-only and --decrease-only. Name it with --fix instead.")]
    [InlineData("tree.model", "--row 1 --at-least 3", "--at-least and --at-most are for numbers, but this model answers with a class. Name the one to reach with --class.")]
    [InlineData("tree.model", "--row 1 --class perhaps", "--class knows no 'perhaps'. The model tells apart: no, yes.")]
    [InlineData("near.model", "--row 1", "This model answers with a number. Say which are to be reached with --at-least X or --at-most X.")]
    public async Task Words_that_do_not_fit_are_refused(string model, string words, string message)
    {
        await TrainAsync();

        (await workshop.RunAsync(["counterfactual", model, "loans.csv", .. words.Split(' ')])).Refused(2, $"cambium counterfactual: {message}");
    }

    [Fact]
    public async Task A_model_without_exact_values_is_explained_by_trying_coalitions_unless_exact_ones_are_asked_for()
    {
        await TrainAsync();

        var found = (await workshop.RunAsync("explain", "near.model", "loans.csv", "--row", "1", "--json")).Done().Json;
        var orders = (await workshop.RunAsync("explain", "near.model", "loans.csv", "--row", "1", "--method", "permutation-shap", "--json")).Done().Json;
        var exact = await workshop.RunAsync("explain", "near.model", "loans.csv", "--row", "1", "--method", "shap");

        Assert.StartsWith("By ", (string)found["notes"]![0]!, StringComparison.Ordinal);
        Assert.Contains("The model has no exact SHAP values.", (string)found["notes"]![0]!, StringComparison.Ordinal);
        Assert.All([found, orders], json => Assert.Equal((double)json["value"]!, (double)json["base_value"]! + json["columns"]!.AsArray().Sum(column => (double)column!["shap"]!), 1e-6)); // sums of numbers around 50
        exact.Refused(1, "cambium explain: There is no exact method for the SHAP values of a KNearestRegressor, whose answers are no sum over trees or columns. Use --method kernel or permutation-shap, which explain any model.");
    }

    [Fact]
    public async Task Any_model_is_explained_nearby_by_a_rule_by_a_tree_by_effects_and_by_interactions()
    {
        await TrainAsync();

        var lime = (await workshop.RunAsync("explain", "tree.model", "loans.csv", "--row", "1", "--method", "lime", "--json")).Done().Json;
        var anchors = (await workshop.RunAsync("explain", "tree.model", "loans.csv", "--row", "1", "--method", "anchors", "--html", "anchors.html", "--json")).Done().Json;
        var surrogate = (await workshop.RunAsync("explain", "tree.model", "loans.csv", "--method", "surrogate", "--json")).Done().Json;
        var effects = (await workshop.RunAsync("explain", "near.model", "loans.csv", "--method", "ale", "--column", "ratio", "--json")).Done().Json;
        var together = (await workshop.RunAsync("explain", "near.model", "loans.csv", "--method", "interaction", "--column", "ratio,age", "--json")).Done().Json;
        var number = await workshop.RunAsync("explain", "near.model", "loans.csv", "--row", "1", "--method", "anchors");

        Assert.Equal("ratio", (string)lime["terms"]![0]!["column"]!);
        Assert.StartsWith("Where ratio ", (string)anchors["sentence"]!, StringComparison.Ordinal);
        Assert.Contains("<p class=\"sentence\">Where ratio ", File.ReadAllText(Path.Combine(workshop.Folder, "anchors.html")), StringComparison.Ordinal);
        Assert.InRange((double)surrogate["fidelity"]!, 0.5, 1);
        Assert.Equal("amount", (string)effects["effects"]![0]!["answer"]!);
        Assert.Equal("ratio and age", (string)together["interactions"]![0]!["columns"]!);
        number.Refused(1, "cambium explain: An anchor holds a decision in place, but near.model answers with a number. Explain it by --method shap or lime.");
    }

    /// <summary>A loan is denied where the ratio is above one half, and its amount falls with the ratio.</summary>
    async Task TrainAsync()
    {
        if (Directory.Exists(Path.Combine(workshop.Folder, "tree.model")))
        {
            return;
        }

        var rows = Enumerable.Range(0, 60).Select(row => FormattableString.Invariant($"{(60 - row) / 60.0:0.000},{20 + (row * 7 % 40)},{(row % 2 == 0 ? "own" : "rent")},{(row < 30 ? "yes" : "no")},{100 - row}"));
        workshop.WithFile("loans.csv", $"ratio,age,owner,deny,amount\n{string.Join('\n', rows)}\n");
        (await workshop.RunAsync("train", "loans.csv", "--target", "deny", "--drop", "amount", "--learner", "decision-tree-classifier", "--set", "min_rows_per_leaf=5", "--test", "0", "--allow-leak", "ratio", "--out", "tree.model")).Done();
        (await workshop.RunAsync("train", "loans.csv", "--target", "amount", "--drop", "deny,owner", "--learner", "k-nearest-regressor", "--test", "0", "--allow-leak", "ratio", "--out", "near.model")).Done();
    }
}
