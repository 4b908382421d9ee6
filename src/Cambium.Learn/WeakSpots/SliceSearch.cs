using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tests every slice of up to three conditions. The values of some columns part the rows, so that one pass over the rows counts all slices of these columns.</summary>
sealed class SliceSearch(SliceColumn[] columns, double[] losses, WeakSpotOptions options)
{
    /// <summary>Passes over rows that are worth a few seconds; a depth that takes more is left out.</summary>
    const long MostVisits = 4_000_000_000;

    readonly double[] _centred = Centred(losses);

    /// <summary>The most conditions of a slice.</summary>
    internal int Depth
    {
        get
        {
            var depth = Math.Min(options.Depth, columns.Length);
            while (depth > 1 && Sets(columns.Length, depth) * losses.Length > MostVisits)
            {
                depth--;
            }

            return depth;
        }
    }

    /// <summary>All slices whose p-value is at most the false discovery rate, in the order of their columns, and the number that were tested.</summary>
    internal (List<SliceCandidate> Candidates, int Tested) Run()
    {
        var sets = Enumerable.Range(1, Depth).SelectMany(depth => Combinations(columns.Length, depth)).ToArray();
        var found = new (List<SliceCandidate> Candidates, int Tested)[sets.Length];
        var all = Moments(_centred);
        ParallelBlocks.For(sets.Length, 1, options.MaxThreads, (set, _, _) => found[set] = Test(sets[set], all), options.CancellationToken);
        return ([.. found.SelectMany(ofSet => ofSet.Candidates)], found.Sum(ofSet => ofSet.Tested));
    }

    /// <summary>Adjusts p-values for the number of tests.</summary>
    /// <param name="pValues">The smallest of them.</param>
    /// <param name="tests">How many there were in all.</param>
    /// <remarks>Source: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", 1995.</remarks>
    internal static double[] Adjusted(double[] pValues, int tests)
    {
        var order = Enumerable.Range(0, pValues.Length).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Length];
        var least = 1.0;
        for (var rank = order.Length; rank > 0; rank--)
        {
            least = Math.Min(least, pValues[order[rank - 1]] * tests / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }

    /// <summary>Whether each row is in a slice.</summary>
    internal bool[] RowsOf(SliceCandidate slice)
    {
        var isIn = new bool[losses.Length];
        for (var row = 0; row < isIn.Length; row++)
        {
            isIn[row] = true;
            for (var i = 0; i < slice.Columns.Length; i++)
            {
                isIn[row] &= columns[slice.Columns[i]].Codes[row] == slice.Codes[i];
            }
        }

        return isIn;
    }

    /// <summary>The moments of the rows that two marks leave: those in the slice and not taken, and those in neither.</summary>
    internal (SliceMoments Slice, SliceMoments Others) Left(bool[] isIn, bool[] isTaken)
    {
        var (slice, rest) = (new List<double>(), new List<double>());
        for (var row = 0; row < isIn.Length; row++)
        {
            if (!isTaken[row])
            {
                (isIn[row] ? slice : rest).Add(_centred[row]);
            }
        }

        return (Moments(slice), Moments(rest));
    }

    static double[] Centred(double[] losses)
    {
        var mean = losses.Average();
        return Array.ConvertAll(losses, loss => loss - mean);
    }

    static SliceMoments Moments(IReadOnlyCollection<double> values) => new(values.Count, values.Sum(), values.Sum(value => value * value));

    /// <summary>How many sets of columns there are.</summary>
    static double Sets(double count, int size) => size == 2 ? count * (count - 1) / 2 : count * (count - 1) * (count - 2) / 6;

    static IEnumerable<int[]> Combinations(int count, int size) => size switch
    {
        1 => Enumerable.Range(0, count).Select(first => (int[])[first]),
        _ => Combinations(count, size - 1).SelectMany(start => Enumerable.Range(start[^1] + 1, count - start[^1] - 1).Select(next => (int[])[.. start, next])),
    };

    (List<SliceCandidate> Candidates, int Tested) Test(int[] set, SliceMoments all)
    {
        var cells = set.Aggregate(1, (product, column) => product * columns[column].Conditions.Length);
        var (counts, sums, squares) = (new int[cells], new double[cells], new double[cells]);
        for (var row = 0; row < _centred.Length; row++)
        {
            var cell = CellOf(set, row);
            if (cell >= 0)
            {
                counts[cell]++;
                sums[cell] += _centred[row];
                squares[cell] += _centred[row] * _centred[row];
            }
        }

        var (candidates, tested) = (new List<SliceCandidate>(), 0);
        for (var cell = 0; cell < cells; cell++)
        {
            var slice = new SliceMoments(counts[cell], sums[cell], squares[cell]);
            if (slice.Count < options.MinRows || all.Count - slice.Count < options.MinRows)
            {
                continue;
            }

            tested++;
            var (t, pValue, effect) = slice.Above(all.Less(slice));
            if (pValue <= options.FalseDiscoveryRate)
            {
                candidates.Add(new SliceCandidate(set, CodesOf(set, cell), slice, t, pValue, effect));
            }
        }

        return (candidates, tested);
    }

    int CellOf(int[] set, int row)
    {
        var cell = 0;
        foreach (var column in set)
        {
            var code = columns[column].Codes[row];
            if (code < 0)
            {
                return -1;
            }

            cell = (cell * columns[column].Conditions.Length) + code;
        }

        return cell;
    }

    int[] CodesOf(int[] set, int cell)
    {
        var codes = new int[set.Length];
        for (var i = set.Length - 1; i >= 0; i--)
        {
            (cell, codes[i]) = Math.DivRem(cell, columns[set[i]].Conditions.Length);
        }

        return codes;
    }
}
