using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Random trees whose leaves answer with the length of the way to them.</summary>
sealed class IsolationTrees(TreeForest trees, int rowsPerTree)
{
    internal TreeForest Trees { get; } = trees;

    internal int RowsPerTree { get; } = rowsPerTree;

    /// <summary>Grows the trees, each with random numbers of its own.</summary>
    /// <param name="weights">One a row; empty where every row counts 1.</param>
    internal static IsolationTrees Grow(IsolationForest recipe, FeatureMatrix features, double[] weights, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        int[] rows = [.. Enumerable.Range(0, features.RowCount).Where(row => weights.Length == 0 || weights[row] > 0)];
        var count = Math.Min(recipe.RowsPerTree, rows.Length);
        var trees = new ForestTree[recipe.Trees];
        using (var team = new ForkJoin(Math.Min(ParallelBlocks.Threads(options.MaxThreads), recipe.Trees)))
        {
            var done = 0;
            team.Run(recipe.Trees, (thread, tree) =>
            {
                if (options.CancellationToken.IsCancellationRequested)
                {
                    return;
                }

                var random = new RandomStream(recipe.Seed).Fork(tree);
                trees[tree] = new IsolationTree(features, Draw(rows, weights, count, random), random).Grow();
                var here = Interlocked.Increment(ref done);
                if (thread == 0)
                {
                    options.Progress?.Report(new FitProgress("trees", here, recipe.Trees));
                }
            });
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("trees", recipe.Trees, recipe.Trees));
        return new IsolationTrees(new TreeForest(1, trees), count);
    }

    /// <summary>The mean number of questions in a tree that parts so many rows, c(m).</summary>
    internal static double MeanLength(int rows)
    {
        // Euler's constant.
        const double Gamma = 0.57721566490153286;
        return rows switch
        {
            <= 1 => 0,
            2 => 1,
            _ => (2 * (Math.Log(rows - 1) + Gamma)) - (2.0 * (rows - 1) / rows),
        };
    }

    /// <summary>The score of every row; 0.5 for all where a tree saw one row and so parts none.</summary>
    internal double[] Scores(FeatureMatrix features)
    {
        var scores = Trees.Means(features);
        var length = MeanLength(RowsPerTree);
        foreach (ref var score in scores.AsSpan())
        {
            score = length == 0 ? 0.5 : Math.Pow(2, -score / length);
        }

        return scores;
    }

    /// <summary>As SHAP sees them: the logarithm of the score to base 2 is minus the mean length over its expectation.</summary>
    internal ShapForm ForShap(Model model, EquatableArray<Feature> features)
    {
        // Trees of one row part none, and say 0.5 of all.
        var length = MeanLength(RowsPerTree);
        var lengths = Trees.ForShap(1, tree => Array.ConvertAll(Trees.Trees[tree].Answers, answer => length == 0 ? -1.0 / Trees.Trees.Count : -answer / (Trees.Trees.Count * length)));
        return new TreeShapForm(model, features, ShapLink.PowerOfTwo, lengths, rows => Array.ConvertAll(Trees.Means(rows), mean => length == 0 ? -1 : -mean / length));
    }

    /// <summary>Rows without repeats, the chance of each next one by its weight.</summary>
    /// <remarks>Source: P. S. Efraimidis, P. G. Spirakis, "Weighted Random Sampling with a Reservoir", 2006; R. W. Floyd, 1987 (without weights).</remarks>
    static int[] Draw(int[] rows, double[] weights, int count, RandomStream random)
    {
        if (weights.Length == 0)
        {
            var drawn = new HashSet<int>(count);
            for (var last = rows.Length - count; last < rows.Length; last++)
            {
                var place = random.NextInt(last + 1);
                drawn.Add(drawn.Contains(place) ? last : place);
            }

            return [.. drawn.Order().Select(place => rows[place])];
        }

        var kept = new PriorityQueue<int, double>(count + 1);
        foreach (var row in rows)
        {
            // An exponential waiting time; those that come first are kept.
            var time = -Math.Log(1 - random.NextDouble()) / weights[row];
            if (kept.Count < count)
            {
                kept.Enqueue(row, -time);
            }
            else
            {
                kept.EnqueueDequeue(row, -time);
            }
        }

        return [.. kept.UnorderedItems.Select(item => item.Element).Order()];
    }
}
