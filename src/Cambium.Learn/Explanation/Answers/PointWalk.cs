namespace Cambium.Learn;

/// <summary>
/// Leads a block of rows through trees with all points at once: at a question about a feature that keeps its value the rows part, at one about a replaced feature the points do, so that each leaf
/// meets every pair of row and point that ends there, without any being walked by itself.
/// </summary>
abstract class PointWalk
{
    readonly BlockRows _rows;
    readonly PointQuestions _points;
    readonly ulong[] _rowSets;
    readonly ulong[] _pointSets;
    ulong[]?[] _asked = [];
    TreeNode[] _nodes = [];

    private protected PointWalk(BlockRows rows, PointQuestions points, int depth)
    {
        _rows = rows;
        _points = points;
        _rowSets = new ulong[checked((depth + 1) * rows.Words)];
        _pointSets = new ulong[checked((depth + 1) * points.Words)];
        rows.All.CopyTo(_rowSets, 0);
        RowBits.SetAll(_pointSets.AsSpan(0, points.Words), points.Count);
    }

    /// <summary>Goes through a tree, which is the block's current one.</summary>
    internal void Through(int tree)
    {
        _asked = _points.Of(tree);
        _nodes = _rows.Tree.Nodes;
        Visit(_rows.Tree.Root, 0, 0, isWhole: true);
    }

    /// <summary>Takes the rows and points that end in a leaf.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rows">Some of the block's rows.</param>
    /// <param name="points">Some of the points.</param>
    /// <param name="isWhole">Whether that is all points.</param>
    private protected abstract void End(int leaf, ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> points, bool isWhole);

    void Visit(int place, int rowsAt, int pointsAt, bool isWhole)
    {
        var rows = _rowSets.AsSpan(rowsAt, _rows.Words);
        var points = _pointSets.AsSpan(pointsAt, _points.Words);
        if (place < 0)
        {
            End(~place, rows, points, isWhole);
            return;
        }

        ref readonly var node = ref _nodes[place];
        if (_asked[place] is { } left)
        {
            var next = pointsAt + _points.Words;
            var part = _pointSets.AsSpan(next, _points.Words);
            if (!RowBits.AndNot(points, left, part))
            {
                Visit(node.Left, rowsAt, pointsAt, isWhole);
                return;
            }

            Visit(node.Right, rowsAt, next, isWhole: false);
            if (RowBits.And(points, left, part))
            {
                Visit(node.Left, rowsAt, next, isWhole: false);
            }
        }
        else
        {
            var next = rowsAt + _rows.Words;
            var part = _rowSets.AsSpan(next, _rows.Words);
            if (RowBits.And(rows, _rows.Left(place), part))
            {
                Visit(node.Left, next, pointsAt, isWhole);
            }

            if (RowBits.AndNot(rows, _rows.Left(place), part))
            {
                Visit(node.Right, next, pointsAt, isWhole);
            }
        }
    }
}
