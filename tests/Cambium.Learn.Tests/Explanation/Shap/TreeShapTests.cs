using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>SHAP values of trees are what their definition says.</summary>
public sealed class TreeShapTests
{
    static readonly string[] Columns = ["a", "b", "c", "colour", "truth"];

    [Fact]
    public void Without_a_background_what_is_left_out_follows_the_training_rows_down_both_branches()
    {
        var rows = ShapTables.Numbers(300);
        var model = new BoostedTreesRegressor { Trees = 8, Leaves = 12, MinRowsPerLeaf = 5, LearningRate = 0.5 }.Fit(rows, "y");

        var shap = model.Shap(rows);

        var trees = model.Trees.Ensemble.ForShap();
        Assert.Equal([0, 1, 2, 3, 4], trees.Asked);
        var features = FeatureMatrix.Build(rows, FeatureMatrix.FeaturesOf(model.Input));
        for (var row = 0; row < 40; row++)
        {
            double[] values = [.. Enumerable.Range(0, 5).Select(feature => features.Column(feature)[row])];
            var expected = ShapleyByHand.Values(5, coalition => trees.Trees.Sum(tree => ShapleyByHand.PathDependent(tree, values, coalition)));
            AssertNear(expected, shap.Of(row));
        }
    }

    [Fact]
    public void A_decision_trees_shares_are_those_of_its_nodes()
    {
        var rows = ShapTables.Numbers(300);
        var model = new DecisionTreeRegressor { MaxDepth = 6 }.Fit(rows, "y");

        var shap = model.Shap(rows);

        var features = FeatureMatrix.Build(rows, FeatureMatrix.FeaturesOf(model.Input));
        for (var row = 0; row < 20; row++)
        {
            double[] values = [.. Enumerable.Range(0, 5).Select(feature => features.Column(feature)[row])];
            AssertNear(ShapleyByHand.Values(5, coalition => Worth(model.Tree, 0, values, coalition)), shap.Of(row));
        }
    }

    [Fact]
    public void With_a_background_what_is_left_out_is_taken_from_its_rows()
    {
        var rows = ShapTables.Numbers(300);
        var background = rows.Slice(100, 70);
        var model = new BoostedTreesRegressor { Trees = 20, Leaves = 12 }.Fit(rows, "y");

        var shap = model.Shap(rows.Slice(0, 20), new ShapOptions { Background = background });

        for (var row = 0; row < 20; row++)
        {
            var expected = ShapleyByHand.Values(5, ShapleyByHand.Interventional(rows.Slice(row, 1), background, Columns, model.PredictValues));
            AssertNear(expected, shap.Of(row));
        }

        Oracle.Near(model.PredictValues(background).Average(), shap.BaseValues[0], 1e-12);
        Assert.Equal("interventional TreeSHAP", shap.Method);
    }

    [Fact]
    public void A_forests_probabilities_of_three_classes_are_explained_each()
    {
        var rows = ShapTables.Classes(300, y => y < -2 ? "low" : y < 1 ? "mid" : "high");
        var background = rows.Slice(0, 30);
        var model = new RandomForestClassifier { Trees = 6 }.Fit(rows, "y");

        var shap = model.Shap(rows.Slice(50, 5), new ShapOptions { Background = background });

        Assert.Equal(ShapScale.Probability, shap.Scale);
        Assert.Equal(["probability of high", "probability of low", "probability of mid"], shap.Outputs);
        for (var output = 0; output < 3; output++)
        {
            var worth = ShapleyByHand.Interventional(rows.Slice(50, 1), background, Columns, table => [.. model.PredictProbabilities(table).Where((_, i) => i % 3 == output)]);
            AssertNear(ShapleyByHand.Values(5, worth), shap.Of(0, output));
        }
    }

    [Fact]
    public void A_probability_behind_a_link_takes_each_pairs_margins_by_the_links_mean_slope()
    {
        var rows = ShapTables.Classes(300, y => y > -1 ? "yes" : "no");
        var model = new BoostedTreesClassifier { Trees = 15, Leaves = 8 }.Fit(rows, "y");
        var background = rows.Slice(40, 10);
        var row = rows.Slice(0, 1);

        var shap = model.Shap(row, new ShapOptions { Background = background, Output = ShapOutput.Answer });

        var expected = new double[5];
        for (var other = 0; other < 10; other++)
        {
            var pair = model.Shap(row, new ShapOptions { Background = background.Slice(other, 1) });
            var (to, from) = (pair.Answers[0], pair.BaseValues[0]);
            var slope = ((1 / (1 + Math.Exp(-to))) - (1 / (1 + Math.Exp(-from)))) / (to - from);
            for (var column = 0; column < 5; column++)
            {
                expected[column] += slope * pair.Values[column] / 10;
            }
        }

        AssertNear(expected, shap.Of(0));
        Oracle.Near(model.PredictProbabilities(row)[1], shap.Answers[0], 1e-12);
        Oracle.Near(model.PredictProbabilities(background).Where((_, i) => i % 2 == 1).Average(), shap.BaseValues[0], 1e-12);
        Assert.Equal(["probability of yes"], shap.Outputs);
    }

