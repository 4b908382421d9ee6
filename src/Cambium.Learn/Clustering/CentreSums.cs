using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// One pass of k-means over all points: each goes to its nearest centre, and each centre's points are summed up. Points that stay where they are cost nothing more than the look, and
/// where centres have moved too little for a point to change, hardly that. Single precision tells where it is sure, double precision the rest, so that every label is that
/// of doubles alone. Blocks of rows depend on the shape of the work alone, and their sums are added in their order, so that any number of threads gives the same bits.
/// </summary>
sealed class CentreSums
{
    const int MostBlocks = 64;
    const long MostPartials = 4 << 20; // doubles: 32 MiB, and as much for their errors
    const long LeastWork = 200_000;

    // With fewer centres, half of a group in single precision would be empty.
    const int LeastSingleCentres = 5;

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
    readonly SingleCentres? _singles;
    readonly float[] _margins; // how far, at least, rivals are above the nearest centre of each point; not above 0 where that is not known
    bool _usesSingles;

    /// <summary>Makes room for passes over so many points.</summary>
    /// <param name="rowCount">Points of a pass.</param>
    /// <param name="p">Numbers of a point.</param>
    /// <param name="k">Centres.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="isRepeated">Whether the same points will be passed over often enough to be worth a copy in single precision.</param>
    internal CentreSums(int rowCount, int p, int k, FitOptions options, bool isRepeated = false)
    {
        _p = p;
        _k = k;
        _options = options;
        _blockRows = BlockRows(rowCount, p, k);
        var blocks = ParallelBlocks.Count(rowCount, _blockRows);
        _sums = new PointSums(blocks, k, p);
        _changes = new int[blocks];
        _unsure = new int[blocks];
        _usesSingles = isRepeated && k >= LeastSingleCentres;
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
        var singlePoints = _usesSingles ? points.Singles(_options) : null;
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
        _sums.Total(Sums, Weights);
        (Score, Changed) = (0, _changes.Sum());
        for (var centre = 0; centre < _k; centre++)
        {
            var numbers = centres.Centres.AsSpan(centre * _p, _p);
            Score += (Weights[centre] * Dot.Of(numbers, numbers) / 2) - Dot.Of(Sums.AsSpan(centre * _p, _p), numbers);
        }
    }

    /// <summary>A pass over one block.</summary>
    sealed class BlockPass(CentreSums of, PointTiles points, double[] weights, CentrePanel centres, int[] labels, int block)
    {
        readonly double[] _tile = new double[of._p * PointTiles.Rows];
        readonly double[] _scores = new double[PointTiles.Rows];
        readonly double[] _nearest = new double[PointTiles.Rows];
        readonly double[] _point = new double[of._sums.PointLength];
        readonly int[] _open = new int[PointTiles.Rows]; // rows that single precision could not tell
        readonly int[] _moved = new int[PointTiles.Rows]; // rows that change their centre
        readonly int[] _targets = new int[PointTiles.Rows];
        readonly float[] _panel = new float[(of._p + 1) * SinglePoints.PanelRows]; // rows gathered from panels, then their norms
        int _gatheredCount;
        int _openCount;
        int _movedCount;

        internal int Changed { get; private set; }

        internal int Unsure { get; private set; }

        /// <summary>All rows by doubles.</summary>
        internal void Double(int start, int end)
        {
            for (var row = start; row < end; row += PointTiles.Rows)
            {
                points.Fill(row, _tile);
                Tile(row, Math.Min(PointTiles.Rows, end - row));
            }
        }

        /// <summary>Rows by single precision where it is sure.</summary>
        internal unsafe void Single(SinglePoints singles, int start, int end)
        {
            var gathered = stackalloc int[SinglePoints.PanelRows];
            for (var row = start; row < end; row += PointTiles.Rows)
            {
                SingleTile(singles, row, Math.Min(PointTiles.Rows, end - row), gathered);
            }

            Ask(gathered);
            Settle();
            MoveAll();
            GC.KeepAlive(singles);
        }

        unsafe void SingleTile(SinglePoints singles, int row, int count, int* gathered)
        {
            var nearest = stackalloc int[PointTiles.Rows];
            var margins = stackalloc float[PointTiles.Rows];
            var panelRows = SinglePoints.PanelRows;
            var isAsked = false;
            for (var first = 0; first < count; first += panelRows)
            {
                var panel = (row + first) / panelRows;
                var rows = Math.Min(panelRows, count - first);
                var unknown = Drift(row + first, rows, singles.Norms(panel));
                if (unknown > panelRows / FewOfPanel)
                {
                    isAsked = true;
                    of._singles!.Nearest(singles.Panel(panel), singles.Norms(panel), nearest + first, margins + first); // there where this is called
                    new ReadOnlySpan<float>(margins + first, rows).CopyTo(of._margins.AsSpan(row + first));
                    continue;
                }

                labels.AsSpan(row + first, rows).CopyTo(new Span<int>(nearest + first, rows));
                new Span<float>(margins + first, rows).Fill(1);
                for (var i = 0; unknown > 0; i++)
                {
                    if (!(of._margins[row + first + i] > 0))
                    {
                        unknown--;
                        Gather(singles, panel, i, gathered);
                    }
                }
            }

            if (isAsked)
            {
                TakeSure(row, new ReadOnlySpan<int>(nearest, count), new ReadOnlySpan<float>(margins, count));
            }
        }

