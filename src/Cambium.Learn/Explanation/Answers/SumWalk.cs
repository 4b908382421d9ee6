using System.Numerics;

namespace Cambium.Learn;

/// <summary>Sums the leaves that a block's rows end in, a sum a point. A leaf's share is its value times how many rows end there.</summary>
sealed class SumWalk(BlockRows rows, PointQuestions points, int depth) : PointWalk(rows, points, depth)
{
    readonly BlockRows _rows = rows;
    double _everywhere;

    /// <summary>One a point, without what all points have in common.</summary>
    internal double[] Sums { get; } = new double[points.Count];

    /// <summary>The sum at a point.</summary>
    internal double Sum(int point) => Sums[point] + _everywhere;

    private protected override void End(int leaf, ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> points, bool isWhole)
    {
        var share = _rows.Tree.Leaves[leaf] * RowBits.Count(rows);
        if (isWhole)
        {
            _everywhere += share;
            return;
        }

        for (var word = 0; word < points.Length; word++)
        {
            for (var bits = points[word]; bits != 0; bits &= bits - 1)
            {
                Sums[(word * RowBits.RowsPerWord) + BitOperations.TrailingZeroCount(bits)] += share;
            }
        }
    }
}
