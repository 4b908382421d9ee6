using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A weighted graph, the same in both directions: the neighbours of each row by rising number.</summary>
/// <param name="Starts">n + 1; where each row's neighbours begin.</param>
/// <param name="Neighbours">Row numbers.</param>
/// <param name="Weights">Their weights.</param>
sealed record NeighbourGraph(int[] Starts, int[] Neighbours, double[] Weights)
{
    /// <summary>n.</summary>
    internal int RowCount => Starts.Length - 1;

    /// <summary>Makes one weight of the two that each pair has in a graph of the nearest rows; a pair that is near in one direction only has 0 in the other.</summary>
    /// <param name="nearest">n × k row numbers, none twice in a row.</param>
    /// <param name="weights">n × k.</param>
    /// <param name="k">Neighbours of a row.</param>
    /// <param name="unite">The weight of a pair; the same for both orders.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static NeighbourGraph Of(int[] nearest, double[] weights, int k, Func<double, double, double> unite, FitOptions options)
    {
        var n = nearest.Length / k;
        var starts = new int[n + 1];
        foreach (var row in nearest)
        {
            starts[row + 1]++;
        }

        for (var row = 0; row < n; row++)
        {
            starts[row + 1] += starts[row];
        }

        // Who has a row among the nearest, by rising number.
        var (from, back, next) = (new int[nearest.Length], new double[nearest.Length], (int[])starts.Clone());
        for (var at = 0; at < nearest.Length; at++)
        {
            var place = next[nearest[at]]++;
            (from[place], back[place]) = (at / k, weights[at]);
        }

        var joined = new (int[] Rows, double[] Weights)[n];
        ParallelBlocks.For(
            n,
            512,
            options.MaxThreads,
            (_, start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    joined[row] = Join(
                        nearest.AsSpan(row * k, k), weights.AsSpan(row * k, k), from.AsSpan(starts[row]..starts[row + 1]), back.AsSpan(starts[row]..starts[row + 1]), unite);
                }
            },
            options.CancellationToken);
        var ends = new int[n + 1];
        for (var row = 0; row < n; row++)
        {
            ends[row + 1] = checked(ends[row] + joined[row].Rows.Length);
        }

        return new NeighbourGraph(ends, [.. joined.SelectMany(row => row.Rows)], [.. joined.SelectMany(row => row.Weights)]);
    }

    static (int[] Rows, double[] Weights) Join(
        ReadOnlySpan<int> to, ReadOnlySpan<double> toWeights, ReadOnlySpan<int> from, ReadOnlySpan<double> fromWeights, Func<double, double, double> unite)
    {
        var (rows, weights) = (to.ToArray(), toWeights.ToArray());
        Array.Sort(rows, weights);
        var (allRows, allWeights) = (new List<int>(to.Length + from.Length), new List<double>(to.Length + from.Length));
        var (i, j) = (0, 0);
        while (i < rows.Length || j < from.Length)
        {
            var (a, b) = (i < rows.Length ? rows[i] : int.MaxValue, j < from.Length ? from[j] : int.MaxValue);
            var weight = unite(a <= b ? weights[i] : 0, b <= a ? fromWeights[j] : 0);
            if (weight > 0)
            {
                allRows.Add(Math.Min(a, b));
                allWeights.Add(weight);
            }

            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return ([.. allRows], [.. allWeights]);
    }
}
