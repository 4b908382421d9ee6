using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Scoring by bits gives what walking the trees gives, to the bit.</summary>
public sealed class QuickScorerTests
{
    static readonly double[] Strange = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, -0.0, 1e-40, 0.1];

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 31 }, // one tree
        { 3, 65, 1, 15 }, // a group of 64 trees and one more
        { 40, 50, 1, 31 }, // more columns than one register holds
        { 200, 50, 1, 31 }, // more than two hold
        { 5, 30, 3, 31 }, // three scores a row
        { 4, 33, 1, 7 },
        { 2, 20, 1, 0 }, // trees of one leaf
        { 6, 20, 1, 32 }, // more leaves than four planes
        { 40, 21, 3, 255 }, // as many leaves as a byte tells apart
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Random_trees_score_random_rows_as_walking_does(int features, int trees, int outputs, int questions)
    {
        var random = new RandomStream(features + trees);
        var ensemble = Ensemble(random, features, trees, outputs, questions);
        var rows = Rows(random, features, 333);

        var scores = ensemble.Score(rows);

        Assert.Equal(Walked(ensemble, rows, outputs), scores);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_row_at_a_time_scores_as_many(int features, int trees, int outputs, int questions)
    {
        var random = new RandomStream(features + trees);
        var ensemble = Ensemble(random, features, trees, outputs, questions);
        var rows = Rows(random, features, 100);
        var walked = Walked(ensemble, rows, outputs);

        var scores = new double[walked.Length];
        for (var row = 0; row < rows.RowCount; row++)
        {
            double[] values = [.. Enumerable.Range(0, features).Select(feature => rows.Column(feature)[row])];
            ensemble.Score(values, scores.AsSpan(row * outputs, outputs));
        }

        Assert.Equal(walked, scores);
    }

    [Fact]
    public void Trees_of_257_leaves_and_thresholds_of_double_precision_are_walked_instead()
    {
        var random = new RandomStream(3);

        Assert.Null(Quick(Trees(random, 2, 1, 256), 1));
        Assert.NotNull(Quick(Trees(random, 2, 1, 255), 1));
        Assert.False(Quick(Trees(random, 2, 1, 32), 1)!.SuitsRows); // ! 33 leaves are taken
        Assert.True(Quick(Trees(random, 2, 1, 31), 1)!.SuitsRows); // ! so are 32
        var tree = new Tree { LeafValues = [1, 2] };
        tree.Nodes.Add(new TreeNode { Feature = 0, Threshold = 0.1, Levels = -1, Left = ~0, Right = ~1 });
        tree.Gains.Add(1);
        Assert.Null(Quick([tree], 1));
        foreach (var end in new double[] { float.MaxValue, double.NegativeInfinity, double.NaN })
        {
            tree.Nodes[0] = tree.Nodes[0] with { Threshold = end };
            Assert.Null(Quick([tree], 1));
        }

        tree.Nodes[0] = tree.Nodes[0] with { Threshold = 0.1 };
        var ensemble = TreeEnsemble.Of([0.0], [tree]);
        var rows = Matrix([[0.1, Math.BitIncrement(0.1), double.NaN]]);
        Assert.Equal([1.0, 2, 2], ensemble.Score(rows));
    }

    [Theory]
    [InlineData(0, 5, 0, 0b0001_1111, 0)]
    [InlineData(3, 18, 0, 0b1111_1000, 0b1111_1111)]
    [InlineData(8, 16, 1, 0b1111_1111, 0)]
    [InlineData(15, 17, 1, 0b1000_0000, 0b0000_0001)]
    public void A_range_of_leaves_has_bits_in_its_planes(int first, int end, int plane, int bits, int bitsOfNext)
    {
        var range = new LeafRange(first, end);

        Assert.Equal(plane, range.FirstPlane);
        Assert.Equal((bits, bitsOfNext), (range.Bits(plane), range.Bits(plane + 1)));
        Assert.Equal(0, range.Bits(range.EndPlane));
    }

    [Fact]
    public void A_column_of_255_thresholds_is_ranked_and_one_of_256_is_walked()
    {
        Tree[] stumps = [.. Enumerable.Range(0, 256).Select(i =>
        {
            var tree = new Tree { LeafValues = [0, 1] };
            tree.Nodes.Add(new TreeNode { Feature = 0, Threshold = i, Levels = -1, Left = ~0, Right = ~1 });
            tree.Gains.Add(1);
            return tree;
        })];

        Assert.Null(Quick(stumps, 1));
        Assert.NotNull(Quick(stumps[..255], 1));
        Assert.Equal([0.0, 1, 17, 254, 255, 255], TreeEnsemble.Of([0.0], stumps[..255]).Score(Matrix([[0, 0.5, 16.01, 254, 254.5, 1e300]])));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    [InlineData(1e-50)]
    [InlineData(-1e-50)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(16777217)]
    public void Rounding_up_gives_the_least_single_that_is_not_below(double value)
    {
        var up = QuickScorer.RoundUp(value);

        Assert.True(up >= value);
        Assert.True(MathF.BitDecrement(up) < value);
    }

    [Fact]
    public void A_tree_as_deep_as_only_a_file_can_hold_is_walked()
    {
        const int Depth = 300_000;
        var tree = new Tree { LeafValues = [.. Enumerable.Range(0, Depth + 1).Select(leaf => (double)leaf)] };
        for (var i = 0; i < Depth; i++)
        {
            tree.Nodes.Add(new TreeNode { Threshold = 0, Levels = -1, Left = i + 1 < Depth ? i + 1 : ~Depth, Right = ~i });
            tree.Gains.Add(1);
        }

        Assert.Equal([Depth, 0], TreeEnsemble.Of([0.0], [tree]).Score(Matrix([[-1, 1]])));
    }

    [Fact]
    public void Fitted_trees_with_categories_and_missing_values_score_as_walking_does()
    {
        var table = ConformanceData.Mixed(1500, classes: true);
        var model = new BoostedTreesClassifier { Trees = 30 }.Fit(table, "y");
        var rows = FeatureMatrix.Build(table, FeatureMatrix.FeaturesOf(model.Input));

        Assert.Equal(Walked(model.Trees.Ensemble, rows, 1), model.Trees.Ensemble.Score(rows));
        Assert.NotNull(model.Trees.Ensemble.Quick);
    }

    [Fact]
    public void Fitted_trees_with_categories_and_missing_values_score_one_row_at_a_time_as_many()
    {
        var table = ConformanceData.Mixed(1500, classes: true);
        var ensemble = new BoostedTreesClassifier { Trees = 70 }.Fit(table, "y").Trees.Ensemble;
        var rows = FeatureMatrix.Build(table, FeatureMatrix.FeaturesOf(table.Drop("y").Schema));

        var scores = new double[200];
        for (var row = 0; row < scores.Length; row++)
        {
            double[] values = [.. Enumerable.Range(0, rows.FeatureCount).Select(feature => rows.Column(feature)[row])];
            ensemble.Score(values, scores.AsSpan(row, 1));
        }

        Assert.True(ensemble.Quick!.SuitsRows);
        Assert.Equal(Walked(ensemble, rows, 1)[..scores.Length], scores);
    }

    [Fact]
    public void Fitted_thresholds_are_of_single_precision_wherever_values_leave_room()
    {
        var table = ConformanceData.Numbers(5000, classes: true);

        var model = new BoostedTreesClassifier { Trees = 40 }.Fit(table, "y");

        Assert.NotNull(model.Trees.Ensemble.Quick);
    }

    static QuickScorer? Quick(Tree[] trees, int outputs) => TreeEnsemble.Of(new double[outputs], trees).Quick;

    static TreeEnsemble Ensemble(RandomStream random, int features, int trees, int outputs, int questions)
    {
        var ensemble = TreeEnsemble.Of([.. Enumerable.Range(0, outputs).Select(i => i * 0.25)], Trees(random, features, trees - (trees % outputs), questions));
        Assert.NotNull(ensemble.Quick);
        return ensemble;
    }

    /// <summary>Trees that grow at random leaves; every other feature is a category of 40 levels.</summary>
    static Tree[] Trees(RandomStream random, int features, int trees, int questions)
    {
        var made = new Tree[trees];
        for (var i = 0; i < trees; i++)
        {
            var tree = new Tree { LeafValues = [.. Enumerable.Range(0, questions + 1).Select(_ => random.NextGaussian())] };
            var leaves = new List<(int Parent, bool IsLeft)> { (-1, false) };
            for (var question = 0; question < questions; question++)
            {
                var leaf = random.NextInt(leaves.Count);
                var (parent, isLeft) = leaves[leaf];
                if (parent >= 0)
                {
                    tree.Nodes[parent] = isLeft ? tree.Nodes[parent] with { Left = question } : tree.Nodes[parent] with { Right = question };
                }

                var feature = random.NextInt(features);
                tree.Nodes.Add(new TreeNode
                {
                    Feature = feature,
                    Threshold = random.NextInt(10) == 0 ? Singles()[random.NextInt(Singles().Length)] : (float)random.NextGaussian(),
                    Levels = IsCategory(feature) ? AddLevels(tree, random) : -1,
                    MissingLeft = random.NextInt(2) == 0,
                    Left = ~leaf,
                    Right = ~leaves.Count,
                });
                tree.Gains.Add(1);
                leaves[leaf] = (question, true);
                leaves.Add((question, false));
            }

            made[i] = tree;
        }

        return made;
    }

    static double[] Singles() => [double.PositiveInfinity, 0, -0.0, float.MinValue, float.Epsilon];

    static bool IsCategory(int feature) => feature % 2 == 1;

    static int AddLevels(Tree tree, RandomStream random)
    {
        tree.LevelBits.AddRange([(uint)random.NextBits(), (uint)random.NextBits()]);
        return tree.LevelBits.Count - 2;
    }

    static FeatureMatrix Rows(RandomStream random, int features, int rows) => Matrix([
        .. Enumerable.Range(0, features).Select(feature => Enumerable.Range(0, rows).Select(_ => Value(random, feature)).ToArray())]);

    static double Value(RandomStream random, int feature) => (IsCategory(feature), random.NextInt(5)) switch
    {
        (true, 0) => double.NaN,
        (true, _) => random.NextInt(40),
        (false, 0) => Strange[random.NextInt(Strange.Length)],
        (false, 1) => (float)random.NextGaussian(),
        _ => random.NextGaussian(),
    };

    // The codes of categories are numbers like others here; what they are is the trees' business.
    static FeatureMatrix Matrix(double[][] columns)
    {
        var table = Table.Create([.. columns.Select((values, i) => (Column)Column.Of($"f{i}", values))]);
        return FeatureMatrix.Build(table, FeatureMatrix.FeaturesOf(table.Schema));
    }

    static double[] Walked(TreeEnsemble ensemble, FeatureMatrix rows, int outputs)
    {
        var scores = Enumerable.Range(0, rows.RowCount).SelectMany(_ => ensemble.Baselines).ToArray();
        ensemble.AddTo(rows, RowSet.All(rows.RowCount), 0, scores);
        Assert.Equal(rows.RowCount * outputs, scores.Length);
        return scores;
    }
}
