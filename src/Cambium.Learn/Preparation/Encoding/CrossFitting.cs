using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Numbers for levels that are learned from the target: for new rows from all training rows, for each training row from the rows of the
/// other folds, so that a row's own target is not in its features.
/// </summary>
static class CrossFitting
{
    /// <summary>What is learned of one column.</summary>
    /// <param name="Sums">The target's sums over all rows of each level; the last level is that of missing values.</param>
    /// <param name="Values">The outputs of each level, levels × outputs, the last level that of missing values.</param>
    /// <param name="OfRows">Of each output the values of the training rows.</param>
    internal sealed record Learned(TargetSums Sums, double[] Values, double[][] OfRows);

    /// <summary>The fold of each row: as many of each class in each as can be, drawn by a seed.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="classes">The class of each row; empty where the target is no class.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="seed">Any value.</param>
    internal static int[] Folds(int rows, int[] classes, int folds, long seed)
    {
        var order = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            order[row] = row;
        }

        new RandomStream(seed).Shuffle(order.AsSpan());
        if (classes.Length > 0)
        {
            order = [.. order.OrderBy(row => classes[row])]; // stable
        }

        var foldOf = new int[rows];
        for (var place = 0; place < rows; place++)
        {
            foldOf[order[place]] = place % folds;
        }

        return foldOf;
    }

    /// <summary>Learns the levels of each column.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="fields">Their levels.</param>
    /// <param name="target">Of each output the values of the rows.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="foldOf">The fold of each row.</param>
    /// <param name="encode">The outputs of each level from its sums and those of all levels together.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static Learned[] Learn(
        Column[] columns, Field[] fields, double[][] target, double[] weights, int[] foldOf, Func<TargetSums, TargetSums, double[]> encode, FitOptions options)
    {
        var learned = new Learned[columns.Length];
        ParallelBlocks.For(
            columns.Length, 1, options.MaxThreads, (_, i, _) => learned[i] = Learn(columns[i], fields[i].Levels, target, weights, foldOf, encode), options.CancellationToken);
        return learned;
    }

    static Learned Learn(
        Column column, EquatableArray<string> levels, double[][] target, double[] weights, int[] foldOf, Func<TargetSums, TargetSums, double[]> encode)
    {
        var codes = ClassLabels.Encode(column, levels);
        var sums = new TargetSums[foldOf.Max() + 1];
        for (var fold = 0; fold < sums.Length; fold++)
        {
            sums[fold] = new TargetSums(levels.Count + 1, target.Length);
        }

        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] < 0 ? levels.Count : codes[row];
            sums[foldOf[row]].Add(codes[row], weights.Length == 0 ? 1 : weights[row], target, row);
        }

        var ofFolds = Enumerable.Range(0, sums.Length).Select(fold => Encoded(sums.Where((_, other) => other != fold)).Values).ToArray();
        var ofRows = target.Select((_, output) =>
        {
            var values = new double[codes.Length];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = ofFolds[foldOf[row]][(codes[row] * target.Length) + output];
            }

            return values;
        });
        var (all, ofLevels) = Encoded(sums);
        return new Learned(all, ofLevels, [.. ofRows]);

        (TargetSums Sums, double[] Values) Encoded(IEnumerable<TargetSums> parts)
        {
            var sum = new TargetSums(levels.Count + 1, target.Length);
            foreach (var part in parts)
            {
                sum.Add(part);
            }

            return (sum, encode(sum, sum.Total()));
        }
    }
}
