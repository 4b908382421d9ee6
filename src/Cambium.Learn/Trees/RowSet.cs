namespace Cambium.Learn;

/// <summary>Some rows of a table, rising: all of them, or those of a list.</summary>
readonly struct RowSet
{
    readonly int[]? _rows;

    RowSet(int[]? rows, int count)
    {
        _rows = rows;
        Count = count;
    }

    internal int Count { get; }

    /// <summary>The place in the table of the set's <paramref name="index"/>th row.</summary>
    internal int this[int index] => _rows is null ? index : _rows[index];

    internal static RowSet All(int count) => new(null, count);

    /// <summary>The rows for which <paramref name="isIn"/> says so.</summary>
    internal static RowSet Where(int count, Func<int, bool> isIn)
    {
        var rows = Enumerable.Range(0, count).Where(isIn).ToArray();
        return rows.Length == count ? All(count) : new RowSet(rows, rows.Length);
    }

    /// <summary>The values of the set's rows from <paramref name="start"/> on: a view of the column, or copied into <paramref name="buffer"/>, whose length tells how many.</summary>
    internal ReadOnlySpan<T> Values<T>(ReadOnlySpan<T> column, int start, Span<T> buffer)
    {
        if (_rows is null)
        {
            return column.Slice(start, buffer.Length);
        }

        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = column[_rows[start + i]];
        }

        return buffer;
    }

    /// <summary>The values of the set's rows: the array itself where the set is the whole of it, or the array is empty.</summary>
    internal T[] Of<T>(T[] values) => _rows is null || values.Length == 0 ? values : Array.ConvertAll(_rows, row => values[row]);
}
