namespace Cambium.Learn;

/// <summary>
/// The questions on numbers once more, for scoring one row at a time: the first of 64 trees beside each other, then the second, and so on, and then the next 64 trees. One run of
/// memory for all, which the processor fetches ahead.
/// </summary>
sealed class RowGroups
{
    /// <summary>Bytes of one question of 64 trees: the places of the columns, the ranks of the thresholds, and four planes of cleared leaves.</summary>
    internal const int StepBytes = (2 + LeafPlanes.Count) * LeafPlanes.Lanes;

    /// <summary>Lays the questions out. A tree that has none left asks one that changes nothing.</summary>
    /// <param name="starts">The first question of each tree, and the end.</param>
    /// <param name="columns">The place of each question's column; where there are more than a byte tells apart, the groups are not used.</param>
    /// <param name="ranks">The rank of each question's threshold.</param>
    /// <param name="masks">What a row that goes right keeps.</param>
    internal RowGroups(int[] starts, int[] columns, byte[] ranks, uint[] masks)
    {
        var trees = starts.Length - 1;
        Starts = new int[((trees + LeafPlanes.Lanes - 1) / LeafPlanes.Lanes) + 1];
        for (var group = 0; group < Starts.Length - 1; group++)
        {
            var first = group * LeafPlanes.Lanes;
            var most = Enumerable.Range(first, Math.Min(LeafPlanes.Lanes, trees - first)).Max(tree => starts[tree + 1] - starts[tree]);
            Starts[group + 1] = checked(Starts[group] + (most * StepBytes));
        }

        Steps = new AlignedArray<byte>(Starts[^1]);
        for (var tree = 0; tree < trees; tree++)
        {
            for (var at = starts[tree]; at < starts[tree + 1]; at++)
            {
                var lane = Steps.Span[(Starts[tree / LeafPlanes.Lanes] + ((at - starts[tree]) * StepBytes) + (tree % LeafPlanes.Lanes))..];
                lane[0] = unchecked((byte)columns[at]);
                lane[LeafPlanes.Lanes] = ranks[at];
                for (var plane = 0; plane < LeafPlanes.Count; plane++)
                {
                    lane[(2 + plane) * LeafPlanes.Lanes] = (byte)(~masks[at] >> (8 * plane));
                }
            }
        }
    }

    /// <summary>Where each group begins, and the end.</summary>
    internal int[] Starts { get; }

    internal AlignedArray<byte> Steps { get; }
}
