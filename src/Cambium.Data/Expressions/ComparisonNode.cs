using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>Compares numbers (as doubles), whole numbers or moments; missing where one side is.</summary>
sealed class ComparisonNode<TComparison>(Node left, Node right) : Node(ColumnType.Boolean)
    where TComparison : struct, IComparison
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var (a, b) = (frame.Run(left), frame.Run(right));
        Span<ulong> other = stackalloc ulong[Lanes.Words];
        left.ValidWords(frame, a, lanes.Valid);
        right.ValidWords(frame, b, other);
        if (left.Type == ColumnType.Float64)
        {
            Compare(a.Numbers.Span[..frame.Length], b.Numbers.Span[..frame.Length], lanes.True);
        }
        else
        {
            Compare(a.Wholes.Span[..frame.Length], b.Wholes.Span[..frame.Length], lanes.True);
        }

        for (var word = 0; word < frame.Words; word++)
        {
            lanes.Valid[word] &= other[word];
            lanes.True[word] &= lanes.Valid[word];
        }
    }

    static void Compare<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<ulong> words)
        where T : struct, INumber<T>
    {
        var i = 0;
        for (; i + 64 <= x.Length; i += 64)
        {
            var word = 0UL;
            for (var j = 0; j < 64; j += Vector512<T>.Count)
            {
                word |= TComparison.Invoke(Vector512.Create(x[(i + j)..]), Vector512.Create(y[(i + j)..])).ExtractMostSignificantBits() << j;
            }

            words[i >> 6] = word;
        }

        if (i < x.Length)
        {
            words[i >> 6] = 0;
            for (var row = i; row < x.Length; row++)
            {
                words[row >> 6] |= TComparison.Invoke(x[row], y[row]) ? 1UL << (row & 63) : 0;
            }
        }
    }
}
