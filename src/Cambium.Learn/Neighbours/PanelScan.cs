using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The k nearest rows of a block of queries: sums in single precision pass over rows that are too far, and what is left is measured in double precision, so
/// that the answer is that of doubles alone.
/// </summary>
sealed unsafe class PanelScan
{
    // So many bytes of panels stay in a second-level cache while the block's queries pass over them.
    const int TileBytes = 192 * 1024;

    // Measuring a row takes some 16 times as long as doubles in lanes take for it; where more rows pass, because all lie close together far from the
    // centre, single precision is of no use. Before so many rows, thresholds are not yet what they will be.
    const int MostPassing = 16;
    const int RowsToSettle = 4096;

    readonly FloatPanels _panels;
    readonly double[] _rows;
    readonly int _k;
    readonly int _count;
    readonly int _firstOwn;
    readonly ReadOnlyMemory<double> _queries;
    readonly double[] _reduced;
    readonly int[] _found;
    readonly double[] _norms;
    readonly float[] _packed;
    readonly float[] _thresholds;
    readonly float[] _sums;
    long _measured;

    /// <summary>Makes room for a block.</summary>
    /// <param name="panels">The rows in single precision.</param>
    /// <param name="rows">n × p, row-major.</param>
    /// <param name="queries">The block's queries, row-major.</param>
    /// <param name="k">How many rows are sought.</param>
    /// <param name="firstOwn">The row that the first query is, the others following; −1 where queries are no rows.</param>
    /// <param name="reduced">k numbers a query, for the heaps.</param>
    /// <param name="found">k rows a query, for the heaps.</param>
    internal PanelScan(FloatPanels panels, double[] rows, ReadOnlyMemory<double> queries, int k, int firstOwn, double[] reduced, int[] found)
    {
        _panels = panels;
        _rows = rows;
        _queries = queries;
        _k = k;
        _firstOwn = firstOwn;
        _reduced = reduced;
        _found = found;
        _count = queries.Length / panels.Coordinates;
        var group = FloatPanels.QueryGroup;
        var groups = (_count + group - 1) / group;
        _packed = new float[groups * group * panels.Coordinates];
        _thresholds = new float[groups * group];
        _norms = new double[_count];
        _sums = new float[group * FloatPanels.PanelRows];
    }

    /// <summary>Fills the heaps.</summary>
    /// <returns>The queries that single precision does not suit, whose heaps are empty.</returns>
    internal List<int> Run(CancellationToken cancellationToken)
    {
        _panels.PackQueries(_queries.Span, _packed, _norms);
        var left = new List<int>();
        Array.Fill(_thresholds, float.MaxValue); // no row passes
        for (var query = 0; query < _count; query++)
        {
            if (double.IsNaN(_norms[query]))
            {
                left.Add(query);
            }
            else
            {
                _thresholds[query] = float.MinValue;
            }
        }

        var group = FloatPanels.QueryGroup;
        var tile = Math.Max(1, TileBytes / (_panels.Stride * sizeof(float)));
        for (var panel = 0; panel < _panels.Count; panel += tile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(panel + tile, _panels.Count);
            for (var query = 0; query < _count; query += group)
            {
                Scan(query, panel, end);
            }

            var seen = (long)end * FloatPanels.PanelRows;
            if (seen > RowsToSettle + (50L * _k) && _measured > seen * _count / MostPassing)
            {
                NearestHeap.Clear(_reduced.AsSpan(0, _count * _k), _found.AsSpan(0, _count * _k));
                return [.. Enumerable.Range(0, _count)];
            }
        }

        return left;
    }

    void Scan(int query, int panel, int end)
    {
        fixed (float* packed = &_packed[query * _panels.Coordinates])
        fixed (float* thresholds = &_thresholds[query])
        fixed (float* sums = _sums)
        {
            while (panel < end)
            {
                // Candidates are looked at outside, where no sum lives in a register that a call would spill.
                panel = Vector512.IsHardwareAccelerated
                    ? Scan512(_panels.Panels, _panels.Stride, panel, end, packed, _panels.Coordinates, thresholds, sums)
                    : Scan256(_panels.Panels, _panels.Stride, panel, end, packed, _panels.Coordinates, thresholds, sums);
                if (panel < end)
                {
                    Measure(query, _panels.FirstRows[panel]);
                    panel++;
                }
            }
        }

        GC.KeepAlive(_panels);
    }

