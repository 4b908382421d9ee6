using System.Numerics;

namespace Cambium.Learn;

/// <summary>Sums the leaves of every pair of row and point: a leaf is added where a run of points begins that ends there, and taken off behind it.</summary>
sealed class EachWalk : PointWalk
{
    readonly BlockRows _rows;
    readonly int _points;
    readonly double[][] _steps; // of each output rows × (P + 1), the change from point to point
    readonly List<(int Start, int End)> _runs = [];

    internal EachWalk(BlockRows rows, PointQuestions points, int depth, int outputs)
        : base(rows, points, depth)
    {
        _rows = rows;
        _points = points.Count;
        _steps = new double[outputs][];
        for (var output = 0; output < outputs; output++)
        {
            _steps[output] = new double[checked(rows.Count * (_points + 1))];
        }
    }

    /// <summary>Makes the numbers of a row, one a point; called once for a row, after the last tree.</summary>
    internal void Finish(AnswerTrees trees, int row, Span<double> target)
    {
        Span<double> scores = trees.Outputs <= 64 ? stackalloc double[trees.Outputs] : new double[trees.Outputs];
        trees.Baselines.CopyTo(scores);
        for (var point = 0; point < _points; point++)
        {
            for (var output = 0; output < scores.Length; output++)
            {
                scores[output] += _steps[output][(row * (_points + 1)) + point];
            }

            target[point] = trees.Finish(scores);
        }
    }

    private protected override void End(int leaf, ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> points, bool isWhole)
    {
        var value = _rows.Tree.Leaves[leaf];
        var steps = _steps[_rows.Tree.Output];
        FindRuns(points, isWhole);
        for (var word = 0; word < rows.Length; word++)
        {
            for (var bits = rows[word]; bits != 0; bits &= bits - 1)
            {
                var first = ((word * RowBits.RowsPerWord) + BitOperations.TrailingZeroCount(bits)) * (_points + 1);
                foreach (var (start, end) in _runs)
                {
                    steps[first + start] += value;
                    steps[first + end] -= value;
                }
            }
        }
    }

    void FindRuns(ReadOnlySpan<ulong> points, bool isWhole)
    {
        _runs.Clear();
        if (isWhole)
        {
            _runs.Add((0, _points));
            return;
        }

        for (var point = NextSet(points, 0); point < _points;)
        {
            var start = point;
            while (point < _points && (points[point / RowBits.RowsPerWord] >> (point % RowBits.RowsPerWord) & 1) != 0)
            {
                point++;
            }

            _runs.Add((start, point));
            point = NextSet(points, point);
        }
    }

    int NextSet(ReadOnlySpan<ulong> points, int from)
    {
        while (from < _points && (points[from / RowBits.RowsPerWord] >> (from % RowBits.RowsPerWord) & 1) == 0)
        {
            from++;
        }

        return from;
    }
}
