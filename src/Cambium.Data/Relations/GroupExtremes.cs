using System.Numerics;

namespace Cambium.Data;

/// <summary>The least or greatest value of each group.</summary>
static class GroupExtremes
{
    internal static Column Of(Column column, Groups groups, GroupRows rows, Func<long[]> counts, bool greatest, string name)
    {
        switch (column)
        {
            case Column<double> numbers:
                var extremes = greatest
                    ? Of<double, Greatest>(numbers.Memory, groups, rows, double.NegativeInfinity, column)
                    : Of<double, Least>(numbers.Memory, groups, rows, double.PositiveInfinity, column);
                foreach (var group in Empty(extremes, greatest ? double.NegativeInfinity : double.PositiveInfinity, counts))
                {
                    extremes[group] = double.NaN;
                }

                return Column.Of(name, extremes);
            case Column<long> wholes:
                var (values, valid) = Wholes(wholes, groups, rows, counts, greatest);
                return new Column<long>(name, values, valid);
            case Column<bool> truths:
                var (ones, there) = Wholes(AsWholes(truths), groups, rows, counts, greatest);
                return new Column<bool>(name, Array.ConvertAll(ones, one => one != 0), there);
            case Column<DateTime> moments:
                var (ticks, filled) = Wholes(AsWholes(moments), groups, rows, counts, greatest);
                var kind = new ColumnNode(moments).Kind;
                return new Column<DateTime>(name, Array.ConvertAll(ticks, tick => tick == 0 ? default : new DateTime(tick, kind)), filled);
            case CategoryColumn category:
                var order = Enumerable.Range(0, category.Levels.Count).Order(Comparer<int>.Create((x, y) => TextOrder.Compare(category.Levels[x], category.Levels[y]))).ToArray();
                var (places, has) = Wholes(Ranks(category, order), groups, rows, counts, greatest);
                return new CategoryColumn(name, places.Select((place, group) => has[group] ? order[place] : CategoryColumn.MissingCode).ToArray(), category.Levels, has);
            default:
                throw new ArgumentException($"{(greatest ? "Max" : "Min")} takes numbers, date-times or texts, but column '{column.Name}' is of type {column.Type}.");
        }
    }

    /// <summary>The place of each row's level in the order of levels.</summary>
    static Column<long> Ranks(CategoryColumn column, int[] order)
    {
        var rankOf = new long[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            rankOf[order[rank]] = rank;
        }

        var ranks = new long[column.Length];
        for (var row = 0; row < ranks.Length; row++)
        {
            ranks[row] = column.Codes[row] == CategoryColumn.MissingCode ? 0 : rankOf[column.Codes[row]];
        }

        return new Column<long>(column.Name, ranks, column.Validity);
    }

    static (long[] Values, Validity Valid) Wholes(Column<long> column, Groups groups, GroupRows rows, Func<long[]> counts, bool greatest)
    {
        var values = greatest
            ? Of<long, Greatest>(column.Memory, groups, rows, long.MinValue, column)
            : Of<long, Least>(column.Memory, groups, rows, long.MaxValue, column);
        var valid = new bool[values.Length];
        valid.AsSpan().Fill(value: true);
        foreach (var group in Empty(values, greatest ? long.MinValue : long.MaxValue, counts))
        {
            (values[group], valid[group]) = (0, false);
        }

        return (values, Validity.FromRows(values.Length, group => valid[group]));
    }

    /// <summary>The groups without a value. Only where a result is what the search began with is it asked whether there was one.</summary>
    static int[] Empty<T>(T[] extremes, T none, Func<long[]> counts)
        where T : struct, INumber<T>
    {
        var unchanged = Enumerable.Range(0, extremes.Length).Where(group => extremes[group] == none).ToArray();
        return unchanged.Length == 0 ? [] : Array.FindAll(unchanged, group => counts()[group] == 0);
    }

    /// <summary>Truths as 1 and 0, moments as ticks.</summary>
    internal static Column<long> AsWholes(Column column)
    {
        var wholes = new long[column.Length];
        if (column is Column<bool> truths)
        {
            for (var row = 0; row < wholes.Length; row++)
            {
                wholes[row] = truths.Values[row] ? 1 : 0;
            }
        }
        else
        {
            KeyPart.Ordered(column, 0, wholes.Length, wholes);
        }

        return new Column<long>(column.Name, wholes, column.Validity);
    }

    static T[] Of<T, TOrder>(ReadOnlyMemory<T> memory, Groups groups, GroupRows rows, T none, Column column)
        where T : unmanaged, INumber<T>
        where TOrder : struct, IOrder
    {
        var pieces = new T[rows.Pieces][];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new T[groups.Count];
            pieces[piece].AsSpan().Fill(none);
        }

        // NaN comes before and after nothing, and so needs no bit.
        var ids = rows.Ids;
        var source = rows.Values(column.Name, memory);
        var allValid = column.Validity.AllValid || typeof(T) == typeof(double);
        var isThere = allValid ? static _ => true : rows.ValidAt(column.Validity);
        rows.For((piece, start, end) =>
        {
            var values = source.Span[start..end];
            var keys = ids.AsSpan(start, values.Length);
            var extremes = pieces[piece];
            for (var i = 0; i < values.Length; i++)
            {
                if (TOrder.IsBefore(values[i], extremes[keys[i]]) && (allValid || isThere(start + i)))
                {
                    extremes[keys[i]] = values[i];
                }
            }
        });
        for (var piece = 1; piece < pieces.Length; piece++)
        {
            for (var group = 0; group < groups.Count; group++)
            {
                pieces[0][group] = TOrder.IsBefore(pieces[piece][group], pieces[0][group]) ? pieces[piece][group] : pieces[0][group];
            }
        }

        return pieces[0];
    }

    interface IOrder
    {
        static abstract bool IsBefore<T>(T x, T y)
            where T : struct, INumber<T>;
    }

    readonly struct Least : IOrder
    {
        static bool IOrder.IsBefore<T>(T x, T y) => x < y;
    }

    readonly struct Greatest : IOrder
    {
        static bool IOrder.IsBefore<T>(T x, T y) => x > y;
    }
}
