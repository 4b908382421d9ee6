using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>A part of an expression that has met a table: its type is known, and it fills lanes. Immutable, shared by all workers.</summary>
abstract class Node(ColumnType type)
{
    internal ColumnType Type { get; } = type;

    /// <summary>The levels of a category; null for every other type.</summary>
    internal virtual string[]? Levels => null;

    /// <summary>The kind of moments.</summary>
    internal virtual DateTimeKind Kind => DateTimeKind.Unspecified;

    internal bool IsText => Type is ColumnType.Category or ColumnType.String;

    /// <summary>Computes the rows of the frame's block.</summary>
    internal abstract void Run(Frame frame, Lanes lanes);

    /// <summary>A row's text, of a text or category node.</summary>
    internal string? TextAt(Lanes lanes, int i)
    {
        if (Levels is null)
        {
            return lanes.Texts[i];
        }

        var code = lanes.Codes.Span[i];
        return code < 0 ? null : Levels[code];
    }

    /// <summary>Sets the bits of the rows that hold a value; bits after the last row mean nothing.</summary>
    internal void ValidWords(Frame frame, Lanes lanes, Span<ulong> words)
    {
        if (Type == ColumnType.Float64)
        {
            NumberWords(lanes.Numbers.Span[..frame.Length], words);
        }
        else if (IsText)
        {
            words[..frame.Words].Clear();
            for (var i = 0; i < frame.Length; i++)
            {
                var isThere = Levels is null ? lanes.Texts[i] is not null : lanes.Codes.Span[i] >= 0;
                words[i >> 6] |= isThere ? 1UL << (i & 63) : 0;
            }
        }
        else
        {
            lanes.Valid.AsSpan(0, frame.Words).CopyTo(words);
        }
    }

    /// <summary>Sets the bits of the numbers that are not NaN.</summary>
    internal static void NumberWords(ReadOnlySpan<double> numbers, Span<ulong> words)
    {
        var i = 0;
        for (; i + 64 <= numbers.Length; i += 64)
        {
            var word = 0UL;
            for (var j = 0; j < 64; j += Vector512<double>.Count)
            {
                var values = Vector512.Create(numbers[(i + j)..]);
                word |= Vector512.Equals(values, values).ExtractMostSignificantBits() << j;
            }

            words[i >> 6] = word;
        }

        if (i < numbers.Length)
        {
            words[i >> 6] = 0;
            for (var row = i; row < numbers.Length; row++)
            {
                words[row >> 6] |= double.IsNaN(numbers[row]) ? 0 : 1UL << (row & 63);
            }
        }
    }

    /// <summary>Calls <paramref name="body"/> with each row whose bit is set.</summary>
    internal static void ForEach(ReadOnlySpan<ulong> words, int length, Action<int> body)
    {
        for (var word = 0; word << 6 < length; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (row < length)
                {
                    body(row);
                }
            }
        }
    }
}
