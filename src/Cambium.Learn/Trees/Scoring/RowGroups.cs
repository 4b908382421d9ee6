namespace Cambium.Learn;

/// <summary>
/// The questions on numbers once more, for scoring one row at a time: the first of 16 trees beside each other, then the second, and so on, and then the next 16 trees. One run of
/// memory for all, which the processor fetches ahead.
/// </summary>
sealed class RowGroups
{
    /// <summary>Trees side by side, one a lane.</summary>
    internal const int Trees = 16;

    /// <summary>Lays the questions out. A tree that has none left asks one that changes nothing.</summary>
    /// <param name="starts">The first question of each tree, and the end.</param>
    /// <param name="places">The place of each question's feature among those asked for; they are so few that a byte tells them apart, or are not used.</param>
    internal RowGroups(int[] starts, byte[] places, float[] thresholds, uint[] masks)
    {
        var trees = starts.Length - 1;
        Starts = new int[((trees + Trees - 1) / Trees) + 1];
        for (var group = 0; group < Starts.Length - 1; group++)
        {
            var first = group * Trees;
            var most = Enumerable.Range(first, Math.Min(Trees, trees - first)).Max(tree => starts[tree + 1] - starts[tree]);
            Starts[group + 1] = Starts[group] + (most * Trees);
        }

        Places = new AlignedArray<byte>(Starts[^1]);
        Thresholds = new AlignedArray<float>(Starts[^1]);
        Masks = new AlignedArray<uint>(Starts[^1]);
        Masks.Span.Fill(uint.MaxValue);
        for (var tree = 0; tree < trees; tree++)
        {
            for (var at = starts[tree]; at < starts[tree + 1]; at++)
            {
                var to = Starts[tree / Trees] + ((at - starts[tree]) * Trees) + (tree % Trees);
                (Places.Span[to], Thresholds.Span[to], Masks.Span[to]) = (places[at], thresholds[at], masks[at]);
            }
        }
    }

    /// <summary>Where each group begins, and the end.</summary>
    internal int[] Starts { get; }

    internal AlignedArray<byte> Places { get; }

    internal AlignedArray<float> Thresholds { get; }

    internal AlignedArray<uint> Masks { get; }
}
