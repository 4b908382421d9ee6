using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>
/// Follows the quotes through a run of bytes whose start may lie outside or inside a quoted field: both cases are followed, and the
/// right one is chosen once the run before is known. The run must not begin right after a quote.
/// </summary>
/// <param name="delimiter">The byte between two fields.</param>
/// <param name="offset">Where the run begins in the text.</param>
/// <param name="previous">The byte before the run; a line feed at the start of the text.</param>
sealed class QuoteScan(byte delimiter, long offset, byte previous)
{
    long _offset = offset;
    byte _previous = previous;
    Case _outside = new() { Closed = -1, FirstRecord = -1 };
    Case _inside = new() { InQuotes = true, Closed = -1, FirstRecord = -1 };

    /// <summary>What the run holds, given where it starts.</summary>
    internal Case From(bool inQuotes) => inQuotes ? _inside : _outside;

    /// <summary>Goes on through more bytes; 64 bytes after <paramref name="length"/> must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Feed(byte[] buffer, int start, int length)
    {
        ref var bytes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), start);
        for (var at = 0; at < length; at += SeparatorMasks.Width)
        {
            SeparatorMasks.Of(ref Unsafe.Add(ref bytes, at), delimiter, out _, out var lines, out var quotes);
            if (length - at < SeparatorMasks.Width)
            {
                var valid = (1UL << (length - at)) - 1;
                lines &= valid;
                quotes &= valid;
            }

            if (quotes == 0)
            {
                _outside.PassLines(lines, _offset + at);
                _inside.PassLines(lines, _offset + at);
            }
            else
            {
                Pass(ref Unsafe.Add(ref bytes, at), lines, quotes, _offset + at, at == 0 ? _previous : Unsafe.Add(ref bytes, at - 1));
            }
        }

        _previous = length > 0 ? Unsafe.Add(ref bytes, length - 1) : _previous;
        _offset += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pass(ref byte block, ulong lines, ulong quotes, long offset, byte previous)
    {
        for (var events = lines | quotes; events != 0; events &= events - 1)
        {
            var at = BitOperations.TrailingZeroCount(events);
            if ((lines >> at & 1) != 0)
            {
                _outside.PassLines(1UL << at, offset);
                _inside.PassLines(1UL << at, offset);
                continue;
            }

            var before = at == 0 ? previous : Unsafe.Add(ref block, at - 1);
            var atFieldStart = before == delimiter || before == '\n';
            _outside.PassQuote(offset + at, atFieldStart);
            _inside.PassQuote(offset + at, atFieldStart);
        }
    }

    /// <summary>What a run holds if it starts outside, or inside, a quoted field.</summary>
    internal struct Case
    {
        /// <summary>Whether the run ends inside a quoted field.</summary>
        internal bool InQuotes;

        /// <summary>The last closing quote, which another quote right after it opens again.</summary>
        internal long Closed;

        /// <summary>Where the first record begins that begins in the run; -1 where none does.</summary>
        internal long FirstRecord;

        /// <summary>The records that begin in the run, blank lines among them.</summary>
        internal long Records;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void PassLines(ulong lines, long offset)
        {
            if (InQuotes || lines == 0)
            {
                return;
            }

            if (Records == 0)
            {
                FirstRecord = offset + BitOperations.TrailingZeroCount(lines) + 1;
            }

            Records += BitOperations.PopCount(lines);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void PassQuote(long offset, bool atFieldStart)
        {
            if (InQuotes)
            {
                InQuotes = false;
                Closed = offset;
            }
            else
            {
                // A quote elsewhere in a field without quotes is a letter like any other.
                InQuotes = atFieldStart || Closed == offset - 1;
            }
        }
    }
}