    /// <summary>Measures the rows of a panel whose sums reach the thresholds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Measure(int first, int firstRow)
    {
        var panelRows = FloatPanels.PanelRows;
        var p = _panels.Coordinates;
        for (var query = first; query < Math.Min(first + FloatPanels.QueryGroup, _count); query++)
        {
            var sums = _sums.AsSpan((query - first) * panelRows, panelRows);
            var heap = new NearestHeap(_reduced.AsSpan(query * _k, _k), _found.AsSpan(query * _k, _k), _firstOwn < 0 ? -1 : _firstOwn + query);
            var point = _queries.Span.Slice(query * p, p);
            for (var lane = 0; lane < sums.Length; lane++)
            {
                var row = firstRow + lane;
                if (sums[lane] >= _thresholds[query] && row < _panels.RowCount)
                {
                    _measured++;
                    heap.Offer(Squared(_rows.AsSpan(row * p, p), point), row);
                    _thresholds[query] = _panels.Threshold(_norms[query], heap.Worst);
                }
            }
        }
    }

    static double Squared(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => new Distance(DistanceKind.Euclidean).Reduced(x, y);

    /// <summary>The first panel, from one on, with a sum that reaches its query's threshold; its sums are stored, query by query.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Scan512(float* panels, int stride, int panel, int end, float* queries, int p, float* thresholds, float* sums)
    {
        for (; panel < end; panel++)
        {
            var x = panels + ((long)panel * stride);
            var (a0, a1, a2) = (Vector512.LoadAligned(x), Vector512.LoadAligned(x + 16), Vector512.LoadAligned(x + 32));
            var (b0, b1, b2) = (a0, a1, a2);
            var (c0, c1, c2) = (a0, a1, a2);
            var (d0, d1, d2) = (a0, a1, a2);
            var (e0, e1, e2) = (a0, a1, a2);
            var (f0, f1, f2) = (a0, a1, a2);
            var (g0, g1, g2) = (a0, a1, a2);
            var (h0, h1, h2) = (a0, a1, a2);
            var q = queries;
            for (var j = 0; j < p; j++)
            {
                x += 48;
                var (x0, x1, x2) = (Vector512.LoadAligned(x), Vector512.LoadAligned(x + 16), Vector512.LoadAligned(x + 32));
                var y = Vector512.Create(q[0]);
                a0 = Vector512.FusedMultiplyAdd(x0, y, a0);
                a1 = Vector512.FusedMultiplyAdd(x1, y, a1);
                a2 = Vector512.FusedMultiplyAdd(x2, y, a2);
                y = Vector512.Create(q[1]);
                b0 = Vector512.FusedMultiplyAdd(x0, y, b0);
                b1 = Vector512.FusedMultiplyAdd(x1, y, b1);
                b2 = Vector512.FusedMultiplyAdd(x2, y, b2);
                y = Vector512.Create(q[2]);
                c0 = Vector512.FusedMultiplyAdd(x0, y, c0);
                c1 = Vector512.FusedMultiplyAdd(x1, y, c1);
                c2 = Vector512.FusedMultiplyAdd(x2, y, c2);
                y = Vector512.Create(q[3]);
                d0 = Vector512.FusedMultiplyAdd(x0, y, d0);
                d1 = Vector512.FusedMultiplyAdd(x1, y, d1);
                d2 = Vector512.FusedMultiplyAdd(x2, y, d2);
                y = Vector512.Create(q[4]);
                e0 = Vector512.FusedMultiplyAdd(x0, y, e0);
                e1 = Vector512.FusedMultiplyAdd(x1, y, e1);
                e2 = Vector512.FusedMultiplyAdd(x2, y, e2);
                y = Vector512.Create(q[5]);
                f0 = Vector512.FusedMultiplyAdd(x0, y, f0);
                f1 = Vector512.FusedMultiplyAdd(x1, y, f1);
                f2 = Vector512.FusedMultiplyAdd(x2, y, f2);
                y = Vector512.Create(q[6]);
                g0 = Vector512.FusedMultiplyAdd(x0, y, g0);
                g1 = Vector512.FusedMultiplyAdd(x1, y, g1);
                g2 = Vector512.FusedMultiplyAdd(x2, y, g2);
                y = Vector512.Create(q[7]);
                h0 = Vector512.FusedMultiplyAdd(x0, y, h0);
                h1 = Vector512.FusedMultiplyAdd(x1, y, h1);
                h2 = Vector512.FusedMultiplyAdd(x2, y, h2);
                q += 8;
            }

            // A difference has the sign of the exact one.
            var most = Over(a0, a1, a2, thresholds[0]);
            most = Vector512.MaxNative(most, Over(b0, b1, b2, thresholds[1]));
            most = Vector512.MaxNative(most, Over(c0, c1, c2, thresholds[2]));
            most = Vector512.MaxNative(most, Over(d0, d1, d2, thresholds[3]));
            most = Vector512.MaxNative(most, Over(e0, e1, e2, thresholds[4]));
            most = Vector512.MaxNative(most, Over(f0, f1, f2, thresholds[5]));
            most = Vector512.MaxNative(most, Over(g0, g1, g2, thresholds[6]));
            most = Vector512.MaxNative(most, Over(h0, h1, h2, thresholds[7]));
            if (Vector512.GreaterThanOrEqualAny(most, Vector512<float>.Zero))
            {
                Store(sums, a0, a1, a2);
                Store(sums + 48, b0, b1, b2);
                Store(sums + 96, c0, c1, c2);
                Store(sums + 144, d0, d1, d2);
                Store(sums + 192, e0, e1, e2);
                Store(sums + 240, f0, f1, f2);
                Store(sums + 288, g0, g1, g2);
                Store(sums + 336, h0, h1, h2);
                return panel;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Over(Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, float threshold) =>
        Vector512.MaxNative(Vector512.MaxNative(s0, s1), s2) - Vector512.Create(threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(float* sums, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2)
    {
        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
    }

    /// <summary>The same with half as many rows and queries at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Scan256(float* panels, int stride, int panel, int end, float* queries, int p, float* thresholds, float* sums)
    {
        for (; panel < end; panel++)
        {
            var x = panels + ((long)panel * stride);
            var (a0, a1, a2) = (Vector256.LoadAligned(x), Vector256.LoadAligned(x + 8), Vector256.LoadAligned(x + 16));
            var (b0, b1, b2) = (a0, a1, a2);
            var (c0, c1, c2) = (a0, a1, a2);
            var (d0, d1, d2) = (a0, a1, a2);
            var q = queries;
            for (var j = 0; j < p; j++)
            {
                x += 24;
                var (x0, x1, x2) = (Vector256.LoadAligned(x), Vector256.LoadAligned(x + 8), Vector256.LoadAligned(x + 16));
                var y = Vector256.Create(q[0]);
                a0 = Vector256.FusedMultiplyAdd(x0, y, a0);
                a1 = Vector256.FusedMultiplyAdd(x1, y, a1);
                a2 = Vector256.FusedMultiplyAdd(x2, y, a2);
                y = Vector256.Create(q[1]);
                b0 = Vector256.FusedMultiplyAdd(x0, y, b0);
                b1 = Vector256.FusedMultiplyAdd(x1, y, b1);
                b2 = Vector256.FusedMultiplyAdd(x2, y, b2);
                y = Vector256.Create(q[2]);
                c0 = Vector256.FusedMultiplyAdd(x0, y, c0);
                c1 = Vector256.FusedMultiplyAdd(x1, y, c1);
                c2 = Vector256.FusedMultiplyAdd(x2, y, c2);
                y = Vector256.Create(q[3]);
                d0 = Vector256.FusedMultiplyAdd(x0, y, d0);
                d1 = Vector256.FusedMultiplyAdd(x1, y, d1);
                d2 = Vector256.FusedMultiplyAdd(x2, y, d2);
                q += 4;
            }

            var most = Over(a0, a1, a2, thresholds[0]);
            most = Vector256.MaxNative(most, Over(b0, b1, b2, thresholds[1]));
            most = Vector256.MaxNative(most, Over(c0, c1, c2, thresholds[2]));
            most = Vector256.MaxNative(most, Over(d0, d1, d2, thresholds[3]));
            if (Vector256.GreaterThanOrEqualAny(most, Vector256<float>.Zero))
            {
                Store(sums, a0, a1, a2);
                Store(sums + 24, b0, b1, b2);
                Store(sums + 48, c0, c1, c2);
                Store(sums + 72, d0, d1, d2);
                return panel;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Over(Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, float threshold) =>
        Vector256.MaxNative(Vector256.MaxNative(s0, s1), s2) - Vector256.Create(threshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(float* sums, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2)
    {
        s0.Store(sums);
        s1.Store(sums + 8);
        s2.Store(sums + 16);
    }
}