        /// <summary>Takes off the margins what the centres have moved; gives the number of rows whose nearest centre is not known any more.</summary>
        unsafe int Drift(int row, int count, float* norms)
        {
            var unknown = 0;
            var (margins, nearest, singles) = (of._margins, labels, of._singles!); // there where this is called
            for (var i = 0; i < count; i++)
            {
                var margin = margins[row + i];
                if (margin > 0)
                {
                    margins[row + i] = margin = singles.Left(margin, nearest[row + i], norms[i]);
                }

                unknown += margin > 0 ? 0 : 1;
            }

            return unknown;
        }

        unsafe void Gather(SinglePoints singles, int panel, int place, int* gathered)
        {
            var panelRows = SinglePoints.PanelRows;
            var source = singles.Panel(panel) + place;
            fixed (float* scratch = _panel)
            {
                var target = scratch + _gatheredCount;
                target[of._p * panelRows] = singles.Norms(panel)[place];
                for (var feature = 0; feature < of._p; feature++, source += panelRows, target += panelRows)
                {
                    *target = *source;
                }
            }

            gathered[_gatheredCount++] = (panel * panelRows) + place;
            if (_gatheredCount == panelRows)
            {
                Ask(gathered);
            }
        }

        // Of rows from several panels.
        unsafe void Ask(int* gathered)
        {
            var nearest = stackalloc int[SinglePoints.PanelRows];
            var margins = stackalloc float[SinglePoints.PanelRows];
            fixed (float* scratch = _panel)
            {
                of._singles!.Nearest(scratch, scratch + (of._p * SinglePoints.PanelRows), nearest, margins); // there where this is called
            }

            for (var i = 0; i < _gatheredCount; i++)
            {
                of._margins[gathered[i]] = margins[i];
                if (!(margins[i] > 0))
                {
                    Open(gathered[i]);
                }
                else if (nearest[i] != labels[gathered[i]])
                {
                    MoveLater(gathered[i], nearest[i]);
                }
            }

            _gatheredCount = 0;
        }

        void TakeSure(int row, ReadOnlySpan<int> nearest, ReadOnlySpan<float> margins)
        {
            var (unsure, moved) = (0, 0);
            for (var i = 0; i < nearest.Length; i++)
            {
                var isSure = margins[i] > 0; // NaN is not
                unsure += isSure ? 0 : 1;
                moved += isSure && nearest[i] != labels[row + i] ? 1 : 0;
            }

            if (unsure > FewOfTile)
            {
                Unsure++;
                points.Fill(row, _tile);
                Tile(row, nearest.Length);
                return;
            }

            var isWhole = moved > FewOfTile;
            if (isWhole)
            {
                points.Fill(row, _tile);
            }

            for (var i = 0; i < nearest.Length && unsure + moved > 0; i++)
            {
                if (!(margins[i] > 0))
                {
                    Open(row + i);
                }
                else if (nearest[i] != labels[row + i])
                {
                    if (isWhole)
                    {
                        Move(_tile, i, row + i, nearest[i]);
                    }
                    else
                    {
                        MoveLater(row + i, nearest[i]);
                    }
                }
            }
        }

        // The tile holds the rows.
        void Tile(int row, int count)
        {
            centres.Nearest(_tile, _scores, _nearest, count);
            for (var i = 0; i < count; i++)
            {
                if ((int)_nearest[i] != labels[row + i])
                {
                    Move(_tile, i, row + i, (int)_nearest[i]);
                }
            }
        }

        void Open(int row)
        {
            _open[_openCount++] = row;
            if (_openCount == _open.Length)
            {
                Settle();
            }
        }

        void Settle()
        {
            if (_openCount == 0)
            {
                return;
            }

            var tile = ArrayPool<double>.Shared.Rent(_tile.Length);
            points.Fill(_open.AsSpan(0, _openCount), tile);
            centres.Nearest(tile.AsSpan(0, _tile.Length), _scores, _nearest, _openCount);
            for (var i = 0; i < _openCount; i++)
            {
                if ((int)_nearest[i] != labels[_open[i]])
                {
                    Move(tile, i, _open[i], (int)_nearest[i]);
                }
            }

            ArrayPool<double>.Shared.Return(tile);
            _openCount = 0;
        }

        void MoveLater(int row, int to)
        {
            (_moved[_movedCount], _targets[_movedCount]) = (row, to);
            _movedCount++;
            if (_movedCount == _moved.Length)
            {
                MoveAll();
            }
        }

        void MoveAll()
        {
            var tile = ArrayPool<double>.Shared.Rent(_tile.Length);
            points.Fill(_moved.AsSpan(0, _movedCount), tile);
            for (var i = 0; i < _movedCount; i++)
            {
                Move(tile, i, _moved[i], _targets[i]);
            }

            ArrayPool<double>.Shared.Return(tile);
            _movedCount = 0;
        }

        /// <summary>Gives a row another centre.</summary>
        /// <param name="tile">A tile that holds the row.</param>
        /// <param name="place">Where.</param>
        /// <param name="row">Its number.</param>
        /// <param name="to">The centre.</param>
        void Move(double[] tile, int place, int row, int to)
        {
            Changed++;
            var weight = weights.Length == 0 ? 1 : weights[row];
            if (weight > 0)
            {
                for (var feature = 0; feature < of._p; feature++)
                {
                    _point[feature] = tile[(feature * PointTiles.Rows) + place];
                }

                of._sums.Weigh(_point, weight);
                if (labels[row] >= 0)
                {
                    of._sums.Subtract(block, labels[row], _point);
                }

                of._sums.Add(block, to, _point);
            }

            labels[row] = to;
        }
    }
}
