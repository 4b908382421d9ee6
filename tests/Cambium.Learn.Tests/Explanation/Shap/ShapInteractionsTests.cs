namespace Cambium.Learn.Tests;

/// <summary>Interaction values of trees are what their definition says.</summary>
public sealed class ShapInteractionsTests
{
    static readonly ShapInteractions One = new()
    {
        Method = "by hand",
        Scale = ShapScale.Value,
        Outputs = ["y"],
        Columns = ["a", "b=x", "b=y"],
        RowCount = 1,
        BaseValues = [0],
        Values = [1, -0.5, 2, -0.5, 3, 0.25, 2, 0.25, 4],
        Answers = [11.5],
    };

    public static TheoryData<string> OfTrees => ShapConformanceTests.OfTrees;

    [Fact]
    public void They_are_the_interaction_index_over_all_coalitions()
    {
        var rows = ShapTables.Numbers(300);
        var model = new BoostedTreesRegressor { Trees = 6, Leaves = 12, MinRowsPerLeaf = 5, LearningRate = 0.5 }.Fit(rows, "y");

        var pairs = model.ShapInteractions(rows);

        var trees = model.Trees.Ensemble.ForShap().Trees;
        var features = FeatureMatrix.Build(rows, FeatureMatrix.FeaturesOf(model.Input));
        for (var row = 0; row < 25; row++)
        {
            double[] values = [.. Enumerable.Range(0, 5).Select(feature => features.Column(feature)[row])];
            var expected = ShapleyByHand.Interactions(5, coalition => trees.Sum(tree => ShapleyByHand.PathDependent(tree, values, coalition)));
            Assert.All(expected.Zip(pairs.Of(row).ToArray()), pair => Oracle.Near(pair.First, pair.Second, 1e-12)); // some hundred roundings of about 1
        }
    }

    [Theory]
    [MemberData(nameof(OfTrees))]
    public void They_are_symmetric_and_a_columns_add_up_to_its_value(string learner)
    {
        var table = LearnerCase.Mixed(learner, rows: 150);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        var pairs = model.ShapInteractions(table);

        AssertFit(pairs, model.Shap(table));
    }

    [Fact]
    public void Behind_steps_they_are_in_the_users_columns()
    {
        var rows = ShapTables.Classes(200, y => y > 0 ? "yes" : "no");
        var model = new Impute().Then(new Interact { Columns = ["colour", "truth"] }).Then(new OneHot()).Then(new RandomForestClassifier { Trees = 5 }).Fit(rows, "y");

        var pairs = model.ShapInteractions(rows);

        Assert.Equal(["a", "b", "c", "colour", "truth"], pairs.Columns);
        Assert.NotEmpty(model.Shap(rows).SharedFeatures);
        AssertFit(pairs, model.Shap(rows));
    }

    [Fact]
    public void Features_of_one_column_are_added_up_and_those_of_two_shared()
    {
        var joined = One.In([new("a", ["a"]), new("b=x", ["b"]), new("b=y", ["b"])], ["a", "b"]);
        var shared = One.In([new("a", ["a", "b"]), new("b=x", ["b"]), new("b=y", ["b"])], ["a", "b"]);

        Assert.Equal([1, 1.5, 1.5, 7.5], joined.Values);
        Assert.Equal([0.25, 0.25 + 0.75, 0.25 + 0.75, 0.25 + 1.5 + 7.5], shared.Values);
    }

    [Fact]
    public void The_pairs_that_act_together_most_come_first()
    {
        Assert.Equal("Mean magnitudes of the SHAP interactions of y over 1 rows (by hand)\na with b=y    4.0000\na with b=x    1.0000\nb=x with b=y  0.5000\n", One.ToString());
        Assert.Equal(
            "Mean magnitudes of the SHAP interactions of y over 1 rows (by hand)\nno two columns act together\n",
            (One with { Values = [1, 0, 0, 0, 2, 0, 0, 0, 3] }).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = One.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = One.Of(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = One.MeanMagnitudes(1));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_a_row_does_not_depend_on_those_beside_it()
    {
        var rows = ShapTables.Numbers(300);
        var model = new BoostedTreesRegressor { Trees = 10 }.Fit(rows, "y");

        var one = model.ShapInteractions(rows, new ShapOptions { MaxThreads = 1 });

        Assert.Equal(one.Values, model.ShapInteractions(rows, new ShapOptions { MaxThreads = 2 }).Values);
        Assert.Equal(one.Values, model.ShapInteractions(rows, new ShapOptions { MaxThreads = 7 }).Values);
        Assert.Equal(one.Of(77), model.ShapInteractions(rows.Slice(77, 1)).Of(0));
    }

    [Fact]
    public void What_cannot_be_had_is_refused()
    {
        var rows = ConformanceData.Numbers(60, classes: false);
        var trees = new DecisionTreeRegressor().Fit(rows, "y");

        var background = Assert.Throws<ArgumentException>(() => trees.ShapInteractions(rows, new ShapOptions { Background = rows }));
        var linear = Assert.Throws<ArgumentException>(() => new Ridge().Fit(rows, "y").ShapInteractions(rows));
        var other = Assert.Throws<ArgumentException>(() => new KNearestRegressor().Fit(rows, "y").ShapInteractions(rows));

        Assert.Equal("Interaction values are path-dependent: what is left out follows the training rows, not a Background. Leave it out. (Parameter 'options')", background.Message);
        Assert.Equal("A Ridge adds up its columns one by one, so that no two of them interact. Ask for its SHAP values instead.", linear.Message);
        Assert.Equal(
            "There is no exact method for the SHAP values of a KNearestRegressor, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which explain any model.",
            other.Message);
    }

    static void AssertFit(ShapInteractions pairs, ShapValues shap)
    {
        var p = shap.Columns.Count;
        var most = shap.Values.Max(Math.Abs);
        Assert.Equal(shap.Answers, pairs.Answers);
        Assert.Equal(shap.BaseValues, pairs.BaseValues);
        Assert.Equal(shap.Outputs, pairs.Outputs);
        for (var i = 0; i < shap.RowCount * shap.Outputs.Count; i++)
        {
            var square = pairs.Values.Span.Slice(i * p * p, p * p);
            for (var a = 0; a < p; a++)
            {
                var sum = 0.0;
                for (var b = 0; b < p; b++)
                {
                    // To the bit, but behind steps the sums may come in another order.
                    Assert.True(Math.Abs(square[(a * p) + b] - square[(b * p) + a]) <= 1e-12 * most, "they are symmetric");
                    sum += square[(a * p) + b];
                }

                Assert.True(Math.Abs(sum - shap.Values[(i * p) + a]) <= 1e-9 * most, $"they add up to {sum:R}, the value is {shap.Values[(i * p) + a]:R}");
            }
        }
    }
}
