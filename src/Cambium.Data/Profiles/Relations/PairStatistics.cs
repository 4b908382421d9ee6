namespace Cambium.Data;

/// <summary>Figures of two columns of a sample.</summary>
static class PairStatistics
{
    const int MostLevels = 100;

    /// <summary>Spearman's rank correlation of the rows in which neither is NaN; NaN below two rows or where one is constant. Source: C. Spearman, 1904; ties share their mean rank.</summary>
    internal static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (left, right) = (new List<double>(x.Length), new List<double>(x.Length));
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                left.Add(x[i]);
                right.Add(y[i]);
            }
        }

        var (a, b) = (Ranks([.. left]), Ranks([.. right]));
        var mean = (a.Length + 1) / 2.0;
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }

        return aa > 0 && bb > 0 ? Math.Clamp(ab / Math.Sqrt(aa * bb), -1, 1) : double.NaN;
    }

    /// <summary>Cramér's V of the rows in which neither is 0 (missing); NaN where one has a single value, or more than 100.</summary>
    internal static double CramersV(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y)
    {
        var (rows, columns) = (new Dictionary<ulong, int>(), new Dictionary<ulong, int>());
        var pairs = new List<(int Row, int Column)>(x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0 && y[i] != 0)
            {
                pairs.Add((NumberOf(rows, x[i]), NumberOf(columns, y[i])));
                if (rows.Count > MostLevels || columns.Count > MostLevels)
                {
                    return double.NaN;
                }
            }
        }

        var (r, c) = (rows.Count, columns.Count);
        if (r < 2 || c < 2)
        {
            return double.NaN;
        }

        var (cells, ofRow, ofColumn) = (new long[r * c], new long[r], new long[c]);
        foreach (var (row, column) in pairs)
        {
            cells[(row * c) + column]++;
            ofRow[row]++;
            ofColumn[column]++;
        }

        var share = 0.0;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            share += (double)cells[cell] * cells[cell] / ((double)ofRow[cell / c] * ofColumn[cell % c]);
        }

        return Math.Sqrt(Math.Clamp((share - 1) / (Math.Min(r, c) - 1), 0, 1));
    }

    static int NumberOf(Dictionary<ulong, int> numbers, ulong value)
    {
        numbers.TryAdd(value, numbers.Count);
        return numbers[value];
    }

    static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        var sorted = values.AsSpan().ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
