using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>
/// Trees node for node as scikit-learn grows them where no two questions are equally good, and the same impurity on real tables. Sums of at most 600 doubles differ by their order alone.
/// </summary>
public sealed class TreeOracleTests
{
    const double Tolerance = 1e-10;

    [Theory]
    [InlineData("gini_2", 2, ClassificationCriterion.Gini, 4, 25, false)]
    [InlineData("gini_3", 3, ClassificationCriterion.Gini, 6, 15, false)]
    [InlineData("entropy_2", 2, ClassificationCriterion.Entropy, 5, 20, false)]
    [InlineData("entropy_3", 3, ClassificationCriterion.Entropy, 5, 20, false)]
    [InlineData("gini_2_weights", 2, ClassificationCriterion.Gini, 6, 15, true)]
    public void A_classification_tree_is_the_peers_node_for_node(string oracle, int classes, ClassificationCriterion criterion, int depth, int least, bool weighted)
    {
        var recipe = new DecisionTreeClassifier { Criterion = criterion, MaxDepth = depth, MinRowsPerLeaf = least };

        AssertSame(oracle, recipe, classes, weighted);
    }

    [Fact]
    public void A_tree_of_limited_leaves_is_the_peers_node_for_node() =>
        AssertSame("gini_3_leaves", new DecisionTreeClassifier { MaxLeaves = 12, MinRowsPerLeaf = 15 }, 3, weighted: false);

    [Fact]
    public void A_least_decrease_and_least_rows_to_split_stop_the_tree_where_the_peers_stops() =>
        AssertSame("gini_2_decrease", new DecisionTreeClassifier { MinImpurityDecrease = 0.004, MinRowsPerLeaf = 5, MinRowsToSplit = 40 }, 2, weighted: false);

    [Fact]
    public void A_pruned_tree_is_the_peers_node_for_node() =>
        AssertSame("gini_3_pruned", new DecisionTreeClassifier { PruningAlpha = 0.006, MaxDepth = 6, MinRowsPerLeaf = 15 }, 3, weighted: false);

    [Theory]
    [InlineData("squared", RegressionCriterion.SquaredError, false)]
    [InlineData("squared_weights", RegressionCriterion.SquaredError, true)]
    [InlineData("absolute", RegressionCriterion.AbsoluteError, false)]
    public void A_regression_tree_is_the_peers_node_for_node(string oracle, RegressionCriterion criterion, bool weighted)
    {
        var recipe = new DecisionTreeRegressor { Criterion = criterion, MaxDepth = 6, MinRowsPerLeaf = 15 };

        var model = recipe.Fit(ForestTables.Generated().Weighted(), "y", new FitOptions { Weight = weighted ? "w" : null });

        AssertNodes(oracle, weighted ? model.Tree : recipe.Fit(ForestTables.Generated(), "y").Tree);
    }

    [Fact]
    public void A_regression_tree_of_limited_leaves_is_the_peers_node_for_node() =>
        AssertNodes("squared_leaves", new DecisionTreeRegressor { MaxLeaves = 15, MinRowsPerLeaf = 5 }.Fit(ForestTables.Generated(), "y").Tree);

    [Fact]
    public void The_pruning_paths_are_the_peers()
    {
        var classes = new DecisionTreeClassifier { MaxDepth = 6, MinRowsPerLeaf = 15 }.PruningPath(ForestTables.Three(), "y");
        var numbers = new DecisionTreeRegressor { MaxDepth = 6, MinRowsPerLeaf = 15 }.PruningPath(ForestTables.Generated(), "y");

        AssertPath("classifier_path", classes);
        AssertPath("regressor_path", numbers);
    }

    [Theory]
    [InlineData("breast_cancer_gini", "breast-cancer.csv", "diagnosis", 2, 0, ClassificationCriterion.Gini)]
    [InlineData("wine_entropy", "wine.csv", "cultivar", 0, 3, ClassificationCriterion.Entropy)]
    [InlineData("mortgages_gini", "mortgages.csv", "deny", 3, 0, ClassificationCriterion.Gini)]
    public void The_impurity_on_a_real_table_is_the_peers(string oracle, string file, string target, int depth, int leaves, ClassificationCriterion criterion)
    {
        var model = new DecisionTreeClassifier { MaxDepth = depth, MaxLeaves = leaves, Criterion = criterion }.Fit(LinearTables.Sample(file), target);

        Oracle.Near(ForestTables.Peers["leaf_impurity"]![oracle]!.GetValue<double>(), LeafImpurity(model.Tree), Tolerance);
    }

    [Theory]
    [InlineData("diabetes_squared", 4, RegressionCriterion.SquaredError)]
    [InlineData("diabetes_absolute", 2, RegressionCriterion.AbsoluteError)]
    public void The_error_on_a_real_table_is_the_peers(string oracle, int depth, RegressionCriterion criterion)
    {
        var model = new DecisionTreeRegressor { MaxDepth = depth, Criterion = criterion }.Fit(LinearTables.Sample("diabetes.csv"), "progression");

        Oracle.Near(ForestTables.Peers["leaf_impurity"]![oracle]!.GetValue<double>(), LeafImpurity(model.Tree), Tolerance);
    }

    static void AssertSame(string oracle, DecisionTreeClassifier recipe, int classes, bool weighted)
    {
        var table = classes == 2 ? ForestTables.Two() : ForestTables.Three();
        var model = weighted ? recipe.Fit(table.Weighted(), "y", new FitOptions { Weight = "w" }) : recipe.Fit(table, "y");

        AssertNodes(oracle, model.Tree);
        Assert.All(ForestTables.Peers["importances"]![oracle].Numbers().Zip(model.Importances), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }

    static void AssertNodes(string oracle, ExactTree tree)
    {
        var expected = ForestTables.Peers["trees"]![oracle]!.AsArray();
        Assert.Equal(expected.Count, tree.Nodes.Count);
        var stack = new Stack<int>([0]);
        foreach (var peer in expected)
        {
            var place = stack.Pop();
            var node = tree.Nodes[place];
            Assert.Equal(peer!["feature"]!.GetValue<int>(), node.Feature);
            Assert.Equal(peer["rows"]!.GetValue<int>(), node.Rows);
            Oracle.Near(peer["impurity"]!.GetValue<double>(), node.Impurity, Tolerance);
            Assert.All(peer["value"].Numbers().Zip(tree.Value(place).ToArray()), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
            if (!node.IsLeaf)
            {
                Oracle.Near(peer["threshold"]!.GetValue<double>(), node.Threshold, Tolerance);
                stack.Push(node.Left + 1);
                stack.Push(node.Left);
            }
        }
    }

    static void AssertPath(string oracle, EquatableArray<PruningStep> path)
    {
        var peer = ForestTables.Peers[oracle]!;
        Assert.Equal(peer["alphas"].Numbers().Length, path.Count);
        Assert.All(peer["alphas"].Numbers().Zip(path), pair => Oracle.Near(pair.First, pair.Second.Alpha, Tolerance));
        Assert.All(peer["impurities"].Numbers().Zip(path), pair => Oracle.Near(pair.First, pair.Second.Impurity, Tolerance));
        Assert.Equal(1, path[^1].Leaves);
    }

    static double LeafImpurity(ExactTree tree) => tree.Nodes.Where(node => node.IsLeaf).Sum(node => node.Weight * node.Impurity) / tree.Nodes[0].Weight;
}
