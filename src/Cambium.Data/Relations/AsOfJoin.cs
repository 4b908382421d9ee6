namespace Cambium.Data;

/// <summary>Joins each left row with the last right row that is not later.</summary>
static class AsOfJoin
{
    internal static Table Of(Table left, Table right, string on, IReadOnlyList<string> by, TimeSpan? tolerance, string suffix, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(by);
        var times = JoinKeys.Paired(left[on], right[on]);
        if (times[0].Type is not (ColumnType.DateTime or ColumnType.Float64 or ColumnType.Int64))
        {
            throw new ArgumentException($"Column '{on}' is of type {times[0].Type}; an as-of join goes by date-times or numbers.", nameof(on));
        }

        if (tolerance is { } limit && (times[0].Type != ColumnType.DateTime || limit < TimeSpan.Zero))
        {
            throw new ArgumentException($"A tolerance is a time of at least 0 between date-times; found {limit} for column '{on}' of type {times[0].Type}.", nameof(tolerance));
        }

        var names = Joining.RightNames(left, right, [.. by, on], suffix);
        var keys = by.Select(name => JoinKeys.Paired(left[name], right[name])).ToArray();
        var codes = RowCodes.Of(keys, [left.RowCount, right.RowCount], missingIsNoKey: true, maxThreads).All(maxThreads);
        var (rows, moments, runStarts) = Sorted(times[1], codes.AsSpan(left.RowCount), maxThreads);
        var runs = new JoinTable([.. runStarts.SkipLast(1).Select(start => codes[left.RowCount + rows[start]])], bits: 64);
        var matches = new int[left.RowCount];
        RowBlocks.For(left.RowCount, maxThreads, (start, end) =>
        {
            Span<long> time = stackalloc long[1];
            for (var row = start; row < end; row++)
            {
                matches[row] = RowGather.NoRow;
                var run = IsThere(times[0], row) ? runs.FirstOf(codes[row]) : RowGather.NoRow;
                if (run == RowGather.NoRow)
                {
                    continue;
                }

                KeyPart.Ordered(times[0], row, row + 1, time);
                var place = LastNotAfter(moments.AsSpan(runStarts[run]..runStarts[run + 1]), time[0]);
                if (place >= 0 && (tolerance is null || time[0] - moments[runStarts[run] + place] <= tolerance.Value.Ticks))
                {
                    matches[row] = rows[runStarts[run] + place];
                }
            }
        });
        return Joining.Joined(left, right, leftRows: null, matches, names, maxThreads);
    }

    /// <summary>The right rows that have a time and keys, by key and time; their times; and where each key's start.</summary>
    static (int[] Rows, long[] Moments, int[] RunStarts) Sorted(Column time, ReadOnlySpan<ulong> codes, int maxThreads)
    {
        var key = new long[codes.Length];
        for (var row = 0; row < key.Length; row++)
        {
            // The numbers have at most 63 bits.
            key[row] = codes[row] == RowCodes.NoKey ? -1 : (long)codes[row];
        }

        var order = RowOrder.Of([new SortPart(Column.Of("key", key), descending: false, maxThreads), new SortPart(time, descending: false, maxThreads)], key.Length, maxThreads);
        var rows = Array.FindAll(order, row => key[row] >= 0 && IsThere(time, row));
        var moments = new long[rows.Length];
        var starts = new List<int>();
        for (var place = 0; place < rows.Length; place++)
        {
            KeyPart.Ordered(time, rows[place], rows[place] + 1, moments.AsSpan(place, 1));
            if (place == 0 || key[rows[place]] != key[rows[place - 1]])
            {
                starts.Add(place);
            }
        }

        starts.Add(rows.Length);
        return (rows, moments, rows.Length == 0 ? [0] : [.. starts]);
    }

    static bool IsThere(Column column, int row) => column is Column<double> numbers ? !double.IsNaN(numbers.Values[row]) : column.Validity[row];

    static int LastNotAfter(ReadOnlySpan<long> moments, long time)
    {
        var (low, high) = (0, moments.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = moments[middle] <= time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
