using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>What must hold of exact trees whatever the table.</summary>
public sealed class TreePropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_the_rows_changes_nothing(long seed)
    {
        var table = ForestTables.Generated(3000);
        var order = Enumerable.Range(0, table.RowCount).ToArray();
        new RandomStream(seed).Shuffle<int>(order);
        var recipe = new DecisionTreeRegressor { MinRowsPerLeaf = 5 };

        var shuffled = recipe.Fit(table.Take(order), "y");

        TreeTables.AssertNear(recipe.Fit(table, "y").PredictValues(table), shuffled.PredictValues(table));
    }

    [Fact]
    public void Changing_a_columns_scale_leaves_the_parts_as_they_are()
    {
        var table = ForestTables.Generated(2500);
        var recipe = new DecisionTreeRegressor { MinRowsPerLeaf = 5 };
        var scaled = table.Map("x0", Math.Exp).Map("x1", value => -1e6 + (1e3 * value)).Map("x3", value => value * value * value);

        var model = recipe.Fit(scaled, "y");

        Assert.Equal(recipe.Fit(table, "y").PredictValues(table), model.PredictValues(scaled));
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows()
    {
        var table = ForestTables.Three();
        var weights = Enumerable.Range(0, table.RowCount).Select(row => (long)(row % 4)).ToArray();
        var recipe = new DecisionTreeClassifier { MaxDepth = 9 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var repeated = recipe.Fit(ConformanceData.Repeated(table, weights), "y");
        Assert.Equal(repeated.PredictProbabilities(table), weighted.PredictProbabilities(table));
        Assert.Equal(repeated.Importances, weighted.Importances);
    }

    [Theory]
    [InlineData(RegressionCriterion.SquaredError)]
    [InlineData(RegressionCriterion.AbsoluteError)]
    public void Whole_weights_are_as_repeated_rows_for_numbers(RegressionCriterion criterion)
    {
        // scikit-learn 1.2.1 loses track of weighted medians, so that it is no oracle here.
        var table = ForestTables.Generated(300);
        var weights = Enumerable.Range(0, table.RowCount).Select(row => (long)(row % 4)).ToArray();
        var recipe = new DecisionTreeRegressor { MaxDepth = 4, Criterion = criterion };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var repeated = recipe.Fit(ConformanceData.Repeated(table, weights), "y");
        TreeTables.AssertNear(repeated.PredictValues(table), weighted.PredictValues(table));
        TreeTables.AssertNear([.. repeated.Tree.Nodes.Select(node => node.Impurity)], [.. weighted.Tree.Nodes.Select(node => node.Impurity)]);
    }

    [Theory]
    [InlineData(RegressionCriterion.SquaredError)]
    [InlineData(RegressionCriterion.AbsoluteError)]
    public void Shifting_and_scaling_the_target_shifts_and_scales_the_answers(RegressionCriterion criterion)
    {
        var table = ForestTables.Generated(1500);
        var recipe = new DecisionTreeRegressor { MinRowsPerLeaf = 7, Criterion = criterion };
        var answers = recipe.Fit(table, "y").PredictValues(table);

        var moved = recipe.Fit(table.Map("y", value => 1000 + (8 * value)), "y").PredictValues(table);

        // The shift costs three digits of sixteen.
        Assert.All(answers.Zip(moved), pair => Oracle.Near(1000 + (8 * pair.First), pair.Second, 1e-12));
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    [InlineData(1.7e308)]
    public void Targets_of_any_size_are_learned(double scale)
    {
        var table = ForestTables.Generated(400).Map("y", value => Math.Clamp(value - 1, -1, 1));
        var recipe = new DecisionTreeRegressor { MinRowsPerLeaf = 7 };
        var answers = recipe.Fit(table, "y").PredictValues(table);

        var large = recipe.Fit(table.Map("y", value => value * scale), "y").PredictValues(table);

        Assert.All(answers.Zip(large), pair => Oracle.Near(pair.First, pair.Second / scale, 1e-12)); // other roundings of the same sums
    }

    [Fact]
    public void A_fully_grown_tree_answers_its_training_rows_exactly()
    {
        var numbers = ForestTables.Generated(5000);
        var classes = numbers.Cut(0.8, 1.7);

        var regressor = new DecisionTreeRegressor().Fit(numbers, "y");
        var classifier = new DecisionTreeClassifier().Fit(classes, "y");

        Assert.Equal(numbers.Numbers("y"), regressor.PredictValues(numbers));
        Assert.Equal(1, classifier.Evaluate(classes)["accuracy"]);
        Assert.Equal(5000, regressor.LeafCount);
    }

    [Fact]
    public void A_tree_without_gain_at_its_root_still_finds_an_exclusive_or()
    {
        var table = Table.Create(Column.Of("a", [0.0, 0, 1, 1]), Column.Of("b", [0.0, 1, 0, 1]), Column.Of("y", [0L, 1, 1, 0]));

        var model = new DecisionTreeClassifier().Fit(table, "y");

        Assert.Equal([1, 0, 0, 1, 0, 1, 1, 0], model.PredictProbabilities(table));
    }

    [Theory]
    [InlineData(ClassificationCriterion.Gini)]
    [InlineData(ClassificationCriterion.Entropy)]
    [InlineData(ClassificationCriterion.GainRatio)]
    public void Large_tables_give_the_same_tree_at_any_number_of_threads(ClassificationCriterion criterion)
    {
        var table = TreeTables.Random(6000, classes: 3);
        var recipe = new DecisionTreeClassifier { Criterion = criterion, FeaturesPerSplit = criterion == ClassificationCriterion.Entropy ? 2 : 0 };

        var models = new[] { 1, 2, 7 }.Select(threads => recipe.Fit(table, "y", new FitOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[1]));
        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[2]));
    }

    [Fact]
    public void Pruning_never_grows_and_ends_at_the_root()
    {
        var table = TreeTables.Random(1500, classes: 2);

        var path = new DecisionTreeClassifier().PruningPath(table, "y");

        Assert.Equal(path.Select(step => step.Alpha).Order(), path.Select(step => step.Alpha));
        Assert.Equal(path.Select(step => step.Leaves).OrderDescending(), path.Select(step => step.Leaves));
        Assert.Equal(1, new DecisionTreeClassifier { PruningAlpha = path[^1].Alpha + 1e-9 }.Fit(table, "y").LeafCount);
        var best = path.Last(step => step.Alpha <= 0.002);
        Assert.Equal(best.Leaves, new DecisionTreeClassifier { PruningAlpha = 0.002 }.Fit(table, "y").LeafCount);
        Assert.InRange(best.Leaves, 2, path[0].Leaves - 1);
    }
}
