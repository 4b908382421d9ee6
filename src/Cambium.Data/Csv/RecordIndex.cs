using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Where the records and fields of a run of bytes begin and end.</summary>
/// <remarks>The arrays are used again for the next run.</remarks>
sealed class RecordIndex
{
    int[] _ends = new int[1024];
    int[] _starts = new int[256];
    int _count;
    int _lines;

    /// <summary>The number of records.</summary>
    internal int Rows { get; private set; }

    /// <summary>Where each record begins.</summary>
    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, Rows);

    /// <summary>Where each field ends (its delimiter, or the end of its line), record after record.</summary>
    internal ReadOnlySpan<int> Ends => _ends.AsSpan(0, _count);

    /// <summary>What is wrong with the quotes: a place, and what; None where nothing is.</summary>
    internal QuoteFault Fault { get; private set; }

    /// <summary>The place of <see cref="Fault"/>.</summary>
    internal int FaultAt { get; private set; }

    /// <summary>The field within its record, from 0, that <see cref="Fault"/> is in.</summary>
    internal int FaultField { get; private set; }

    internal enum QuoteFault
    {
        None,
        TextAfterQuote,
        Unclosed,
    }

    /// <summary>
    /// Finds the fields from <paramref name="start"/> to <paramref name="end"/>, where a line feed stands; 64 bytes beyond must be
    /// readable.
    /// <see cref="Arrange"/> must follow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Find(byte[] buffer, int start, int end, byte delimiter)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        var state = new FieldState { Start = start, Closed = -1 };
        var ends = _ends;
        var count = 0;
        _lines = 0;
        Fault = QuoteFault.None;
        for (var at = start; at <= end; at += SeparatorMasks.Width)
        {
            SeparatorMasks.Of(ref Unsafe.Add(ref bytes, at), delimiter, out var delimiters, out var lines, out var quotes);
            if (end - at < SeparatorMasks.Width - 1)
            {
                var valid = (2UL << (end - at)) - 1;
                delimiters &= valid;
                lines &= valid;
                quotes &= valid;
            }

            if (count + SeparatorMasks.Width > ends.Length)
            {
                Array.Resize(ref _ends, (int)Math.Min(Array.MaxLength, 2L * ends.Length));
                ends = _ends;
            }

            var separators = delimiters | lines;
            if (quotes == 0 && !state.IsQuoted)
            {
                if (separators == 0)
                {
                    continue;
                }

                do
                {
                    ends[count++] = at + BitOperations.TrailingZeroCount(separators);
                    separators &= separators - 1;
                }
                while (separators != 0);

                state.Start = ends[count - 1] + 1;
                _lines += BitOperations.PopCount(lines);
            }
            else if (!PassQuotes(ref bytes, at, separators, quotes, ref state, ends, ref count))
            {
                break;
            }
        }

        if (Fault == QuoteFault.None && state.InQuotes)
        {
            Fault = QuoteFault.Unclosed;
            FaultAt = state.Start;
        }

        if (Fault != QuoteFault.None)
        {
            var fields = count;
            while (count > 0 && buffer[ends[count - 1]] != '\n')
            {
                count--;
            }

            FaultField = fields - count;
        }

        _count = count;
    }

    /// <summary>
    /// Gathers the fields into records of <paramref name="columns"/> fields. Blank lines are left out, unless there is one column only.
    /// </summary>
    /// <returns>Where a record with another number of fields begins, and that number; (-1, 0) where there is none.</returns>
    internal (int At, int Fields) Arrange(byte[] buffer, int start, int columns)
    {
        Rows = _count / columns;
        if (_starts.Length < Rows)
        {
            _starts = new int[Math.Max(Rows, 2 * _starts.Length)];
        }

        return TryArrangeWhole(buffer, start, columns) ? (-1, 0) : ArrangeOneByOne(buffer, start, columns);
    }

    /// <summary>The number of fields of the first record found.</summary>
    internal int FieldsOfFirst(byte[] buffer)
    {
        var field = 0;
        while (buffer[_ends[field]] != '\n')
        {
            field++;
        }

        return field + 1;
    }

    /// <summary>Where the line of the first record found ends; -1 where none was.</summary>
    internal int EndOfFirst(byte[] buffer) => _count == 0 ? -1 : _ends[FieldsOfFirst(buffer) - 1];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool TryArrangeWhole(byte[] buffer, int start, int columns)
    {
        // With as many lines as records, and a line's end after every last field, no line ends elsewhere.
        if (_lines != Rows || _count != Rows * columns)
        {
            return false;
        }

        var ends = _ends;
        var starts = _starts;
        var next = start;
        for (var row = 0; row < Rows; row++)
        {
            starts[row] = next;
            var end = ends[((row + 1) * columns) - 1];
            if (buffer[end] != '\n')
            {
                return false;
            }

            next = end + 1;
        }

        for (var row = 0; row < Rows; row++)
        {
            TrimCarriageReturn(buffer, ((row + 1) * columns) - 1, columns == 1 ? starts[row] : ends[((row + 1) * columns) - 2] + 1);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (int At, int Fields) ArrangeOneByOne(byte[] buffer, int start, int columns)
    {
        var ends = _ends;
        var kept = 0;
        Rows = 0;
        for (var field = 0; field < _count;)
        {
            var last = field;
            while (buffer[ends[last]] != '\n')
            {
                last++;
            }

            var fields = last - field + 1;
            var next = ends[last] + 1;
            var isBlank = fields == 1 && (next - 1 == start || (next - 2 == start && buffer[start] == '\r'));
            if (fields == columns)
            {
                ends.AsSpan(field, fields).CopyTo(ends.AsSpan(kept));
                _starts[Rows++] = start;
                kept += fields;
                TrimCarriageReturn(buffer, kept - 1, columns == 1 ? start : ends[kept - 2] + 1);
            }
            else if (!isBlank)
            {
                _count = kept;
                return (start, fields);
            }

            start = next;
            field = last + 1;
        }

        _count = kept;
        return (-1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void TrimCarriageReturn(byte[] buffer, int field, int start)
    {
        if (_ends[field] > start && buffer[_ends[field] - 1] == '\r')
        {
            _ends[field]--;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool PassQuotes(ref byte bytes, int block, ulong separators, ulong quotes, ref FieldState state, int[] ends, ref int count)
    {
        for (var events = separators | quotes; events != 0; events &= events - 1)
        {
            var bit = BitOperations.TrailingZeroCount(events);
            var at = block + bit;
            if ((quotes >> bit & 1) != 0)
            {
                if (state.InQuotes)
                {
                    state.InQuotes = false;
                    state.Closed = at;
                }
                else if (at == state.Start || (state.IsQuoted && state.Closed == at - 1))
                {
                    state.InQuotes = true;
                    state.IsQuoted = true;
                }
                else if (state.IsQuoted)
                {
                    return Fail(state.Closed + 1);
                }
            }
            else if (!state.InQuotes)
            {
                var isClean = !state.IsQuoted
                    || state.Closed == at - 1
                    || (state.Closed == at - 2 && Unsafe.Add(ref bytes, at) == '\n' && Unsafe.Add(ref bytes, at - 1) == '\r');
                if (!isClean)
                {
                    return Fail(state.Closed + 1);
                }

                ends[count++] = at;
                _lines += Unsafe.Add(ref bytes, at) == '\n' ? 1 : 0;
                state.Start = at + 1;
                state.IsQuoted = false;
            }
        }

        return true;
    }

    bool Fail(int at)
    {
        Fault = QuoteFault.TextAfterQuote;
        FaultAt = at;
        return false;
    }

    struct FieldState
    {
        /// <summary>Where the current field begins.</summary>
        internal int Start;

        /// <summary>The last closing quote.</summary>
        internal int Closed;

        /// <summary>Whether the current field began with a quote.</summary>
        internal bool IsQuoted;

        /// <summary>Whether a quote is open.</summary>
        internal bool InQuotes;
    }
}