    [Fact]
    public void Probabilities_of_three_classes_behind_a_softmax_add_up_for_each_class_and_cancel_over_the_classes()
    {
        var rows = ShapTables.Classes(300, y => y < -2 ? "low" : y < 1 ? "mid" : "high");
        var model = new BoostedTreesClassifier { Trees = 30, Leaves = 8, LearningRate = 0.5 }.Fit(rows, "y");

        var shap = model.Shap(rows.Slice(0, 40), new ShapOptions { Background = rows.Slice(100, 30), Output = ShapOutput.Answer });

        ShapSums.AssertAddUp(shap);
        Assert.Equal(ShapScale.Probability, shap.Scale);
        for (var row = 0; row < 40; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                Oracle.Near(0, shap.Of(row, 0)[column] + shap.Of(row, 1)[column] + shap.Of(row, 2)[column], 1e-9);
            }
        }
    }

    [Fact]
    public void Sparse_columns_have_the_values_of_the_columns_that_they_stand_for()
    {
        var random = new RandomStream(5);
        var cells = Enumerable.Range(0, 3 * 200).Select(_ => random.NextInt(3) == 0 ? random.NextInt(4) + 1.0 : 0).ToArray();
        double[][] words = [.. Enumerable.Range(0, 3).Select(place => Enumerable.Range(0, 200).Select(row => cells[(row * 3) + place]).ToArray())];
        var other = Column.Of("b", Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray());
        var y = Column.Of("y", Enumerable.Range(0, 200).Select(row => words[0][row] - (2 * words[2][row] * words[1][row]) + other.Values[row]).ToArray());
        var wide = Table.Create([other, .. words.Select((word, place) => Column.Of($"w{place}", word)), y]);
        var matrix = CsrMatrix.FromEntries(200, 3, [.. Enumerable.Range(0, 600).Where(i => cells[i] != 0).Select(i => (i / 3, i % 3, cells[i]))]);
        var sparse = Table.Create(other, new SparseColumn("words", matrix), y);
        var recipe = new BoostedTreesRegressor { Trees = 10, Leaves = 8, MinRowsPerLeaf = 5 };

        var ofWide = recipe.Fit(wide, "y").Shap(wide);
        var ofSparse = recipe.Fit(sparse, "y").Shap(sparse);
        var fromRows = recipe.Fit(sparse, "y").Shap(sparse, new ShapOptions { Background = sparse.Slice(0, 20) });

        Assert.Equal(["b", "words"], ofSparse.Columns);
        for (var row = 0; row < 200; row++)
        {
            Oracle.Near(ofWide.Of(row)[0], ofSparse.Of(row)[0], 1e-12);
            Oracle.Near(ofWide.Of(row)[1..].ToArray().Sum(), ofSparse.Of(row)[1], 1e-12);
        }

        ShapSums.AssertAddUp(fromRows);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_a_row_does_not_depend_on_those_beside_it()
    {
        var rows = ConformanceData.Mixed(700, classes: true);
        var model = new BoostedTreesClassifier { Trees = 30 }.Fit(rows, "y");
        ShapOptions[] ways = [new(), new() { Background = rows.Slice(0, 65) }, new() { Background = rows.Slice(0, 65), Output = ShapOutput.Answer }];
        foreach (var way in ways)
        {
            var one = model.Shap(rows, way with { MaxThreads = 1 });

            Assert.Equal(one.Values, model.Shap(rows, way with { MaxThreads = 2 }).Values);
            Assert.Equal(one.Values, model.Shap(rows, way with { MaxThreads = 7 }).Values);
            Assert.Equal(one.Of(333), model.Shap(rows.Slice(333, 1), way).Of(0));
        }
    }

    [Fact]
    public void A_tree_of_one_leaf_leaves_all_to_the_base_value()
    {
        var rows = ConformanceData.Numbers(50, classes: false).With(Column.Of("y", Enumerable.Repeat(3.0, 50).ToArray()));

        var boosted = new BoostedTreesRegressor().Fit(rows, "y").Shap(rows);
        var tree = new DecisionTreeRegressor().Fit(rows, "y").Shap(rows, new ShapOptions { Background = rows });

        Assert.Equal([3.0], boosted.BaseValues);
        Assert.All(boosted.Values.Concat(tree.Values), value => Assert.Equal(0, value));
        Assert.Equal([3.0], tree.BaseValues);
    }

    [Fact]
    public void No_rows_have_no_values()
    {
        var rows = ConformanceData.Numbers(50, classes: false);
        var model = new BoostedTreesRegressor().Fit(rows, "y");

        Assert.Empty(model.Shap(rows.Slice(0, 0)).Values);
        Assert.Empty(model.Shap(rows.Slice(0, 0), new ShapOptions { Background = rows }).Values);
    }

    [Fact]
    public void A_model_of_an_earlier_version_asks_for_a_background()
    {
        var rows = ConformanceData.Numbers(80, classes: false);
        using var saved = new SavedModel(new BoostedTreesRegressor { Trees = 3 }.Fit(rows, "y"));
        using var forest = new SavedModel(new RandomForestRegressor { Trees = 3 }.Fit(rows, "y"));
        saved.EditArrays(arrays => arrays.Remove("leaf_cover"));
        forest.EditArrays(arrays => arrays.Remove("leaf_cover"));

        var error = Assert.Throws<ArgumentException>(() => Model.Load(saved.Folder).Shap(rows));
        Assert.Throws<ArgumentException>(() => Model.Load(forest.Folder).Shap(rows));

        Assert.Equal(
            "The BoostedTreesRegressor was saved by an earlier version, which did not keep how many training rows came to each leaf: path-dependent SHAP needs them. Give a Background, some 100 rows of " +
            "the training table, or fit the model again. (Parameter 'options')",
            error.Message);
        ShapSums.AssertAddUp(Model.Load(saved.Folder).Shap(rows, new ShapOptions { Background = rows.Slice(0, 9) }));
        ShapSums.AssertAddUp(Model.Load(forest.Folder).Shap(rows, new ShapOptions { Background = rows.Slice(0, 9) }));
    }

    [Fact]
    public void Probabilities_without_a_background_are_refused_where_trees_add_up_to_margins()
    {
        var rows = ConformanceData.Numbers(80, classes: true);
        var model = new BoostedTreesClassifier { Trees = 3 }.Fit(rows, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(rows, new ShapOptions { Output = ShapOutput.Answer }));

        Assert.Equal(
            "The trees of a BoostedTreesClassifier add up to its margins, not to its answers, which path-dependent SHAP cannot explain. Give a Background, some 100 rows of the training table, or ask for " +
            "Output = Margin. (Parameter 'options')",
            error.Message);
    }

    [Fact]
    public void A_background_of_another_schema_is_refused_by_name()
    {
        var rows = ConformanceData.Numbers(80, classes: false);
        var model = new BoostedTreesRegressor { Trees = 3 }.Fit(rows, "y");

        var missing = Assert.Throws<ArgumentException>(() => model.Shap(rows, new ShapOptions { Background = rows.Drop("b") }));
        var other = Assert.Throws<TableException>(() => model.Shap(rows, new ShapOptions { Background = rows.With(Column.Of("b", Enumerable.Repeat("x", 80).ToArray())) }));

        Assert.StartsWith("There is no column 'b'.", missing.Message, StringComparison.Ordinal);
        Assert.StartsWith("The table does not fit the model: column 'b' holds Category values, but the model learned it as Float64.", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_in_rows_and_a_cancelled_call_ends()
    {
        var rows = ConformanceData.Numbers(600, classes: false);
        var model = new BoostedTreesRegressor { Trees = 3 }.Fit(rows, "y");
        var told = new Told();

        model.Shap(rows, new ShapOptions { Progress = told, MaxThreads = 1 });

        Assert.Equal([256, 512, 600], told.Done);
        Assert.ThrowsAny<OperationCanceledException>(() => model.Shap(rows, new ShapOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    static double Worth(ExactTree tree, int place, double[] values, int coalition)
    {
        var node = tree.Nodes[place];
        if (node.IsLeaf)
        {
            return tree.Value(place)[0];
        }

        if ((coalition & (1 << node.Feature)) != 0)
        {
            var value = values[node.Feature];
            var left = double.IsNaN(value) ? node.MissingLeft : node.LeftLevels is { } levels ? NodeSplit.HasLevel(levels, (int)value) : value <= node.Threshold;
            return Worth(tree, node.Left + (left ? 0 : 1), values, coalition);
        }

        var (first, second) = (tree.Nodes[node.Left].Weight, tree.Nodes[node.Left + 1].Weight);
        return ((first * Worth(tree, node.Left, values, coalition)) + (second * Worth(tree, node.Left + 1, values, coalition))) / (first + second);
    }

    // Some hundred roundings of values of about 1.
    static void AssertNear(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Oracle.Near(expected[i], actual[i], 1e-12);
        }
    }

    sealed class Told : IProgress<FitProgress>
    {
        internal List<int> Done { get; } = [];

        public void Report(FitProgress value)
        {
            Assert.Equal(("rows", 600), (value.Stage, value.Total));
            Done.Add(value.Done);
        }
    }
}
