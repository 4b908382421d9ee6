using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Shuffles each column in turn and watches a score drop.</summary>
static class PermutationImportance
{
    /// <summary>
    /// Measures every column of the rows. Each column has its own random stream, so that neither threads nor other columns matter.
    /// </summary>
    /// <exception cref="TableException">The score is not defined for these rows.</exception>
    internal static Explanation Of(string name, Func<Table, double> score, Table rows, ExplainOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var baseline = score(rows);
        if (double.IsNaN(baseline))
        {
            throw new TableException(
                $"The score {name} is not defined for these rows, because the target is the same in all of them; give rows with " +
                "different values of the target.");
        }

        var root = new RandomStream(options.Seed);
        var importances = new Importance[rows.Columns.Count];
        var done = 0;
        var gate = new Lock();
        ParallelBlocks.For(
            importances.Length,
            blockSize: 1,
            options.MaxThreads,
            (_, column, _) =>
            {
                importances[column] = Measure(rows, rows.Columns[column], baseline, score, root.Fork(column), options);
                lock (gate)
                {
                    // Within the lock, so that the counts arrive in order.
                    options.Progress?.Report(new FitProgress("columns", ++done, importances.Length));
                }
            },
            options.CancellationToken);
        return new Explanation(name, baseline, importances.OrderByDescending(importance => importance.Drop).ToEquatableArray());
    }

    static Importance Measure(Table rows, Column column, double baseline, Func<Table, double> score, RandomStream random, ExplainOptions options)
    {
        var order = Enumerable.Range(0, rows.RowCount).ToArray();
        var drops = new double[options.Repeats];
        for (var repeat = 0; repeat < drops.Length; repeat++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            random.Shuffle<int>(order);
            drops[repeat] = baseline - score(rows.With(column.Take(order)));
        }

        var mean = drops.Average();
        return new Importance(column.Name, mean, Math.Sqrt(drops.Sum(drop => (drop - mean) * (drop - mean)) / (drops.Length - 1)));
    }
}
