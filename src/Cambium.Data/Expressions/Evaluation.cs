using System.Collections.Concurrent;
using System.Numerics;

namespace Cambium.Data;

/// <summary>Computes an expression for the rows of a table, block by block, on several threads.</summary>
static class Evaluation
{
    /// <summary>The column of an expression's values.</summary>
    internal static Column ColumnOf(Table table, string name, Expression expression, int maxThreads)
    {
        var node = Binder.Bind(table, expression);
        if (node is ColumnNode same)
        {
            return same.Column.Rename(name);
        }

        var n = table.RowCount;
        var valid = new ulong[(n + 63) / 64];
        switch (node.Type)
        {
            case ColumnType.Float64:
                var numbers = new double[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) =>
                {
                    var values = lanes.Numbers.Span[..frame.Length];
                    values.CopyTo(numbers.AsSpan(frame.Start));
                    Valid(node, frame, lanes, valid);
                    for (var i = 0; i < values.Length; i++)
                    {
                        if (double.IsNaN(values[i]))
                        {
                            numbers[frame.Start + i] = double.NaN;
                        }
                    }
                });
                return new Column<double>(name, numbers, Validity.FromWords(valid, n));
            case ColumnType.Int64:
                var wholes = new long[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) => Wholes(node, frame, lanes, valid, wholes, static whole => whole));
                return new Column<long>(name, wholes, Validity.FromWords(valid, n));
            case ColumnType.DateTime:
                var moments = new DateTime[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) => Wholes(node, frame, lanes, valid, moments, ticks => new DateTime(ticks, node.Kind)));
                return new Column<DateTime>(name, moments, Validity.FromWords(valid, n));
            case ColumnType.Boolean:
                var truths = new bool[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) =>
                {
                    Valid(node, frame, lanes, valid);
                    for (var i = 0; i < frame.Length; i++)
                    {
                        truths[frame.Start + i] = (lanes.True[i >> 6] >> (i & 63) & 1) != 0;
                    }
                });
                return new Column<bool>(name, truths, Validity.FromWords(valid, n));
            case ColumnType.Category:
                var codes = new int[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) =>
                {
                    Valid(node, frame, lanes, valid);
                    lanes.Codes.Span[..frame.Length].CopyTo(codes.AsSpan(frame.Start));
                });
                return new CategoryColumn(name, codes, new EquatableArray<string>(node.Levels!), Validity.FromWords(valid, n)); // ! a category has levels
            default:
                var texts = new string?[n];
                ForBlocks(node, n, maxThreads, (frame, lanes) => lanes.Texts.AsSpan(0, frame.Length).CopyTo(texts.AsSpan(frame.Start)));
                return TextColumn.FromValues(name, texts);
        }
    }

    /// <summary>The rows for which a condition is true, ascending.</summary>
    internal static int[] RowsWhere(Table table, Expression condition, int maxThreads)
    {
        var node = Binder.BindCondition(table, condition);
        var n = table.RowCount;
        var chosen = new ulong[(n + 63) / 64];
        ForBlocks(node, n, maxThreads, (frame, lanes) =>
        {
            var words = chosen.AsSpan(frame.Start / 64, frame.Words);
            lanes.True.AsSpan(0, frame.Words).CopyTo(words);
            if ((frame.Length & 63) != 0)
            {
                words[^1] &= (1UL << (frame.Length & 63)) - 1;
            }
        });
        return RowSelection.RowsOf(chosen, n, maxThreads);
    }

    static void ForBlocks(Node node, int count, int maxThreads, Action<Frame, Lanes> take)
    {
        var idle = new ConcurrentBag<Frame>();
        RowBlocks.For(count, maxThreads, (start, end) =>
        {
            var frame = idle.TryTake(out var kept) ? kept : new Frame();
            frame.Active = null;
            for (var at = start; at < end; at += Lanes.Rows)
            {
                (frame.Start, frame.Length) = (at, Math.Min(Lanes.Rows, end - at));
                take(frame, frame.Run(node));
            }

            idle.Add(frame);
        });
    }

    static void Valid(Node node, Frame frame, Lanes lanes, ulong[] valid)
    {
        var words = valid.AsSpan(frame.Start / 64, frame.Words);
        node.ValidWords(frame, lanes, words);
        if ((frame.Length & 63) != 0)
        {
            words[^1] &= (1UL << (frame.Length & 63)) - 1;
        }
    }

    static void Wholes<T>(Node node, Frame frame, Lanes lanes, ulong[] valid, T[] result, Func<long, T> map)
        where T : struct
    {
        Valid(node, frame, lanes, valid);
        var wholes = lanes.Wholes.Span[..frame.Length];
        for (var word = 0; word < frame.Words; word++)
        {
            for (var bits = valid[(frame.Start / 64) + word]; bits != 0; bits &= bits - 1)
            {
                var i = (word << 6) + BitOperations.TrailingZeroCount(bits);
                result[frame.Start + i] = map(wholes[i]);
            }
        }
    }
}
