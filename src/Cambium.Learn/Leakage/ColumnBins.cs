using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The rows of a column in groups: a group for each value where there are few or no order, else for each stretch of equally many rows; one for missing values.</summary>
/// <param name="Codes">A row's group.</param>
/// <param name="Count">The number of groups.</param>
readonly record struct ColumnBins(int[] Codes, int Count)
{
    const int MostValues = 64;
    const int Stretches = 32;

    /// <summary>The groups of a column; null for one that holds vectors.</summary>
    internal static ColumnBins? Of(Column column)
    {
        if (column is SparseColumn)
        {
            return null;
        }

        var byValue = ByValue(RowKeys.ByValue(column));
        return byValue.Count <= MostValues || column.Type is ColumnType.Category or ColumnType.String or ColumnType.Boolean ? byValue : ByStretch(column);
    }

    static ColumnBins ByValue(int[] keys) => new(keys, keys.Length == 0 ? 0 : keys.Max() + 1);

    static ColumnBins ByStretch(Column column)
    {
        var order = RowKeys.ByOrder(column);
        var sorted = Enumerable.Range(0, order.Length).Where(row => column.Validity[row]).Select(row => order[row]).Order().ToArray();

        // A value that many rows share, such as 0, borders a stretch of its own.
        var borders = Enumerable.Range(1, Stretches - 1).Select(i => sorted[(int)((long)i * sorted.Length / Stretches)]).Append(sorted[0]).Distinct().Order().ToArray();
        var codes = new int[order.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            var place = Array.BinarySearch(borders, order[row]);
            codes[row] = !column.Validity[row] ? borders.Length + 1 : place >= 0 ? place : ~place;
        }

        return new ColumnBins(codes, borders.Length + 2);
    }
}
