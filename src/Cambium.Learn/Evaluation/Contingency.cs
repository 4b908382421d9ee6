namespace Cambium.Learn;

/// <summary>How many rows each pair of groups shares.</summary>
/// <param name="Rows">The sizes of the first grouping's groups.</param>
/// <param name="Columns">Those of the second's.</param>
/// <param name="Cells">Pairs of groups that share rows.</param>
sealed record Contingency(int[] Rows, int[] Columns, (int Row, int Column, int Count)[] Cells)
{
    internal static Contingency Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        Check(truth, found);
        var (rows, columns) = (Numbered(truth, out var rowSizes), Numbered(found, out var columnSizes));
        var cells = rows.Zip(columns).CountBy(pair => pair).Select(pair => (pair.Key.First, pair.Key.Second, pair.Value)).Order();
        return new Contingency(rowSizes, columnSizes, [.. cells]);
    }

    internal static void Check(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        if (truth.Length != found.Length)
        {
            throw new ArgumentException($"found has {found.Length} rows, expected {truth.Length} as in truth.", nameof(found));
        }
    }

    static int[] Numbered(ReadOnlySpan<int> groups, out int[] sizes)
    {
        var numbers = new Dictionary<int, int>();
        var counts = new List<int>();
        var numbered = new int[groups.Length];
        for (var i = 0; i < numbered.Length; i++)
        {
            if (numbers.TryAdd(groups[i], counts.Count))
            {
                counts.Add(0);
            }

            numbered[i] = numbers[groups[i]];
            counts[numbered[i]]++;
        }

        sizes = [.. counts];
        return numbered;
    }
}
