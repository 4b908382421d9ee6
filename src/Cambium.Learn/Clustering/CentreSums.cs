using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// One pass of k-means over all points: each goes to its nearest centre, and each centre's points are summed up. Points that stay where they are cost nothing more than the look, and
/// where centres have moved too little for a point to change, hardly that. Single precision tells where it is sure, double precision the rest, so that every label is that
/// of doubles alone. Blocks of rows depend on the shape of the work alone, and their sums are added in their order, so that any number of threads gives the same bits.
/// </summary>
sealed partial class CentreSums
{
    const int MostBlocks = 64;
    const long MostPartials = 4 << 20; // doubles: 32 MiB, and as much for their errors
    const long LeastWork = 200_000;

    // With fewer centres, half of a group in single precision would be empty.
    internal const int LeastSingleCentres = 5;

    // Where one of so many points of a panel is in doubt, all are looked at, which takes less than gathering them.
    const int FewOfPanel = 4;

    // Where more of a tile's points than one in so many are unsure, or change, it is read as a whole.
    const int FewOfTile = PointTiles.Rows / 4;

    readonly int _p;
    readonly int _k;
    readonly FitOptions _options;
    readonly int _blockRows;
    readonly PointSums _sums;
    readonly int[] _changes; // blocks
    readonly int[] _unsure; // blocks; tiles that single precision was of no use for
    readonly SinglePoints? _singlePoints;
    readonly SingleCentres? _singles;
    readonly float[] _margins; // how far, at least, rivals are above the nearest centre of each point; not above 0 where that is not known
    bool _usesSingles;

    /// <summary>Makes room for passes over so many points.</summary>
    /// <param name="rowCount">Points of a pass.</param>
    /// <param name="p">Numbers of a point.</param>
    /// <param name="k">Centres.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="singlePoints">The points of all passes in single precision, where that is worth it.</param>
    internal CentreSums(int rowCount, int p, int k, FitOptions options, SinglePoints? singlePoints = null)
    {
        _p = p;
        _k = k;
        _options = options;
        _blockRows = BlockRows(rowCount, p, k);
        var blocks = ParallelBlocks.Count(rowCount, _blockRows);
        _sums = new PointSums(blocks, k, p);
        _changes = new int[blocks];
        _unsure = new int[blocks];
        _singlePoints = singlePoints;
        _usesSingles = singlePoints is not null;
        _singles = _usesSingles ? new SingleCentres(k, p) : null;
        _margins = new float[_usesSingles ? rowCount : 0];
        Sums = new double[k * p];
        Weights = new double[k];
    }

    /// <summary>Σ w x over each centre's points, k × p.</summary>
    internal double[] Sums { get; }

    /// <summary>Σ w over each centre's points; 0 where it has none of a weight above 0.</summary>
    internal double[] Weights { get; }

    /// <summary>Σ w (½‖c‖² − x·c) over all points.</summary>
    internal double Score { get; private set; }

    /// <summary>Points that another centre was nearest to before.</summary>
    internal int Changed { get; private set; }

    /// <summary>Rows of a block: whole tiles, enough work to be worth handing over, few enough blocks for their sums to stay small.</summary>
    internal static int BlockRows(int rows, int features, int centres)
    {
        var mostBlocks = (int)Math.Clamp(MostPartials / (((long)features + 1) * centres), 1, MostBlocks);
        var least = Math.Max((rows / mostBlocks) + 1, LeastWork / ((long)features * centres));
        return (int)Math.Min((least + PointTiles.Rows - 1) / PointTiles.Rows * PointTiles.Rows, int.MaxValue / PointTiles.Rows * PointTiles.Rows);
    }

    /// <summary>Sends every point to its nearest centre and sums up.</summary>
    /// <param name="points">As many points as were told, the same at each pass.</param>
    /// <param name="pointWeights">n weights; empty where each point counts 1.</param>
    /// <param name="centres">k centres.</param>
    /// <param name="labels">n; the centre of each point, as the last pass left it; −1 before the first.</param>
    internal void Pass(PointTiles points, double[] pointWeights, CentrePanel centres, int[] labels)
    {
        var singlePoints = _usesSingles ? _singlePoints : null;
        _singles?.Set(centres.Centres);
        if (singlePoints is null || !_singles!.Suits)
        {
            singlePoints = null;
            Array.Clear(_margins);
        }

        ParallelBlocks.For(
            points.RowCount,
            _blockRows,
            _options.MaxThreads,
            (block, start, end) =>
            {
                var pass = new BlockPass(this, points, pointWeights, centres, labels, block);
                if (singlePoints is null)
                {
                    pass.Double(start, end);
                }
                else
                {
                    pass.Single(singlePoints, start, end);
                }

                _changes[block] = pass.Changed;
                _unsure[block] = pass.Unsure;
                pass.End();
            },
            _options.CancellationToken);
        Add(centres);
        _usesSingles &= _unsure.Sum() <= points.RowCount / PointTiles.Rows / 2;
    }

    /// <summary>Sends every one of other points to its nearest centre and sums up.</summary>
    internal void PassAnew(PointTiles points, double[] pointWeights, CentrePanel centres, int[] labels)
    {
        _sums.Clear();
        Array.Clear(_margins);
        Array.Fill(labels, -1);
        Pass(points, pointWeights, centres, labels);
    }

    void Add(CentrePanel centres)
    {
        _sums.Total(Sums, Weights, _options);
        (Score, Changed) = (0, _changes.Sum());
        for (var centre = 0; centre < _k; centre++)
        {
            var numbers = centres.Centres.AsSpan(centre * _p, _p);
            Score += (Weights[centre] * Dot.Of(numbers, numbers) / 2) - Dot.Of(Sums.AsSpan(centre * _p, _p), numbers);
        }
    }
}
