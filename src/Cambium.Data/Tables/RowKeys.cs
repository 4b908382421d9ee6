namespace Cambium.Data;

/// <summary>Numbers the values of a column, so that rows can be gathered by value or put in order.</summary>
static class RowKeys
{
    const int Tenths = 10;

    /// <summary>
    /// A key from 0 for each row: equal values share one, and so do all rows without a value. Keys follow the order of first appearance.
    /// </summary>
    internal static int[] ByValue(Column column) => column switch
    {
        Column<bool> truths => Number(truths.Values, column.Validity),
        CategoryColumn category => Number(category.Codes, column.Validity),
        TextColumn text => Number<string>([.. Enumerable.Range(0, text.Length).Select(row => text[row] ?? "")], column.Validity),
        SparseColumn => throw new ArgumentException(
            $"Column '{column.Name}' holds sparse vectors, by which rows are neither grouped nor stratified. Name a column of single values.", nameof(column)),
        _ => Number<long>(ByOrder(column), column.Validity),
    };

    /// <summary>
    /// Like <see cref="ByValue"/>, but number and date-time columns of more than ten distinct values go by tenths of their ordered rows.
    /// </summary>
    internal static int[] ByStratum(Column column)
    {
        var keys = ByValue(column);
        if (column.Type is not (ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime) || keys.Length == 0 || keys.Max() < Tenths)
        {
            return keys;
        }

        var order = ByOrder(column);
        var sorted = order.Where((_, row) => column.Validity[row]).Order().ToArray();
        var borders = Enumerable.Range(1, Tenths - 1).Select(tenth => sorted[(int)((long)tenth * sorted.Length / Tenths)]).ToArray();
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = column.Validity[row] ? borders.Count(border => border <= order[row]) : Tenths;
        }

        return keys;
    }

    /// <summary>A number for each row of a number or date-time column that orders as the value does; −0 equals 0.</summary>
    internal static long[] ByOrder(Column column) => column switch
    {
        Column<double> numbers => [.. numbers.Values.ToArray().Select(Sortable)],
        Column<long> numbers => numbers.Values.ToArray(),
        Column<DateTime> moments => [.. moments.Values.ToArray().Select(moment => moment.Ticks)],
        _ => throw new ArgumentException(
            $"Column '{column.Name}' is of type {column.Type}; only numbers and date-times have an order.", nameof(column)),
    };

    static long Sortable(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value);
        return bits >= 0 ? bits : bits ^ long.MaxValue;
    }

    static int[] Number<T>(ReadOnlySpan<T> values, Validity validity)
        where T : notnull
    {
        var known = new Dictionary<T, int>();
        var keys = new int[values.Length];
        var missing = -1;
        var next = 0;
        for (var row = 0; row < keys.Length; row++)
        {
            if (!validity[row])
            {
                missing = missing < 0 ? next++ : missing;
                keys[row] = missing;
            }
            else if (known.TryGetValue(values[row], out var key))
            {
                keys[row] = key;
            }
            else
            {
                known.Add(values[row], next);
                keys[row] = next++;
            }
        }

        return keys;
    }
}
