using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Every learner either has SHAP values that add up to its answers or refuses with the way out.</summary>
public sealed class ShapConformanceTests
{
    static readonly string[] Trees =
    [
        "boosted-trees-classifier", "boosted-trees-regressor", "boosted-trees-ranker", "ada-boost-classifier", "decision-tree-classifier", "decision-tree-regressor", "random-forest-classifier",
        "random-forest-regressor", "extra-trees-classifier", "extra-trees-regressor", "isolation-forest",
    ];

    static readonly string[] OnlyOrders = ["linear-svm", "perceptron", "sgd-classifier"];

    public static TheoryData<string> OfTrees => [.. Trees];

    static readonly string[] Linear =
    [
        "linear-regression", "ridge", "lasso", "elastic-net", "poisson-regression", "gamma-regression", "tweedie-regression", "huber-regression", "quantile-regression", "logistic-regression",
        "linear-svm", "linear-svm-regressor", "sgd-classifier", "sgd-regressor", "perceptron", "linear-discriminant",
    ];

    public static TheoryData<string> OfLinear => [.. Linear];

    public static TheoryData<string> All =>
        [.. RecipeCatalog.Learners, .. new[] { "logistic-regression", "poisson-regression", "linear-svm", "random-forest-classifier", "boosted-trees-regressor" }.Select(kind => $"prepared {kind}")];

    [Theory]
    [MemberData(nameof(OfTrees))]
    public void Trees_add_up_on_every_row_with_missing_values_and_unseen_categories(string learner)
    {
        var table = LearnerCase.Mixed(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");
        var strange = Strange(table);

        var path = model.Shap(strange);
        var loaded = LearnerCase.SaveAndLoad(model).Shap(strange);
        var background = new ShapOptions { Background = table.Slice(0, 70) };

        ShapSums.AssertAddUp(path);
        Assert.Equal(path.Values, loaded.Values);
        ShapSums.AssertAddUp(model.Shap(strange, background));
        ShapSums.AssertAddUp(model.Shap(strange.Slice(0, 50), background with { Output = ShapOutput.Answer }));
        Assert.Contains(path.Values, value => Math.Abs(value) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(OfLinear))]
    public void Linear_models_add_up_without_a_background_also_behind_steps_and_when_loaded(string learner)
    {
        var table = LearnerCase.Mixed(learner);
        var model = LearnerCase.Recipe($"prepared {learner}").Fit(table, "y");
        var (rows, options) = (table.Slice(0, 60), new ShapOptions { Background = table });

        var own = model.Shap(rows);
        var loaded = LearnerCase.SaveAndLoad(model).Shap(rows);
        var by = model.Shap(rows, options);

        ShapSums.AssertAddUp(own);
        Assert.Equal(own.Values, loaded.Values);
        Assert.Equal(by.Answers, own.Answers);
        Assert.Equal((by.Scale, by.Outputs, by.Columns), (own.Scale, own.Outputs, own.Columns));
        var size = by.Values.Max(Math.Abs);
        Assert.All(by.Values.Zip(own.Values), pair => Assert.InRange(pair.Second - pair.First, -1e-9 * size, 1e-9 * size));
        Assert.Contains(own.Values, value => Math.Abs(value) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_explained_is_what_the_model_answers_or_the_way_out_is_named(string learner)
    {
        var table = LearnerCase.Table(learner, rows: 150);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");
        var rows = table.Slice(0, 40);
        var options = new ShapOptions { Background = table.Slice(50, 30), Output = ShapOutput.Answer };
        try
        {
            ShapSums.AssertAddUp(model.Shap(rows, options with { Output = ShapOutput.Margin }));
            var shap = model.Shap(rows, options);
            ShapSums.AssertAddUp(shap);
            Assert.Equal(model.Input.Fields.Select(field => field.Name), shap.Columns);
            var answers = LearnerCase.Answers(model, rows).Where((_, i) => model is not ClassifierModel { Classes.Count: 2 } || i % 2 == 1).ToArray();
            Assert.All(answers.Zip(shap.Answers), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
        }
        catch (ArgumentException error)
        {
            Assert.True(!Trees.Concat(Linear).Contains(LearnerCase.Kind(learner)) || OnlyOrders.Contains(LearnerCase.Kind(learner)), error.Message);
            Assert.Contains("se KernelSHAP or permutation SHAP, which explain any model.", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The rows, every third with a category that the model has never seen, every fourth without a number.</summary>
    static Table Strange(Table table) => table
        .With(Column.Of("colour", Enumerable.Range(0, table.RowCount).Select(row => row % 3 == 0 ? "never seen" : table["colour"].Format(row)).ToArray()))
        .With(Column.Of("b", table.Column<double>("b").Values.ToArray().Select((value, row) => row % 4 == 0 ? double.NaN : value).ToArray()));
}
