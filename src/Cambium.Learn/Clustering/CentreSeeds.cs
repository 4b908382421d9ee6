using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Draws the first centres among the points: each with a chance in proportion to its squared distance from the centres so far, the best of a few draws each time
/// (greedy k-means++).
/// </summary>
/// <remarks>Source: D. Arthur, S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding", 2007.</remarks>
sealed class CentreSeeds
{
    const int BlockRows = 40 * PointTiles.Rows;

    readonly PointTiles _points;
    readonly double[] _weights;
    readonly FitOptions _options;
    readonly double[] _halfNorms;
    readonly double[] _chances; // w · half the squared distance to the nearest centre
    readonly double[] _blockSums;

    internal CentreSeeds(PointTiles points, double[] weights, FitOptions options)
    {
        _points = points;
        _weights = weights;
        _options = options;
        _halfNorms = new double[points.RowCount];
        _chances = new double[points.RowCount];
        _blockSums = new double[ParallelBlocks.Count(points.RowCount, BlockRows)];
        ForTiles(0, (_, row, count, tile, _) =>
        {
            for (var feature = 0; feature < points.FeatureCount; feature++)
            {
                var numbers = tile.Slice(feature * PointTiles.Rows, count);
                for (var i = 0; i < count; i++)
                {
                    _halfNorms[row + i] += numbers[i] * numbers[i] / 2;
                }
            }
        });
    }

    /// <summary>The first centres, k × p.</summary>
    internal double[] Draw(int k, RandomStream random)
    {
        var p = _points.FeatureCount;
        var centres = new double[k * p];
        var tries = 2 + (int)Math.Log(k);
        var candidates = new double[tries * p];
        var rows = new int[tries];
        for (var row = 0; row < _chances.Length; row++)
        {
            _chances[row] = Weight(row);
        }

        SumBlocks();
        for (var centre = 0; centre < k; centre++)
        {
            // The first has nothing to keep away from, and so nothing to choose by.
            var draws = centre == 0 ? 1 : tries;
            for (var draw = 0; draw < draws; draw++)
            {
                rows[draw] = DrawRow(random);
                _points.Row(rows[draw], candidates.AsSpan(draw * p, p));
            }

            var best = centre == 0 ? 0 : Best(candidates);
            candidates.AsSpan(best * p, p).CopyTo(centres.AsSpan(centre * p, p));
            Choose(centres.AsSpan(centre * p, p), rows[best], centre == 0);
        }

        return centres;
    }

    double Weight(int row) => _weights.Length == 0 ? 1 : _weights[row];

    int DrawRow(RandomStream random)
    {
        var total = 0.0;
        foreach (var sum in _blockSums)
        {
            total += sum;
        }

        var rest = random.NextDouble() * total;
        if (!(total > 0))
        {
            return random.NextInt(_chances.Length);
        }

        var block = 0;
        for (; block < _blockSums.Length - 1 && rest >= _blockSums[block]; block++)
        {
            rest -= _blockSums[block];
        }

        var end = Math.Min((block + 1) * BlockRows, _chances.Length);
        var last = -1;
        for (var row = block * BlockRows; row < end; row++)
        {
            last = _chances[row] > 0 ? row : last;
            rest -= _chances[row];
            if (rest < 0)
            {
                return row;
            }
        }

        // Rounding left a little: the last row with a chance, of this block or of any.
        return last >= 0 ? last : Array.FindLastIndex(_chances, chance => chance > 0);
    }

    // The candidate that leaves the least sum of chances.
    int Best(double[] candidates)
    {
        var panel = new CentrePanel(candidates, _points.FeatureCount);
        var sums = new double[_blockSums.Length, panel.Count];
        ForTiles(panel.ScoreRows, (block, row, count, tile, scores) =>
        {
            panel.Scores(tile, scores);
            for (var candidate = 0; candidate < panel.Count; candidate++)
            {
                var ofCandidate = scores.Slice(candidate * PointTiles.Rows, count);
                var sum = 0.0;
                for (var i = 0; i < count; i++)
                {
                    sum += Math.Min(_chances[row + i], Weight(row + i) * Math.Max(0, ofCandidate[i] + _halfNorms[row + i]));
                }

                sums[block, candidate] += sum;
            }
        });
        var (best, least) = (0, double.PositiveInfinity);
        for (var candidate = 0; candidate < panel.Count; candidate++)
        {
            var sum = 0.0;
            for (var block = 0; block < _blockSums.Length; block++)
            {
                sum += sums[block, candidate];
            }

            (best, least) = sum < least ? (candidate, sum) : (best, least);
        }

        return best;
    }

    void Choose(ReadOnlySpan<double> centre, int centreRow, bool isFirst)
    {
        var panel = new CentrePanel(centre, _points.FeatureCount);
        ForTiles(panel.ScoreRows, (_, row, count, tile, scores) =>
        {
            panel.Scores(tile, scores);
            for (var i = 0; i < count; i++)
            {
                var chance = Weight(row + i) * Math.Max(0, scores[i] + _halfNorms[row + i]);
                _chances[row + i] = isFirst ? chance : Math.Min(_chances[row + i], chance);
            }
        });
        _chances[centreRow] = 0;
        SumBlocks();
    }

    void SumBlocks()
    {
        for (var block = 0; block < _blockSums.Length; block++)
        {
            _blockSums[block] = Sum.Of(_chances.AsSpan(block * BlockRows, Math.Min(BlockRows, _chances.Length - (block * BlockRows))));
        }
    }

    void ForTiles(int scoreRows, TileWork work) =>
        ParallelBlocks.For(
            _points.RowCount,
            BlockRows,
            _options.MaxThreads,
            (block, start, end) =>
            {
                var numbers = _points.FeatureCount * PointTiles.Rows;
                var scratch = ArrayPool<double>.Shared.Rent(numbers + (scoreRows * PointTiles.Rows));
                for (var row = start; row < end; row += PointTiles.Rows)
                {
                    _points.Fill(row, scratch.AsSpan(0, numbers));
                    work(block, row, Math.Min(PointTiles.Rows, end - row), scratch.AsSpan(0, numbers), scratch.AsSpan(numbers, scoreRows * PointTiles.Rows));
                }

                ArrayPool<double>.Shared.Return(scratch);
            },
            _options.CancellationToken);

    delegate void TileWork(int block, int row, int count, ReadOnlySpan<double> tile, Span<double> scores);
}
