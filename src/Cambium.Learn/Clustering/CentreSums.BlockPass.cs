using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>What happens to the rows of a block.</summary>
sealed partial class CentreSums
{
    /// <summary>A pass over one block.</summary>
    sealed class BlockPass(CentreSums of, PointTiles points, double[] weights, CentrePanel centres, int[] labels, int block)
    {
        readonly double[] _tile = ArrayPool<double>.Shared.Rent(of._p * PointTiles.Rows);
        readonly double[] _scores = new double[PointTiles.Rows];
        readonly double[] _nearest = new double[PointTiles.Rows];
        readonly double[] _point = new double[of._sums.PointLength];
        readonly int[] _open = new int[PointTiles.Rows]; // rows that single precision could not tell
        readonly int[] _moved = new int[PointTiles.Rows]; // rows that change their centre
        readonly int[] _targets = new int[PointTiles.Rows];
        readonly float[] _panel = ArrayPool<float>.Shared.Rent((of._p + 1) * SinglePoints.PanelRows); // rows gathered from panels, then their norms
        int _gatheredCount;
        int _openCount;
        int _movedCount;

        internal int Changed { get; private set; }

        internal int Unsure { get; private set; }

        /// <summary>Gives the working memory back.</summary>
        internal void End()
        {
            ArrayPool<double>.Shared.Return(_tile);
            ArrayPool<float>.Shared.Return(_panel);
        }

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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        unsafe void Ask(int* gathered)
        {
            if (_gatheredCount == 0)
            {
                return;
            }

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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

            var tile = ArrayPool<double>.Shared.Rent(of._p * PointTiles.Rows);
            points.Fill(_open.AsSpan(0, _openCount), tile);
            centres.Nearest(tile, _scores, _nearest, _openCount);
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
            if (_movedCount == 0)
            {
                return;
            }

            var tile = ArrayPool<double>.Shared.Rent(of._p * PointTiles.Rows);
            points.Fill(_moved.AsSpan(0, _movedCount), tile);
            for (var i = 0; i < _movedCount; i++)
            {
                // Its tile may have been settled as a whole since.
                if (labels[_moved[i]] != _targets[i])
                {
                    Move(tile, i, _moved[i], _targets[i]);
                }
            }

            ArrayPool<double>.Shared.Return(tile);
            _movedCount = 0;
        }

        /// <summary>Gives a row another centre.</summary>
        /// <param name="tile">A tile that holds the row.</param>
        /// <param name="place">Where.</param>
        /// <param name="row">Its number.</param>
        /// <param name="to">The centre.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
