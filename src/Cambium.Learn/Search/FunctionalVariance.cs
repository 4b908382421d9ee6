using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Shares of the variance of trials' losses over the whole space, by setting: functional analysis of variance on a random forest.</summary>
/// <remarks>Source: F. Hutter, H. Hoos, K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", 2014 (fANOVA).</remarks>
static class FunctionalVariance
{
    /// <summary>Fewer trials tell nothing.</summary>
    const int LeastTrials = 8;

    const int Trees = 64;

    /// <summary>Leaves are kept so few that thousands of trials take no longer than hundreds.</summary>
    const int MostLeaves = 200;

    const string Target = "loss";

    /// <summary>The settings' shares, the greatest first; empty where there are too few trials, or all did alike.</summary>
    internal static EquatableArray<SettingImportance> Of(SpaceShape shape, IReadOnlyList<(double[] Point, double Loss)> trials)
    {
        var finite = trials.Where(trial => double.IsFinite(trial.Loss)).ToArray();
        if (finite.Length < LeastTrials || finite.All(trial => trial.Loss == finite[0].Loss))
        {
            return [];
        }

        var p = shape.Dimensions.Count;

        // A setting that does not exist at a trial stands in its middle, where it parts no trials.
        var columns = Enumerable.Range(0, p).Select(dimension => (Column)Column.Of(
            $"{dimension}", Array.ConvertAll(finite, trial => double.IsNaN(trial.Point[dimension]) ? 0.5 : trial.Point[dimension])));
        var table = Table.Create([.. columns, Column.Of(Target, Array.ConvertAll(finite, trial => trial.Loss))]);
        var recipe = new RandomForestRegressor { Trees = Trees, FeaturesPerSplit = Math.Max(1, 5 * p / 6), MinRowsPerLeaf = Math.Max(1, finite.Length / MostLeaves) };
        var shares = new double[p];
        foreach (var tree in recipe.Fit(table, Target, new FitOptions { MaxThreads = 1 }).Forest.Trees)
        {
            Add(tree, shares);
        }

        return shape.Dimensions.Select((dimension, i) => new SettingImportance(dimension.Name, shares[i] / Trees)).OrderByDescending(share => share.Share).ToEquatableArray();
    }

    /// <summary>Adds the shares that one tree tells.</summary>
    static void Add(ForestTree tree, double[] shares)
    {
        var leaves = new List<Leaf>();
        Walk(tree, 0, new double[shares.Length], [.. Enumerable.Repeat(1.0, shares.Length)], leaves);
        var mean = leaves.Sum(leaf => leaf.Volume * leaf.Value);
        var variance = leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean));
        for (var dimension = 0; dimension < shares.Length && variance > 0; dimension++)
        {
            shares[dimension] += Marginal(leaves, dimension, mean) / variance;
        }
    }

    /// <summary>The variance of the tree's mean over all other settings, as one setting goes from end to end.</summary>
    static double Marginal(List<Leaf> leaves, int dimension, double mean)
    {
        var borders = leaves.SelectMany(leaf => new[] { leaf.Low[dimension], leaf.High[dimension] }).Distinct().Order().ToArray();
        var variance = 0.0;
        for (var i = 0; i + 1 < borders.Length; i++)
        {
            var (low, high) = (borders[i], borders[i + 1]);
            var here = leaves.Where(leaf => leaf.Low[dimension] <= low && leaf.High[dimension] >= high).Sum(leaf => leaf.Value * leaf.Volume / (leaf.High[dimension] - leaf.Low[dimension]));
            variance += (high - low) * (here - mean) * (here - mean);
        }

        return variance;
    }

    static void Walk(ForestTree tree, int at, double[] low, double[] high, List<Leaf> leaves)
    {
        var node = tree.Nodes[at];
        if (node.IsLeaf)
        {
            var volume = low.Zip(high, (from, to) => to - from).Aggregate(1.0, (product, width) => product * width);
            leaves.Add(new Leaf((double[])low.Clone(), (double[])high.Clone(), volume, tree.Answers[node.Next]));
            return;
        }

        var (from, to) = (low[node.Feature], high[node.Feature]);
        high[node.Feature] = node.Threshold;
        Walk(tree, node.Next, low, high, leaves);
        (low[node.Feature], high[node.Feature]) = (node.Threshold, to);
        Walk(tree, node.Next + 1, low, high, leaves);
        low[node.Feature] = from;
    }

    /// <summary>A box of the space, from low to high in each dimension, and what the tree answers there.</summary>
    sealed record Leaf(double[] Low, double[] High, double Volume, double Value);
}
