using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The k nearest rows of a block of queries: sums of whole numbers tell which rows k others are surely nearer than, and what is left is measured in double precision, so
/// that the answer is that of doubles alone.
/// </summary>
sealed unsafe partial class PanelScan
{
    // So many bytes of panels stay in a second-level cache while the block's queries pass over them.
    const int TileBytes = 192 * 1024;

    // Keeping and measuring a row takes some 16 times as long as doubles in lanes take for it; where more rows pass, because all lie close together far from the
    // centre, whole numbers are of no use. Before so many rows, thresholds are not yet what they will be.
    const int MostPassing = 16;
    const int RowsToSettle = 4096;

    // Of a query; where more pass all that was learned of its nearest rows, whole numbers are of no use either.
    const int FirstCandidates = 64;

    // Rows asked for before they are measured, and the bytes of each; what is longer the processor goes on fetching by itself.
    const int Ahead = 4;
    const int MostFetched = 512;
    const int Line = 64;
    const int MostCandidates = 1 << 16;

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
    readonly int[][] _candidates; // a query; rows that passed, and their sums
    readonly float[][] _candidateSums;
    readonly int[] _candidateCounts;
    long _passed;
    bool _isFull;

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
        _candidates = new int[_count][];
        _candidateSums = new float[_count][];
        _candidateCounts = new int[_count];
        for (var query = 0; query < _count; query++)
        {
            (_candidates[query], _candidateSums[query]) = (new int[FirstCandidates], new float[FirstCandidates]);
        }

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
            if (_isFull || (seen > RowsToSettle + (50L * _k) && _passed > seen * _count / MostPassing))
            {
                NearestHeap.Clear(_reduced.AsSpan(0, _count * _k), _found.AsSpan(0, _count * _k));
                return [.. Enumerable.Range(0, _count)];
            }
        }

        MeasureAll();
        return left;
    }

    /// <summary>Measures the rows that no later one has shown to be too far.</summary>
    void MeasureAll()
    {
        NearestHeap.Clear(_reduced.AsSpan(0, _count * _k), _found.AsSpan(0, _count * _k));
        var p = _panels.Coordinates;
        for (var query = 0; query < _count; query++)
        {
            var heap = new NearestHeap(_reduced.AsSpan(query * _k, _k), _found.AsSpan(query * _k, _k), -1);
            var point = _queries.Span.Slice(query * p, p);
            var rows = _candidates[query].AsSpan(0, Sift(query));
            for (var i = 0; i < Math.Min(Ahead, rows.Length); i++)
            {
                Fetch(rows[i]);
            }

            for (var i = 0; i < rows.Length; i++)
            {
                if (i + Ahead < rows.Length)
                {
                    Fetch(rows[i + Ahead]);
                }

                heap.Offer(Squared(_rows.AsSpan(rows[i] * p, p), point), rows[i]);
            }
        }
    }

    /// <summary>Asks for a row that is measured soon: the rows lie anywhere in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Fetch(int row)
    {
        if (Sse.IsSupported)
        {
            var start = (byte*)Unsafe.AsPointer(ref _rows[row * _panels.Coordinates]); // an address that has moved since is a hint that does not help
            for (var at = 0; at < Math.Min(_panels.Coordinates * sizeof(double), MostFetched); at += Line)
            {
                Sse.Prefetch0(start + at);
            }
        }
    }

    /// <summary>Keeps a row that may be among the nearest.</summary>
    void Keep(int query, int row, float sum)
    {
        var count = _candidateCounts[query];
        if (count == _candidates[query].Length)
        {
            count = Sift(query);
            if (count > _candidates[query].Length / 2)
            {
                _isFull |= count > MostCandidates;
                Array.Resize(ref _candidates[query], 2 * _candidates[query].Length);
                Array.Resize(ref _candidateSums[query], 2 * _candidateSums[query].Length);
            }
        }

        (_candidates[query][count], _candidateSums[query][count]) = (row, sum);
        _candidateCounts[query] = count + 1;
    }

    /// <summary>Drops the rows of a query that others have shown to be too far; gives how many are left.</summary>
    int Sift(int query)
    {
        var (rows, sums) = (_candidates[query], _candidateSums[query]);
        var left = 0;
        for (var i = 0; i < _candidateCounts[query]; i++)
        {
            if (sums[i] >= _thresholds[query])
            {
                (rows[left], sums[left]) = (rows[i], sums[i]);
                left++;
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
                    Look(query, panel, sums);
                    panel++;
                }
            }
        }

        GC.KeepAlive(_panels);
    }

    /// <summary>Keeps the rows of a panel whose sums reach the thresholds, and raises those.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Look(int first, int panel, float* sums)
    {
        var panelRows = ShortPanels.PanelRows;
        var end = Math.Min(first + ShortPanels.QueryGroup, _count);
        for (var query = first; query < end; query++, sums += panelRows)
        {
            var passing = Passing(sums, _thresholds[query]);
            if (passing == 0)
            {
                continue;
            }

            var heap = new NearestHeap(_reduced.AsSpan(query * _k, _k), _found.AsSpan(query * _k, _k), -1);
            for (; passing != 0; passing &= passing - 1)
            {
                var lane = BitOperations.TrailingZeroCount(passing);
                var row = _panels.FirstRows[panel] + lane;
                if (sums[lane] >= _thresholds[query] && row < _panels.RowCount && (_firstOwn < 0 || row != _firstOwn + query))
                {
                    _passed++;
                    Keep(query, row, sums[lane]);
                    var farthest = _panels.Farthest(panel, lane, sums[lane], _norms[query]);
                    if (farthest <= heap.Worst)
                    {
                        heap.Offer(farthest, row);
                        _thresholds[query] = _panels.Threshold(_norms[query], heap.Worst);
                    }
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
