namespace Cambium.Data;

/// <summary>The sum and the count of each group's values, or sums alone.</summary>
sealed class GroupSums
{
    readonly double[] _numbers;
    readonly long[] _wholes;
    readonly bool[] _overflows;

    GroupSums(double[] numbers, long[] wholes, long[] count, bool[] overflows) => (_numbers, _wholes, Count, _overflows) = (numbers, wholes, count, overflows);

    /// <summary>Of each group the values that are not missing.</summary>
    internal long[] Count { get; }

    internal double Total(int group) => _wholes.Length > 0 ? _wholes[group] : _numbers[group];

    /// <summary>The sums of a column of numbers, whole numbers or truths.</summary>
    internal static GroupSums Of(Column column, Groups groups, GroupRows rows) => column is Column<double> numbers ? OfNumbers(numbers, groups, rows) : OfWholes(column as Column<long> ?? GroupExtremes.AsWholes(column), groups, rows);

    /// <summary>The sums as a column.</summary>
    internal Column Column(string name, Column column, Groups groups, Table table)
    {
        var overflow = Array.IndexOf(_overflows, value: true);
        if (overflow >= 0)
        {
            throw new TableException(
                $"The sum of column '{column.Name}' in the group of row {groups.FirstRows[overflow]} (of {table.RowCount}) is more than a whole number of 64 bits holds. Sum as_number({column.Name}).")
            {
                Column = column.Name,
            };
        }

        var valid = Validity.FromRows(Count.Length, group => Count[group] > 0);
        if (_wholes.Length > 0 || Count.Length == 0)
        {
            return _numbers.Length == 0 && column is not Column<double> ? new Column<long>(name, _wholes, valid) : Data.Column.Of(name, _numbers);
        }

        var sums = (double[])_numbers.Clone();
        for (var group = 0; group < sums.Length; group++)
        {
            sums[group] = Count[group] == 0 ? double.NaN : sums[group];
        }

        return Data.Column.Of(name, sums);
    }

    /// <summary>Of each group the values that are not missing, of any type but numbers.</summary>
    internal static long[] Counts(Column column, Groups groups, GroupRows rows)
    {
        var pieces = Room<long>(groups, rows);
        var (ids, isThere) = (rows.Ids, rows.ValidAt(column.Validity));
        rows.For((piece, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                pieces[piece][ids[i]] += isThere(i) ? 1 : 0;
            }
        });
        return Aggregation.Added(pieces);
    }

    /// <summary>Of each group the sum of squared deviations from its mean.</summary>
    internal static double[] Squares(Column column, double[] means, Groups groups, GroupRows rows)
    {
        var pieces = Room<double>(groups, rows);
        var ids = rows.Ids;
        var memory = rows.Values(column.Name, column is Column<double> numbers ? numbers.Memory : AsNumbers(column));
        rows.For((piece, start, end) =>
        {
            var values = memory.Span[start..end];
            var keys = ids.AsSpan(start, values.Length);
            var sums = pieces[piece];
            for (var i = 0; i < values.Length; i++)
            {
                var apart = values[i] - means[keys[i]];
                sums[keys[i]] += double.IsNaN(values[i]) ? 0 : apart * apart;
            }
        });
        for (var piece = 1; piece < pieces.Length; piece++)
        {
            for (var group = 0; group < groups.Count; group++)
            {
                pieces[0][group] += pieces[piece][group];
            }
        }

        return pieces[0];
    }

    /// <summary>A row's number: 0 where it is missing in a column of whole numbers or truths.</summary>
    internal static double NumberOf(Column column, int row) => column switch
    {
        Column<double> numbers => numbers.Values[row],
        Column<long> wholes => wholes.Values[row],
        _ => ((Column<bool>)column).Values[row] ? 1 : 0,
    };

    static double[] AsNumbers(Column column)
    {
        var numbers = new double[column.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = column.Validity[row] ? NumberOf(column, row) : double.NaN;
        }

        return numbers;
    }

    static GroupSums OfNumbers(Column<double> column, Groups groups, GroupRows rows)
    {
        var pieces = Room<(double Sum, long Count)>(groups, rows);
        var ids = rows.Ids;
        var memory = rows.Values(column.Name, column.Memory);
        rows.For((piece, start, end) =>
        {
            var values = memory.Span[start..end];
            var keys = ids.AsSpan(start, values.Length);
            var sums = pieces[piece];
            for (var i = 0; i < values.Length; i++)
            {
                Add(ref sums[keys[i]], values[i]);
            }
        });
        var (numbers, count) = (new double[groups.Count], new long[groups.Count]);
        foreach (var piece in pieces)
        {
            for (var group = 0; group < numbers.Length; group++)
            {
                numbers[group] += piece[group].Sum;
                count[group] += piece[group].Count;
            }
        }

        return new GroupSums(numbers, [], count, []);
    }

    static void Add(ref (double Sum, long Count) place, double value)
    {
        var isThere = !double.IsNaN(value);
        place.Sum += isThere ? value : 0;
        place.Count += isThere ? 1 : 0;
    }

    static GroupSums OfWholes(Column<long> column, Groups groups, GroupRows rows)
    {
        var pieces = Room<(long Sum, long Count)>(groups, rows);
        var overflows = new bool[groups.Count];
        var (ids, isThere, allValid) = (rows.Ids, rows.ValidAt(column.Validity), column.Validity.AllValid);
        var memory = rows.Values(column.Name, column.Memory);
        rows.For((piece, start, end) =>
        {
            var values = memory.Span;
            var sums = pieces[piece];
            for (var i = start; i < end; i++)
            {
                if (allValid || isThere(i))
                {
                    AddTo(ref sums[ids[i]], ids[i], values[i], 1);
                }
            }
        });
        var totals = pieces[0];
        foreach (var piece in pieces.Skip(1))
        {
            for (var group = 0; group < totals.Length; group++)
            {
                AddTo(ref totals[group], group, piece[group].Sum, piece[group].Count);
            }
        }

        return new GroupSums([], Array.ConvertAll(totals, total => total.Sum), Array.ConvertAll(totals, total => total.Count), overflows);

        void AddTo(ref (long Sum, long Count) place, int group, long value, long count)
        {
            var sum = unchecked(place.Sum + value);
            if (((place.Sum ^ sum) & (value ^ sum)) < 0)
            {
                overflows[group] = true;
            }

            place = (sum, place.Count + count);
        }
    }

    static T[][] Room<T>(Groups groups, GroupRows rows)
    {
        var pieces = new T[rows.Pieces][];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new T[groups.Count];
        }

        return pieces;
    }
}
