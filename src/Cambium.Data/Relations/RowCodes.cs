using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>The keys of rows, of one table or of two, as one number a row: equal where all keys are equal.</summary>
sealed class RowCodes
{
    /// <summary>The number of a row one of whose keys is missing, where such rows are to match nothing.</summary>
    internal const ulong NoKey = ulong.MaxValue;

    // One bit is kept free, so that NoKey is no row's number.
    const int MostBits = 63;

    readonly KeyPart[] _parts;
    readonly bool _missingIsNoKey;

    RowCodes(KeyPart[] parts, int[] lengths, bool missingIsNoKey) => (_parts, Lengths, _missingIsNoKey) = (parts, lengths, missingIsNoKey);

    /// <summary>How many bits the numbers have.</summary>
    internal int Bits => _parts.Sum(part => part.Bits);

    /// <summary>The rows of each side.</summary>
    internal int[] Lengths { get; }

    /// <summary>Makes numbers for keys.</summary>
    /// <param name="keys">For each key its column on every side, of one type.</param>
    /// <param name="lengths">The rows of each side.</param>
    /// <param name="missingIsNoKey">Whether a row with a missing key matches nothing; else missing is a value like others.</param>
    internal static RowCodes Of(Column[][] keys, int[] lengths, bool missingIsNoKey, int maxThreads)
    {
        var parts = new List<KeyPart>();
        var bits = 0;
        foreach (var sides in keys)
        {
            var part = sides[0] is TextColumn ? TextCodes.Of([.. sides.Cast<TextColumn>()], maxThreads) : KeyPart.Of(sides, maxThreads);
            part = part.Bits > MostBits ? Compressed([part], sides, lengths, missingIsNoKey, maxThreads) : part;
            if (bits + part.Bits > MostBits)
            {
                // There are fewer than 2³¹ rows, and so two numbers of groups fit.
                parts = [Compressed([.. parts], sides, lengths, missingIsNoKey, maxThreads)];
                part = parts[0].Bits + part.Bits > MostBits ? Compressed([part], sides, lengths, missingIsNoKey, maxThreads) : part;
            }

            parts.Add(part);
            bits = parts.Sum(one => one.Bits);
        }

        return new RowCodes([.. parts], lengths, missingIsNoKey);
    }

    /// <summary>Writes the numbers of a run of rows.</summary>
    internal void Fill(int side, int start, int end, Span<ulong> codes)
    {
        const int Step = 1024;
        Span<ulong> part = stackalloc ulong[Step];
        Span<ulong> missing = stackalloc ulong[Step / 64];
        for (var at = start; at < end; at += Step)
        {
            var length = Math.Min(Step, end - at);
            var run = codes.Slice(at - start, length);
            run.Clear();
            var hasMissing = 0UL;
            missing.Clear();
            foreach (var key in _parts)
            {
                key.Fill(side, at, at + length, part);
                Append(run, part, key.Bits);

                for (var i = 0; _missingIsNoKey && key.MayMiss(side) && i < run.Length; i++)
                {
                    var bit = part[i] == 0 ? 1UL << (i & 63) : 0;
                    missing[i >> 6] |= bit;
                    hasMissing |= bit;
                }
            }

            for (var i = 0; hasMissing != 0 && i < run.Length; i++)
            {
                run[i] = (missing[i >> 6] >> (i & 63) & 1) != 0 ? NoKey : run[i];
            }
        }
    }

    /// <summary>Makes room for bits in each number, and puts a part there.</summary>
    static void Append(Span<ulong> codes, ReadOnlySpan<ulong> part, int bits)
    {
        var i = 0;
        for (; i + Vector512<ulong>.Count <= codes.Length; i += Vector512<ulong>.Count)
        {
            ((Vector512.Create<ulong>(codes[i..]) << bits) | Vector512.Create(part[i..])).CopyTo(codes[i..]);
        }

        for (; i < codes.Length; i++)
        {
            codes[i] = (codes[i] << bits) | part[i];
        }
    }

    /// <summary>All numbers of all sides, one side after another.</summary>
    internal ulong[] All(int maxThreads)
    {
        var all = new ulong[Lengths.Sum()];
        var first = 0;
        for (var side = 0; side < Lengths.Length; side++)
        {
            var (offset, number) = (first, side);
            RowBlocks.For(Lengths[side], maxThreads, (start, end) => Fill(number, start, end, all.AsSpan(offset + start, end - start)));
            first += Lengths[side];
        }

        return all;
    }

    /// <summary>The same rows numbered by group: a part of no more bits than there are rows. What is missing, of one part, or matches nothing stays so.</summary>
    static KeyPart Compressed(KeyPart[] parts, Column[] sides, int[] lengths, bool missingIsNoKey, int maxThreads)
    {
        // Of 65 bits the greatest value's number wraps round to 0, which is missing's.
        var isWide = parts.Length == 1 && parts[0].Bits > 64;
        var all = new RowCodes(parts, lengths, missingIsNoKey && parts.Length > 1).All(maxThreads);
        var groups = Groups.OfCodes(all, maxThreads);
        var codes = new int[sides.Length][];
        var first = 0;
        for (var side = 0; side < sides.Length; side++)
        {
            codes[side] = new int[lengths[side]];
            for (var row = 0; row < codes[side].Length; row++)
            {
                var isMissing = isWide ? !sides[side].Validity[row] : parts.Length == 1 ? all[first + row] == 0 : missingIsNoKey && all[first + row] == NoKey;
                codes[side][row] = isMissing ? -1 : groups.Ids[first + row];
            }

            first += lengths[side];
        }

        return new KeyPart(sides, codes, groups.Count);
    }
}
