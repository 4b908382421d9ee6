namespace Cambium.Data;

/// <summary>Computes the columns of windows; <paramref name="rows"/> has the rows by partition, each partition's in its order.</summary>
sealed class WindowComputation(Table table, Groups groups, int[] rows, SortPart[] order, int maxThreads)
{
    const int PartitionsOfPiece = 256;

    readonly int[] _starts = StartsOf(groups);

    internal Column ColumnOf(WindowColumn column)
    {
        switch (column.Kind)
        {
            case WindowKind.Shift:
                return RowGather.Of(table[column.Column!], Shifted(column.Rows), hasNoRows: true, maxThreads).Rename(column.Name); // ! all but numbers of rows have one
            case WindowKind.RowNumber:
                return Column.Of(column.Name, Numbers(ranks: false));
            case WindowKind.Rank:
                return Column.Of(column.Name, Numbers(ranks: true));
        }

        var source = table[column.Column!]; // ! as above
        if (column.Kind == WindowKind.CumulativeCount)
        {
            return Column.Of(column.Name, Array.ConvertAll(Cumulated(row => source is Column<double> numbers ? numbers.Values[row] : source.Validity[row] ? 1 : double.NaN, column.Kind), count => (long)count));
        }

        if (source.Type is not (ColumnType.Float64 or ColumnType.Int64 or ColumnType.Boolean))
        {
            throw new ArgumentException($"{column.Kind} takes numbers, but column '{source.Name}' is of type {source.Type}.");
        }

        return source is Column<long> wholes && column.Kind == WindowKind.CumulativeSum ? WholeSums(column.Name, wholes)
            : column.Kind is >= WindowKind.CumulativeSum ? Column.Of(column.Name, Cumulated(row => NumberOf(source, row), column.Kind))
            : Column.Of(column.Name, Rolled(source, column));
    }

    static int[] StartsOf(Groups groups)
    {
        var starts = new int[groups.Count + 1];
        foreach (var id in groups.Ids)
        {
            starts[id + 1]++;
        }

        for (var group = 0; group < groups.Count; group++)
        {
            starts[group + 1] += starts[group];
        }

        return starts;
    }

    static double NumberOf(Column column, int row) => column is Column<double> || column.Validity[row] ? GroupSums.NumberOf(column, row) : double.NaN;

    /// <summary>Calls <paramref name="body"/> with the first place of each partition and the place after its last.</summary>
    void ForPartitions(Action<int, int> body) =>
        RowBlocks.For(groups.Count, PartitionsOfPiece, maxThreads, (_, first, end) =>
        {
            for (var group = first; group < end; group++)
            {
                body(_starts[group], _starts[group + 1]);
            }
        });

    int[] Shifted(int by)
    {
        var result = new int[rows.Length];
        ForPartitions((start, end) =>
        {
            for (var place = start; place < end; place++)
            {
                var other = (long)place - by;
                result[rows[place]] = other < start || other >= end ? RowGather.NoRow : rows[other];
            }
        });
        return result;
    }

    long[] Numbers(bool ranks)
    {
        var result = new long[rows.Length];
        ForPartitions((start, end) =>
        {
            for (var place = start; place < end; place++)
            {
                var isTie = ranks && place > start && Array.TrueForAll(order, part => part.Compare(rows[place - 1], rows[place]) == 0);
                result[rows[place]] = isTie ? result[rows[place - 1]] : place - start + 1;
            }
        });
        return result;
    }

    double[] Cumulated(Func<int, double> valueOf, WindowKind kind)
    {
        var result = new double[rows.Length];
        ForPartitions((start, end) =>
        {
            var (count, total) = (0L, double.NaN);
            for (var place = start; place < end; place++)
            {
                var value = valueOf(rows[place]);
                if (!double.IsNaN(value))
                {
                    total = count == 0 ? value : kind switch { WindowKind.CumulativeMin => Math.Min(total, value), WindowKind.CumulativeMax => Math.Max(total, value), _ => total + value };
                    count++;
                }

                result[rows[place]] = kind == WindowKind.CumulativeCount ? count : total;
            }
        });
        return result;
    }

    Column<long> WholeSums(string name, Column<long> column)
    {
        var (sums, valid) = (new long[rows.Length], new bool[rows.Length]);
        ForPartitions((start, end) =>
        {
            var (total, any) = (0L, false);
            for (var place = start; place < end; place++)
            {
                var row = rows[place];
                if (column.Validity[row])
                {
                    var sum = unchecked(total + column.Values[row]);
                    if (((total ^ sum) & (column.Values[row] ^ sum)) < 0)
                    {
                        throw new TableException($"The cumulative sum of column '{column.Name}' in row {row} is more than a whole number of 64 bits holds. Sum as_number({column.Name}).") { Column = column.Name };
                    }

                    (total, any) = (sum, true);
                }

                (sums[row], valid[row]) = (total, any);
            }
        });
        return new Column<long>(name, sums, Validity.FromRows(rows.Length, row => valid[row]));
    }

    /// <summary>Windows that end at each row, of blocks as wide as a window: what is left of a block from the right, and what there is of the next from the left.</summary>
    /// <remarks>Source: M. van Herk, "A Fast Algorithm for Local Minimum and Maximum Filters on Rectangular and Octagonal Kernels", 1992.</remarks>
    double[] Rolled(Column column, WindowColumn window)
    {
        var result = new double[rows.Length];
        ForPartitions((start, end) =>
        {
            var n = end - start;
            var width = Math.Min(window.Rows, n);
            var (left, right) = (new RunMoments[n], new RunMoments[n]);
            for (var i = 0; i < n; i++)
            {
                var one = RunMoments.Of(NumberOf(column, rows[start + i]));
                right[i] = one;
                left[i] = i % width == 0 ? one : RunMoments.Joined(left[i - 1], one);
            }

            for (var i = n - 2; i >= 0; i--)
            {
                right[i] = (i + 1) % width == 0 ? right[i] : RunMoments.Joined(right[i], right[i + 1]);
            }

            for (var i = 0; i < n; i++)
            {
                var first = Math.Max(0, i - window.Rows + 1);
                var moments = first % width == 0 && i - first < width ? left[i] : RunMoments.Joined(right[first], left[i]);
                result[rows[start + i]] = moments.Count < window.AtLeast ? double.NaN : ResultOf(window.Kind, moments);
            }
        });
        return result;
    }

    static double ResultOf(WindowKind kind, in RunMoments moments) => kind switch
    {
        WindowKind.RollingSum => moments.Sum,
        WindowKind.RollingMean => moments.Sum / moments.Count,
        WindowKind.RollingMin => moments.Least,
        WindowKind.RollingMax => moments.Most,
        _ => moments.Count < 2 ? double.NaN : Math.Sqrt(moments.Squares / (moments.Count - 1)),
    };
}
