using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Numbers texts, equal texts alike, by their hashes.</summary>
static class TextCodes
{
    const ulong Odd = 0x9E3779B97F4A7C15;

    /// <summary>The part of columns of texts.</summary>
    internal static KeyPart Of(TextColumn[] sides, int maxThreads)
    {
        var first = new int[sides.Length + 1];
        for (var side = 0; side < sides.Length; side++)
        {
            first[side + 1] = first[side] + sides[side].Length;
        }

        var hashes = new ulong[first[^1]];
        for (var side = 0; side < sides.Length; side++)
        {
            var (texts, offset) = (sides[side], first[side]);
            RowBlocks.For(texts.Length, maxThreads, (start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    hashes[offset + row] = texts.Validity[row] ? HashOf(texts.Utf8(row)) : 0;
                }
            });
        }

        var groups = Groups.OfCodes(hashes, maxThreads);
        var (ids, count) = AreAlike(sides, first, groups, maxThreads) ? (groups.Ids, groups.Count) : ByDictionary(sides, first[^1]);
        var codes = new int[sides.Length][];
        for (var side = 0; side < sides.Length; side++)
        {
            codes[side] = ids.AsSpan(first[side], sides[side].Length).ToArray();
            for (var row = 0; !sides[side].Validity.AllValid && row < codes[side].Length; row++)
            {
                codes[side][row] = sides[side].Validity[row] ? codes[side][row] : -1;
            }
        }

        return new KeyPart(sides, codes, count);
    }

    /// <summary>Whether all texts of one hash are equal; who chooses the texts may choose that they are not.</summary>
    static bool AreAlike(TextColumn[] sides, int[] first, Groups groups, int maxThreads)
    {
        var alike = true;
        for (var side = 0; side < sides.Length; side++)
        {
            var (texts, offset) = (sides[side], first[side]);
            RowBlocks.For(texts.Length, maxThreads, (start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    var other = groups.FirstRows[groups.Ids[offset + row]];
                    var otherSide = sides.Length > 1 && other >= first[1] ? 1 : 0;
                    var twin = sides[otherSide];
                    if (texts.Validity[row] && (!twin.Validity[other - first[otherSide]] || !texts.Utf8(row).SequenceEqual(twin.Utf8(other - first[otherSide]))))
                    {
                        Volatile.Write(ref alike, false);
                    }
                }
            });
        }

        return alike;
    }

    static (int[] Ids, int Count) ByDictionary(TextColumn[] sides, int count)
    {
        var places = new Dictionary<string, int>();
        var ids = new int[count];
        var at = 0;
        foreach (var texts in sides)
        {
            for (var row = 0; row < texts.Length; row++)
            {
                var text = texts[row] ?? "";
                places.TryAdd(text, places.Count);
                ids[at++] = places[text];
            }
        }

        return (ids, places.Count);
    }

    static ulong HashOf(ReadOnlySpan<byte> text)
    {
        var hash = Odd ^ (ulong)text.Length;
        while (text.Length >= 8)
        {
            hash = Mixed(hash ^ MemoryMarshal.Read<ulong>(text));
            text = text[8..];
        }

        var tail = 0UL;
        foreach (var letter in text)
        {
            tail = (tail << 8) | letter;
        }

        return Mixed(hash ^ tail);
    }

    static ulong Mixed(ulong value)
    {
        var high = Math.BigMul(value, Odd, out var low);
        return high ^ low;
    }
}
