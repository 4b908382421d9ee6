namespace Cambium.Data;

/// <summary>A number a row that orders as some of the keys do, or as their first bits do.</summary>
/// <param name="Parts">The keys, the first the most important, and the bits that are taken of each.</param>
sealed record SortWord((SortPart Part, int Bits)[] Parts)
{
    /// <summary>
    /// Packs keys into words of 64 bits. A key that does not fit gives its first bits to fill the word and begins the next one whole, so that few rows are left to be told apart there.
    /// </summary>
    internal static SortWord[] Packed(SortPart[] parts)
    {
        var words = new List<SortWord>();
        var word = new List<(SortPart Part, int Bits)>();
        var free = 64;
        foreach (var part in parts)
        {
            if (part.Bits > free)
            {
                if (free > 0)
                {
                    word.Add((part, free));
                }

                words.Add(new SortWord([.. word]));
                word.Clear();
                free = 64;
            }

            word.Add((part, part.Bits));
            free -= part.Bits;
            if (part.IsRough)
            {
                // What comes after it counts only where the values themselves are equal, which the numbers do not tell.
                break;
            }
        }

        words.Add(new SortWord([.. word]));
        return [.. words];
    }

    /// <summary>Writes the numbers of rows.</summary>
    /// <param name="isRun">Whether the rows are neighbours, ascending.</param>
    internal void Fill(ReadOnlySpan<int> rows, Span<ulong> keys, bool isRun = false)
    {
        const int Step = 512;
        Span<ulong> one = stackalloc ulong[Step];
        for (var at = 0; at < rows.Length; at += Step)
        {
            var some = rows[at..Math.Min(rows.Length, at + Step)];
            var run = keys.Slice(at, some.Length);
            run.Clear();
            foreach (var (part, bits) in Parts)
            {
                part.Fill(some, one, isRun);
                var drop = part.Bits - bits;
                for (var i = 0; i < run.Length; i++)
                {
                    run[i] = (bits == 64 ? 0 : run[i] << bits) | (one[i] >> drop);
                }
            }
        }
    }
}
