using System.Diagnostics;

namespace Cambium.Learn;

/// <summary>
/// The questions on numbers once more, for scoring one row at a time: the first of 64 trees beside each other, then the second, and so on, and then the next 64 trees. One run of
/// memory for all, which the processor fetches ahead.
/// </summary>
sealed class RowGroups
{
    /// <summary>Planes of a tree.</summary>
    internal const int Planes = QuickScorer.FewLeaves / LeafPlanes.Leaves;

    /// <summary>Bytes of one question of 64 trees with planes: the places of the columns, the ranks of the thresholds, and four planes of cleared leaves.</summary>
    internal const int PlaneStepBytes = (2 + Planes) * LeafPlanes.Lanes;

    /// <summary>Bytes of one question of 64 trees in turn: the places of the columns, the ranks of the thresholds, and the first leaf on the left.</summary>
    internal const int TurnStepBytes = 3 * LeafPlanes.Lanes;

    // No leaf has a place as high.
    const byte Never = byte.MaxValue;

    /// <summary>Lays the questions out. A tree that has none left asks one that changes nothing.</summary>
    /// <param name="starts">The first question of each tree, and the end.</param>
    /// <param name="columns">The place of each question's column; where there are more than a byte tells apart, the groups are not used.</param>
    /// <param name="ranks">The rank of each question's threshold.</param>
    /// <param name="lost">The leaves that a row loses that goes right.</param>
    /// <param name="byPlanes">Whether cleared leaves are laid out, which any order of questions suits; else, where a tree's question j ends with leaf j, the first leaf is enough.</param>
    internal RowGroups(int[] starts, int[] columns, byte[] ranks, LeafRange[] lost, bool byPlanes)
    {
        var trees = starts.Length - 1;
        var stepBytes = byPlanes ? PlaneStepBytes : TurnStepBytes;
        Starts = new int[((trees + LeafPlanes.Lanes - 1) / LeafPlanes.Lanes) + 1];
        for (var group = 0; group < Starts.Length - 1; group++)
        {
            var first = group * LeafPlanes.Lanes;
            var most = Enumerable.Range(first, Math.Min(LeafPlanes.Lanes, trees - first)).Max(tree => starts[tree + 1] - starts[tree]);
            Starts[group + 1] = checked(Starts[group] + (most * stepBytes));
        }

        Steps = new AlignedArray<byte>(Starts[^1]);
        for (var step = 2 * LeafPlanes.Lanes; step < Steps.Length && !byPlanes; step += TurnStepBytes)
        {
            Steps.Span.Slice(step, LeafPlanes.Lanes).Fill(Never);
        }

        for (var tree = 0; tree < trees; tree++)
        {
            for (var at = starts[tree]; at < starts[tree + 1]; at++)
            {
                var lane = Steps.Span[(Starts[tree / LeafPlanes.Lanes] + ((at - starts[tree]) * stepBytes) + (tree % LeafPlanes.Lanes))..];
                lane[0] = unchecked((byte)columns[at]);
                lane[LeafPlanes.Lanes] = ranks[at];
                if (!byPlanes)
                {
                    Debug.Assert(lost[at].End == at - starts[tree] + 1);
                    lane[2 * LeafPlanes.Lanes] = (byte)lost[at].First;
                }

                for (var plane = 0; plane < Planes && byPlanes; plane++)
                {
                    lane[(2 + plane) * LeafPlanes.Lanes] = lost[at].Bits(plane);
                }
            }
        }
    }

    /// <summary>Where each group begins, and the end.</summary>
    internal int[] Starts { get; }

    internal AlignedArray<byte> Steps { get; }
}
