using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

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
        readonly double[] _rows = ArrayPool<double>.Shared.Rent(of._sums.PointLength * PointTiles.Rows); // a tile row by row
        readonly int[] _open = new int[PointTiles.Rows]; // rows that single precision could not tell
        readonly int[] _moved = new int[PointTiles.Rows]; // rows that change their centre
        readonly int[] _targets = new int[PointTiles.Rows];
        readonly float[] _panel = ArrayPool<float>.Shared.Rent((of._p + 1) * GatheredRows); // rows gathered from panels, then their norms
        int _gatheredCount;
        int _openCount;
        int _movedCount;

        // A panel, and what the last vector of rows has too much.
        static int GatheredRows => SinglePoints.PanelRows + SinglePoints.Lanes;

        internal int Changed { get; private set; }

        internal int Unsure { get; private set; }

        /// <summary>Gives the working memory back.</summary>
        internal void End()
        {
            ArrayPool<double>.Shared.Return(_tile);
            ArrayPool<double>.Shared.Return(_rows);
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
            var gathered = stackalloc int[GatheredRows];
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
                var unknown = of._singles!.LeftOf(of._margins.AsSpan(row + first, rows), labels.AsSpan(row + first, rows), singles.Norms(panel)); // there where this is called
                if (unknown > panelRows / FewOfPanel)
                {
                    isAsked = true;
                    of._singles!.Nearest(singles.Panel(panel), panelRows, singles.Norms(panel), nearest + first, margins + first);
                    new ReadOnlySpan<float>(margins + first, rows).CopyTo(of._margins.AsSpan(row + first));
                    continue;
                }

                labels.AsSpan(row + first, rows).CopyTo(new Span<int>(nearest + first, rows));
                new Span<float>(margins + first, rows).Fill(1);
                for (var place = 0; place < rows && unknown > 0; place += SinglePoints.Lanes)
                {
                    unknown -= Gather(singles, panel, place, of._margins.AsSpan(row + first + place, Math.Min(SinglePoints.Lanes, rows - place)), gathered);
                }
            }

            if (isAsked)
            {
                TakeSure(row, new ReadOnlySpan<int>(nearest, count), new ReadOnlySpan<float>(margins, count));
            }
        }

        /// <summary>Puts the rows of a vector aside whose nearest centre is not known; gives their number.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        unsafe int Gather(SinglePoints singles, int panel, int place, ReadOnlySpan<float> margins, int* gathered)
        {
            var lanes = stackalloc int[Vector512<float>.Count];
            var count = 0;
            for (var i = 0; i < margins.Length; i++)
            {
                lanes[count] = i;
                gathered[_gatheredCount + count] = (panel * SinglePoints.PanelRows) + place + i;
                count += margins[i] > 0 ? 0 : 1;
            }

            if (count == 0)
            {
                return 0;
            }

            fixed (float* scratch = _panel)
            {
                TakeLanes(singles.Panel(panel) + place, SinglePoints.PanelRows, lanes, scratch + _gatheredCount, of._p);
                TakeLanes(singles.Norms(panel) + place, SinglePoints.PanelRows, lanes, scratch + (of._p * GatheredRows) + _gatheredCount, 1);
            }

            _gatheredCount += count;
            if (_gatheredCount >= SinglePoints.PanelRows)
            {
                Ask(gathered);
            }

            return count;
        }

        /// <summary>Some lanes of each feature, one after the other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static unsafe void TakeLanes(float* source, nint stride, int* lanes, float* target, int features)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                var order = Vector512.Load(lanes);
                for (var feature = 0; feature < features; feature++, source += stride, target += GatheredRows)
                {
                    Vector512.ShuffleNative(Vector512.Load(source), order).Store(target);
                }
            }
            else
            {
                var order = Vector256.Load(lanes);
                for (var feature = 0; feature < features; feature++, source += stride, target += GatheredRows)
                {
                    Vector256.ShuffleNative(Vector256.Load(source), order).Store(target);
                }
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
                of._singles!.Nearest(scratch, GatheredRows, scratch + (of._p * GatheredRows), nearest, margins); // there where this is called
            }

            for (var i = 0; i < Math.Min(_gatheredCount, SinglePoints.PanelRows); i++)
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

            KeepRest(gathered);
        }

        /// <summary>Rows that a panel had no room for are the first of the next.</summary>
        unsafe void KeepRest(int* gathered)
        {
            var (asked, lanes) = (SinglePoints.PanelRows, SinglePoints.Lanes);
            _gatheredCount = Math.Max(_gatheredCount - asked, 0);
            for (var feature = 0; feature <= of._p && _gatheredCount > 0; feature++)
            {
                _panel.AsSpan((feature * GatheredRows) + asked, lanes).CopyTo(_panel.AsSpan(feature * GatheredRows, lanes));
            }

            new Span<int>(gathered + asked, _gatheredCount).CopyTo(new Span<int>(gathered, _gatheredCount));
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
                LayOut(_tile, nearest.Length);
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
                        MoveLaidOut(i, row + i, nearest[i]);
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
            LayOut(tile, _movedCount);
            for (var i = 0; i < _movedCount; i++)
            {
                // Its tile may have been settled as a whole since.
                if (labels[_moved[i]] != _targets[i])
                {
                    MoveLaidOut(i, _moved[i], _targets[i]);
                }
            }

            ArrayPool<double>.Shared.Return(tile);
            _movedCount = 0;
        }

        /// <summary>Lays the rows of a tile out one after the other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        unsafe void LayOut(double[] tile, int count)
        {
            var (length, features) = (of._sums.PointLength, of._p);
            fixed (double* source = tile, target = _rows)
            {
                var feature = 0;
                for (; feature <= features - 4; feature += 4)
                {
                    for (var row = 0; row < count; row += 4)
                    {
                        FourByFour<double>.Transpose(source + (feature * PointTiles.Rows) + row, PointTiles.Rows, target + (row * length) + feature, length);
                    }
                }

                for (; feature < features; feature++)
                {
                    for (var row = 0; row < count; row++)
                    {
                        target[(row * length) + feature] = source[(feature * PointTiles.Rows) + row];
                    }
                }
            }
        }

        /// <summary>Gives a row another centre.</summary>
        /// <param name="tile">A tile that holds the row.</param>
        /// <param name="place">Where.</param>
        /// <param name="row">Its number.</param>
        /// <param name="to">The centre.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Move(double[] tile, int place, int row, int to)
        {
            for (var feature = 0; feature < of._p; feature++)
            {
                _point[feature] = tile[(feature * PointTiles.Rows) + place];
            }

            Move(_point, row, to);
        }

        void MoveLaidOut(int place, int row, int to) => Move(_rows.AsSpan(place * of._sums.PointLength, of._sums.PointLength), row, to);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Move(Span<double> point, int row, int to)
        {
            Changed++;
            var weight = weights.Length == 0 ? 1 : weights[row];
            if (weight > 0)
            {
                of._sums.Weigh(point, weight);
                if (labels[row] >= 0)
                {
                    of._sums.Subtract(block, labels[row], point);
                }

                of._sums.Add(block, to, point);
            }

            labels[row] = to;
        }
    }
}
