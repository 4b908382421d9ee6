using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CostSensitiveTests
{
    /// <summary>Shares by hand: of rows at 0 half are a, three tenths b, a fifth c; of rows at 1 all are c.</summary>
    static readonly Table Rows = Table.Create(
        Column.Of("x", [.. Enumerable.Repeat(0.0, 10), .. Enumerable.Repeat(1.0, 10)]),
        Column.Of("y", [.. "aaaaabbbcccccccccccc".Select(letter => letter.ToString())]));

    static CostSensitiveClassifier Recipe(params ErrorCost[] costs) => new() { Base = new DecisionTreeClassifier(), Costs = [.. costs] };

    [Fact]
    public void A_row_is_called_what_is_expected_to_cost_least()
    {
        // A c that is not called c costs 4, a b called c costs half: at 0, a costs 0.3 + 0.2 · 4, b 0.5 + 0.2 · 4, c 0.5 + 0.3 / 2.
        var model = Recipe(new("c", "a", 4), new("c", "b", 4), new("b", "c", 0.5)).Fit(Rows, "y");

        var costs = model.PredictCosts(Rows.Slice(9, 2));
        var calls = model.Predict(Rows.Slice(9, 2));

        Assert.Equal([1.1, 1.3, 0.65, 4, 4, 0], costs.Select(cost => Math.Round(cost, 12)));
        Assert.Equal(["c", "c"], Enumerable.Range(0, 2).Select(calls["prediction"].Format));
        Assert.Equal([0.5, 0.3, 0.2], model.PredictProbabilities(Rows.Slice(0, 1)).Select(share => Math.Round(share, 12)));
        Assert.Equal([0, 1, 1, 1, 0, 0.5, 4, 4, 0], model.Costs.ToArray());
    }

    [Fact]
    public void Without_prices_calls_are_the_bases_and_of_equals_the_more_probable_one_is_called()
    {
        var plain = Recipe().Fit(Rows, "y");
        var free = Recipe(new("a", "c", 0), new("b", "c", 0), new("a", "b", 0), new("c", "b", 0)).Fit(Rows, "y");

        var calls = new DecisionTreeClassifier().Fit(Rows, "y").Predict(Rows)["prediction"];

        Assert.All(Enumerable.Range(0, 20), row => Assert.Equal(calls.Format(row), plain.Predict(Rows)["prediction"].Format(row)));

        // Calling b and calling c both cost nothing at 0, where b is the more probable.
        Assert.Equal("b", free.Predict(Rows)["prediction"].Format(0));
    }

    [Fact]
    public void A_right_call_may_have_a_price_and_a_pipeline_and_its_report_go_by_prices()
    {
        // Treating costs 3 whether right or not, not treating the sick costs 20: treat from a probability of 3/20 on.
        var table = LinearTables.Random(600, 3, 2);
        var recipe = new CostSensitiveClassifier { Costs = [new("class 0", "class 1", 3), new("class 1", "class 1", 3), new("class 1", "class 0", 20)] };

        var model = new Standardize().Then(recipe).Fit(table, "y");

        var probabilities = model.PredictProbabilities(table);
        var calls = model.Predict(table)["prediction"];
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(probabilities[(2 * row) + 1] > 0.15 ? "class 1" : "class 0", calls.Format(row)));
        var report = model.Evaluate(table);
        Assert.Equal(Enumerable.Range(0, 600).Count(row => calls.Format(row) == "class 1"), report.Confusion[1] + report.Confusion[3]);
    }

    [Fact]
    public void A_saved_model_keeps_its_prices_and_is_refused_where_they_do_not_fit()
    {
        var model = Recipe(new("c", "a", 4), new("c", "b", 4), new("b", "c", 0.5)).Fit(Rows, "y");

        var loaded = Assert.IsType<CostSensitiveClassifierModel>(LearnerCase.SaveAndLoad(model));

        Assert.Equal(model.Costs.ToArray(), loaded.Costs.ToArray());
        Assert.Equal(model.PredictCosts(Rows), loaded.PredictCosts(Rows));
        Assert.Equal(model.Recipe, loaded.Recipe);
        var folder = Directory.CreateTempSubdirectory("cambium-costs").FullName;
        try
        {
            var path = Path.Combine(folder, "model");
            model.Save(path);
            var file = Path.Combine(path, "model.json");
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"call\": \"a\"", "\"call\": \"z\"", StringComparison.Ordinal).Replace("\"call\":\"a\"", "\"call\":\"z\"", StringComparison.Ordinal));
            var error = Assert.Throws<ModelFormatException>(() => Model.Load(path));
            Assert.Contains("The costs do not fit the classes: 'z' is no class.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Prices_are_given_as_text_and_refused_together()
    {
        var read = (CostSensitiveClassifier)RecipeCatalog.Create("cost-sensitive-classifier", new Dictionary<string, string> { ["costs"] = "c:a:4, b:c:0.5" });
        Assert.Equal([new("c", "a", 4), new("b", "c", 0.5)], read.Costs);

        var error = Assert.Throws<ArgumentException>(() => Recipe(new("z", "a", 4), new("b", "c", 1), new("b", "c", 2)).Fit(Rows, "y"));
        Assert.Equal(
            "Costs do not fit: 'z' is no class; the price of calling 'b' 'c' is given twice. The classes of the target 'y' are a, b, c. (Parameter 'Costs')", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorCost("a", "b", -1));
        var text = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("cost-sensitive-classifier", new Dictionary<string, string> { ["costs"] = "c:4" }));
        Assert.Equal(
            "The setting 'costs' of 'cost-sensitive-classifier' is 'c:4', expected classes, what they are called, and prices of at least 0, such as sick:well:10,well:sick:2. (Parameter 'costs')",
            text.Message);
    }
}
