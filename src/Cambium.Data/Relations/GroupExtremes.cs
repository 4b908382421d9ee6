using System.Numerics;

namespace Cambium.Data;

/// <summary>The least or greatest value of each group.</summary>
static class GroupExtremes
{
    internal static Column Of(Column column, Groups groups, GroupRows rows, long[] counts, bool greatest, string name)
    {
        switch (column)
        {
            case Column<double> numbers:
                var extremes = greatest
                    ? Of<double, Greatest>(numbers.Memory, groups, rows, double.NegativeInfinity, column)
                    : Of<double, Least>(numbers.Memory, groups, rows, double.PositiveInfinity, column);
                for (var group = 0; group < extremes.Length; group++)
                {
                    extremes[group] = counts[group] == 0 ? double.NaN : extremes[group];
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
            default:
                throw new ArgumentException($"{(greatest ? "Max" : "Min")} takes numbers or date-times, but column '{column.Name}' is of type {column.Type}.");
        }
    }

    static (long[] Values, Validity Valid) Wholes(Column<long> column, Groups groups, GroupRows rows, long[] counts, bool greatest)
    {
        var values = greatest
            ? Of<long, Greatest>(column.Memory, groups, rows, long.MinValue, column)
            : Of<long, Least>(column.Memory, groups, rows, long.MaxValue, column);
        for (var group = 0; group < values.Length; group++)
        {
            values[group] = counts[group] == 0 ? 0 : values[group];
        }

        return (values, Validity.FromRows(values.Length, group => counts[group] > 0));
    }

    static Column<long> AsWholes(Column column)
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
        where T : struct, INumber<T>
        where TOrder : struct, IOrder
    {
        var pieces = new T[rows.Pieces][];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new T[groups.Count];
            pieces[piece].AsSpan().Fill(none);
        }

        // NaN comes before and after nothing, and so needs no bit.
        var ids = groups.Ids;
        var allValid = column.Validity.AllValid || typeof(T) == typeof(double);
        rows.For(
            (piece, start, end) =>
            {
                var values = memory.Span[start..end];
                var keys = ids.AsSpan(start, values.Length);
                var extremes = pieces[piece];
                for (var i = 0; i < values.Length; i++)
                {
                    if (TOrder.IsBefore(values[i], extremes[keys[i]]) && (allValid || column.Validity[start + i]))
                    {
                        extremes[keys[i]] = values[i];
                    }
                }
            },
            list =>
            {
                var (extremes, source) = (pieces[0], memory);
                foreach (var row in list.Span)
                {
                    var value = source.Span[row];
                    if (TOrder.IsBefore(value, extremes[ids[row]]) && (allValid || column.Validity[row]))
                    {
                        extremes[ids[row]] = value;
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
