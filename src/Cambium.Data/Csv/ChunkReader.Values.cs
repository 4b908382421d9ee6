using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <content>Numbers, truths and dates.</content>
sealed partial class ChunkReader
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ReadValues<T, TParser>(ColumnStore store, T[] values, ColumnBlock block)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var target = values.AsSpan(_chunk.FirstRow, _index.Rows);
        var starts = _index.Starts;
        var ends = _index.Ends;
        var columns = layout.Names.Length;
        var column = store.Position;
        var tokensFirst = missing.MayBeValues;
        for (var row = 0; row < target.Length; row++)
        {
            var field = (row * columns) + column;
            var start = column == 0 ? starts[row] : ends[field - 1] + 1;
            var length = ends[field] - start;
            if (!tokensFirst && TParser.TryFast(ref Unsafe.Add(ref buffer, start), length, out var value))
            {
                target[row] = value;
                continue;
            }

            switch (ReadSlowly<T, TParser>(start, length, store, block, out target[row]))
            {
                case Reading.Missing:
                    target[row] = TParser.Missing;
                    block.SetMissing(row, target.Length);
                    break;
                case Reading.Wrong:
                    return row;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Reading ReadSlowly<T, TParser>(int start, int length, ColumnStore store, ColumnBlock block, out T value)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        var text = _buffer.AsSpan(start, length);
        var isQuoted = text is [(byte)'"', ..];
        text = isQuoted ? text[1..^1] : text;
        value = TParser.Missing;
        if (text.Length == 0)
        {
            // Tools that quote every field write "" for a missing number.
            block.HasEmptyText |= isQuoted || !missing.EmptyIsMissing;
            return Reading.Missing;
        }

        if (!isQuoted && missing.Contains(text))
        {
            return Reading.Missing;
        }

        // A quoted NaN is a text, as every quoted missing token is.
        return !TParser.TryExact(text, store.Declared is not null, out value) || (isQuoted && TParser.IsMissing(value)) ? Reading.Wrong
            : TParser.IsMissing(value) ? Reading.Missing
            : Reading.Value;
    }

    enum Reading
    {
        Value,
        Missing,
        Wrong,
    }
}
