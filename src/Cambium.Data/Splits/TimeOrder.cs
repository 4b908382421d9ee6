namespace Cambium.Data;

/// <summary>Rows in the order of time, with the moment of each.</summary>
/// <param name="Rows">The rows, the earliest first; those of one moment in the table's order.</param>
/// <param name="Moments">What the rows are ordered by, rising: ticks of a date-time column, else only an order.</param>
/// <param name="IsDated">Whether moments are ticks.</param>
sealed record TimeOrder(int[] Rows, long[] Moments, bool IsDated)
{
    /// <summary>Orders by a column, or leaves the rows as they are where none is named.</summary>
    /// <exception cref="ArgumentException">The column is not there or cannot be ordered.</exception>
    /// <exception cref="TableException">A row has no value in the column.</exception>
    internal static TimeOrder Of(Table table, string? time)
    {
        if (time is null)
        {
            return new TimeOrder([.. Enumerable.Range(0, table.RowCount)], [.. Enumerable.Range(0, table.RowCount)], IsDated: false);
        }

        var moments = MomentsOf(table, time);
        var rows = Enumerable.Range(0, table.RowCount).OrderBy(row => moments[row]).ToArray();
        return new TimeOrder(rows, Array.ConvertAll(rows, row => moments[row]), table[time].Type == ColumnType.DateTime);
    }

    /// <summary>A number for each row that orders as the column does.</summary>
    internal static long[] MomentsOf(Table table, string time)
    {
        var column = table[time];
        if (column.Type is not (ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime))
        {
            throw new ArgumentException($"Column '{time}' is of type {column.Type}; a split by time needs a date-time or number column.", nameof(time));
        }

        if (column.MissingCount > 0)
        {
            var row = Enumerable.Range(0, table.RowCount).First(column.IsMissing);
            throw new TableException(
                $"Column '{time}' has no value in row {row} (and {column.MissingCount} rows in all); "
                + "a split by time needs one in every row. Drop those rows first.")
            {
                Column = time,
            };
        }

        return RowKeys.ByOrder(column);
    }

    /// <summary>The place where the moment of a place begins.</summary>
    internal int StartOfMoment(int place) => place >= Moments.Length ? Moments.Length : FirstNotBefore(Moments[place]);

    /// <summary>The first place whose moment is not before another; the number of rows where there is none.</summary>
    internal int FirstNotBefore(long moment)
    {
        var (low, high) = (0, Moments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Moments[middle] < moment ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The first place whose moment is after another.</summary>
    internal int FirstAfter(long moment) => moment == long.MaxValue ? Moments.Length : FirstNotBefore(moment + 1);

    /// <summary>The ticks of a span of time between rows, which only date-times have.</summary>
    /// <exception cref="ArgumentException">The rows are not ordered by a date-time column.</exception>
    internal long Ticks(TimeSpan span, string setting) => span == TimeSpan.Zero || IsDated
        ? span.Ticks
        : throw new ArgumentException($"{setting} is {span}, but the rows are not ordered by a date-time column. Name one as Time, or say how many rows to leave out.", setting);

    /// <summary>The rows of places from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    internal EquatableArray<int> Slice(int first, int end) => EquatableArray.Create<int>(Rows.AsSpan(first, end - first));
}
