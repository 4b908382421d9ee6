using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Grows the one tree of a decision tree's fit.</summary>
static class SingleTree
{
    /// <summary>Grows and, where a penalty is given, prunes.</summary>
    /// <param name="weights">One a row; empty where every row counts 1.</param>
    internal static ExactTree Grow(FeatureMatrix features, GrowthSettings settings, GrowthTarget target, double[] weights, double pruningAlpha, long seed, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        using var columns = new RankedColumns(features, options.MaxThreads, options.CancellationToken);
        using var team = new ForkJoin(ParallelBlocks.Threads(options.MaxThreads));
        using var grower = new ExactGrower(columns, settings, target, team);
        grower.Weights.Fill(1);
        weights.CopyTo(grower.Weights);
        var done = 0;
        var tree = grower.Grow(new RandomStream(seed), Rested, options.CancellationToken);
        options.Progress?.Report(new FitProgress("rows", features.RowCount, features.RowCount));
        return pruningAlpha > 0 ? CostComplexity.Pruned(tree, pruningAlpha) : tree;

        void Rested(int rows)
        {
            done += rows;
            options.Progress?.Report(new FitProgress("rows", done, features.RowCount));
        }
    }
}
