using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The k nearest rows of a block of queries: sums of whole numbers pass over rows that are too far, and what is left is measured in double precision, so
/// that the answer is that of doubles alone.
/// </summary>
sealed unsafe partial class PanelScan
{
    // So many bytes of panels stay in a second-level cache while the block's queries pass over them.
    const int TileBytes = 192 * 1024;

    // Measuring a row takes some 16 times as long as doubles in lanes take for it; where more rows pass, because all lie close together far from the
    // centre, whole numbers are of no use. Before so many rows, thresholds are not yet what they will be.
    const int MostPassing = 16;
    const int RowsToSettle = 4096;

    readonly ShortPanels _panels;
    readonly double[] _rows;
    readonly int _k;
    readonly int _count;
    readonly int _firstOwn;
    readonly ReadOnlyMemory<double> _queries;
    readonly double[] _reduced;
    readonly int[] _found;
    readonly double[] _norms;
    readonly int[] _packed;
    readonly float[] _steps;
    readonly float[] _thresholds;
    readonly float[] _sums;
    long _measured;

    /// <summary>Makes room for a block.</summary>
    /// <param name="panels">The rows in whole numbers.</param>
    /// <param name="rows">n × p, row-major.</param>
    /// <param name="queries">The block's queries, row-major.</param>
    /// <param name="k">How many rows are sought.</param>
    /// <param name="firstOwn">The row that the first query is, the others following; −1 where queries are no rows.</param>
    /// <param name="reduced">k numbers a query, for the heaps.</param>
    /// <param name="found">k rows a query, for the heaps.</param>
    internal PanelScan(ShortPanels panels, double[] rows, ReadOnlyMemory<double> queries, int k, int firstOwn, double[] reduced, int[] found)
    {
        _panels = panels;
        _rows = rows;
        _queries = queries;
        _k = k;
        _firstOwn = firstOwn;
        _reduced = reduced;
        _found = found;
        _count = queries.Length / panels.Coordinates;
        var group = ShortPanels.QueryGroup;
        var groups = (_count + group - 1) / group;
        _packed = new int[groups * group * panels.Pairs];
        _steps = new float[groups * group];
        _thresholds = new float[groups * group];
        _norms = new double[_count];
        _sums = new float[group * ShortPanels.PanelRows];
    }

    /// <summary>Fills the heaps.</summary>
    /// <returns>The queries that whole numbers do not suit, whose heaps are empty.</returns>
    internal List<int> Run(CancellationToken cancellationToken)
    {
        _panels.PackQueries(_queries.Span, _packed, _steps, _norms);
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

        var group = ShortPanels.QueryGroup;
        var tile = Math.Max(1, TileBytes / (_panels.Stride * sizeof(float)));
        for (var panel = 0; panel < _panels.Count; panel += tile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(panel + tile, _panels.Count);
            for (var query = 0; query < _count; query += group)
            {
                Scan(query, panel, end);
            }

            var seen = (long)end * ShortPanels.PanelRows;
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
        fixed (int* packed = &_packed[query * _panels.Pairs])
        fixed (float* steps = &_steps[query])
        fixed (float* thresholds = &_thresholds[query])
        fixed (float* sums = _sums)
        {
            while (panel < end)
            {
                // Candidates are looked at outside, where no sum lives in a register that a call would spill.
                panel = ShortPanels.IsWide
                    ? Scan512(_panels.Panels, _panels.Stride, panel, end, packed, _panels.Pairs, steps, thresholds, sums)
                    : Scan256(_panels.Panels, _panels.Stride, panel, end, packed, _panels.Pairs, steps, thresholds, sums);
                if (panel < end)
                {
                    Measure(query, _panels.FirstRows[panel], sums);
                    panel++;
                }
            }
        }

        GC.KeepAlive(_panels);
    }

    /// <summary>Measures the rows of a panel whose sums reach the thresholds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Measure(int first, int firstRow, float* sums)
    {
        var panelRows = ShortPanels.PanelRows;
        var p = _panels.Coordinates;
        var end = Math.Min(first + ShortPanels.QueryGroup, _count);
        for (var query = first; query < end; query++, sums += panelRows)
        {
            var passing = Passing(sums, _thresholds[query]);
            if (passing == 0)
            {
                continue;
            }

            var heap = new NearestHeap(_reduced.AsSpan(query * _k, _k), _found.AsSpan(query * _k, _k), _firstOwn < 0 ? -1 : _firstOwn + query);
            var point = _queries.Span.Slice(query * p, p);
            for (; passing != 0; passing &= passing - 1)
            {
                var lane = BitOperations.TrailingZeroCount(passing);
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

    /// <summary>The lanes of a panel whose sums reach a threshold, a bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Passing(float* sums, float threshold)
    {
        if (ShortPanels.IsWide)
        {
            var least = Vector512.Create(threshold);
            return Vector512.GreaterThanOrEqual(Vector512.Load(sums), least).ExtractMostSignificantBits()
                | (Vector512.GreaterThanOrEqual(Vector512.Load(sums + 16), least).ExtractMostSignificantBits() << 16)
                | (Vector512.GreaterThanOrEqual(Vector512.Load(sums + 32), least).ExtractMostSignificantBits() << 32);
        }

        var bound = Vector256.Create(threshold);
        return Vector256.GreaterThanOrEqual(Vector256.Load(sums), bound).ExtractMostSignificantBits()
            | (Vector256.GreaterThanOrEqual(Vector256.Load(sums + 8), bound).ExtractMostSignificantBits() << 8)
            | (Vector256.GreaterThanOrEqual(Vector256.Load(sums + 16), bound).ExtractMostSignificantBits() << 16);
    }

    static double Squared(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => new Distance(DistanceKind.Euclidean).Reduced(x, y);
}
