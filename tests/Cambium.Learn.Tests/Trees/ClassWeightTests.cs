using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Factors on the rows of classes.</summary>
public sealed class ClassWeightTests
{
    static readonly Table Rows = TreeTables.Random(1000, classes: 3);
    static readonly BoostedTreesClassifier Recipe = new() { Trees = 5 };

    [Fact]
    public void A_classs_weight_is_that_of_its_rows()
    {
        var recipe = Recipe with { ClassWeights = [new("class 1", 3), new("class 0", 0.5)] };

        var model = recipe.Fit(Rows, "y");

        Assert.Equal(Weighted(name => name == "class 1" ? 3 : name == "class 0" ? 0.5 : 1), model.PredictProbabilities(Rows));
    }

    [Fact]
    public void Balanced_classes_weigh_alike()
    {
        var counts = Names().GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

        var model = (Recipe with { BalanceClasses = true }).Fit(Rows, "y");

        Assert.Equal(Weighted(name => 1000.0 / (3 * counts[name])), model.PredictProbabilities(Rows));
    }

    [Fact]
    public void A_class_that_weighs_more_is_found_more_often()
    {
        var plain = Recipe.Fit(Rows, "y").Evaluate(Rows);
        var weighted = (Recipe with { ClassWeights = [new("class 0", 10)] }).Fit(Rows, "y");

        double Found(ClassifierModel model) => model.PredictProbabilities(Rows).Chunk(3).Count(ofRow => ofRow[0] > Math.Max(ofRow[1], ofRow[2]));

        Assert.NotNull(plain);
        Assert.True(Found(weighted) > Found(Recipe.Fit(Rows, "y")));
    }

    [Fact]
    public void Classes_that_are_not_there_or_twice_are_refused()
    {
        var recipe = Recipe with { ClassWeights = [new("class 1", 3), new("class 9", 1), new("class 1", 2)] };

        var error = Assert.Throws<ArgumentException>(() => recipe.Fit(Rows, "y"));

        Assert.Equal(
            "ClassWeights do not fit: 'class 9' is no class of the target 'y'; 'class 1' is given twice. The classes are class 0, class 1, class 2. (Parameter 'ClassWeights')",
            error.Message);
    }

    [Fact]
    public void A_weight_below_0_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ClassWeight("yes", -1));

        Assert.StartsWith("Weight must be a finite number of at least 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_weights_are_set_by_text_and_read_back()
    {
        var recipe = RecipeCatalog.Create("boosted-trees-classifier", new Dictionary<string, string> { ["class-weights"] = "a:b:2.5, no:1", ["balance-classes"] = "true" });

        Assert.Equal(new BoostedTreesClassifier { ClassWeights = [new("a:b", 2.5), new("no", 1)], BalanceClasses = true }, recipe);
        Assert.Equal(recipe, RecipeCatalog.Create("boosted-trees-classifier", RecipeCatalog.Describe(recipe)));
        Assert.Equal(recipe, RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes:-1")]
    [InlineData(":1")]
    [InlineData("yes:x")]
    public void Text_that_is_no_class_weight_is_refused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("boosted-trees-classifier", new Dictionary<string, string> { ["class-weights"] = text }));

        Assert.Equal(
            $"The setting 'class_weights' of 'boosted-trees-classifier' is '{text}', expected classes with weights of at least 0, such as yes:2,no:1. (Parameter 'class_weights')",
            error.Message);
    }

    static IEnumerable<string> Names() => Enumerable.Range(0, Rows.RowCount).Select(row => Rows["y"].Format(row));

    static double[] Weighted(Func<string, double> weight)
    {
        var table = Rows.With(Column.Of("w", Names().Select(weight).ToArray()));
        return Recipe.Fit(table, "y", new FitOptions { Weight = "w" }).PredictProbabilities(Rows);
    }
}
