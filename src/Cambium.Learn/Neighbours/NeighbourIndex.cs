using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows made ready for finding those nearest to a query. Every search finds the same rows at the same distances, ties by row number.</summary>
sealed class NeighbourIndex
{
    // A block's heaps and queries fit a second-level cache, and its panels are read once for all of them.
    const int BlockQueries = 128;

    // Measured for 10 neighbours by the Euclidean and the Manhattan distance, on independent Gaussian columns, which are the hardest for a tree: from 1,000 to 50,000 rows it takes
    // 0.04 to 0.6 times as long as brute force with 3 to 5 columns, about as long with 8, twice to five times as long with 12. A ball tree was nowhere the quickest.
    const int MostTreeFeatures = 8;
    const int LeastTreeRows = 1024;

    readonly double[] _rows;
    readonly SpaceTree? _tree;
    readonly Lazy<LaneRows> _lanes;
    readonly ShortPanels? _panels;

    /// <summary>Makes rows ready.</summary>
    /// <param name="rows">n × p, row-major; finite; kept, not copied.</param>
    /// <param name="coordinates">p, at least 1.</param>
    /// <param name="distance">By which rows are near.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="maxThreads">Most threads that make them ready; 0 means one per processor.</param>
    internal NeighbourIndex(double[] rows, int coordinates, Distance distance, NeighbourSearch search, CancellationToken cancellationToken, int maxThreads = 0)
    {
        _rows = rows;
        Coordinates = coordinates;
        RowCount = rows.Length / coordinates;
        Distance = distance;
        Search = search != NeighbourSearch.Auto ? search : Choose(RowCount, coordinates);
        // Where whole numbers pass over far rows, few queries ever ask for lanes.
        _lanes = new Lazy<LaneRows>(() => new LaneRows(_rows, Coordinates, [.. Enumerable.Range(0, RowCount)]));
        if (Search != NeighbourSearch.Brute)
        {
            _tree = new SpaceTree(rows, coordinates, distance, Search == NeighbourSearch.BallTree, cancellationToken);
        }
        else if (distance.Kind == DistanceKind.Euclidean)
        {
            _panels = ShortPanels.Of(rows, coordinates, maxThreads);
        }
    }

    /// <summary>n.</summary>
    internal int RowCount { get; }

    /// <summary>p.</summary>
    internal int Coordinates { get; }

    /// <summary>n × p, row-major, as they were given.</summary>
    internal double[] Rows => _rows;

    internal Distance Distance { get; }

    /// <summary>The rows in a tree, where they are searched by one.</summary>
    internal SpaceTree? Tree => _tree;

    /// <summary>How rows are found; never <see cref="NeighbourSearch.Auto"/>.</summary>
    internal NeighbourSearch Search { get; }

    /// <summary>Receives the nearest rows of a block of queries.</summary>
    /// <param name="first">The number of the block's first query.</param>
    /// <param name="count">The number of queries.</param>
    /// <param name="rows">k row numbers a query, the nearest first; good until the call returns.</param>
    /// <param name="reduced">Their reduced distances.</param>
    internal delegate void Take(int first, int count, ReadOnlySpan<int> rows, ReadOnlySpan<double> reduced);

    /// <summary>Finds the k nearest rows of each query.</summary>
    /// <param name="queries">Queries, row-major; finite.</param>
    /// <param name="k">From 1 to the number of rows that are looked at.</param>
    /// <param name="skipOwn">Whether query i is row i, which is passed over.</param>
    /// <param name="take">Called once a block, on several threads.</param>
    /// <param name="maxThreads">Most threads; 0 means one per processor.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal void Nearest(ReadOnlyMemory<double> queries, int k, bool skipOwn, Take take, int maxThreads = 0, CancellationToken cancellationToken = default) =>
        ParallelBlocks.For(
            queries.Length / Coordinates,
            BlockQueries,
            maxThreads,
            (_, start, end) =>
            {
                var length = (end - start) * k;
                var reduced = ArrayPool<double>.Shared.Rent(length);
                var rows = ArrayPool<int>.Shared.Rent(length);
                NearestHeap.Clear(reduced.AsSpan(0, length), rows.AsSpan(0, length));
                Fill(queries[(start * Coordinates)..(end * Coordinates)], k, skipOwn ? start : -1, reduced, rows, cancellationToken);
                for (var i = 0; i < length; i += k)
                {
                    NearestHeap.Sort(reduced.AsSpan(i, k), rows.AsSpan(i, k));
                }

                take(start, end - start, rows.AsSpan(0, length), reduced.AsSpan(0, length));
                ArrayPool<double>.Shared.Return(reduced);
                ArrayPool<int>.Shared.Return(rows);
            },
            cancellationToken);

    /// <summary>Finds the rows within a distance of a query, the nearest first.</summary>
    /// <param name="query">p numbers, finite.</param>
    /// <param name="most">The largest reduced distance.</param>
    /// <param name="found">Cleared, then filled.</param>
    internal void Within(ReadOnlySpan<double> query, double most, List<(double Reduced, int Row)> found)
    {
        found.Clear();
        if (_tree is not null)
        {
            _tree.Within(query, most, found);
        }
        else
        {
            Span<double> reduced = stackalloc double[ScanGroups * LaneRows.Lanes];
            var lanes = _lanes.Value;
            for (var group = 0; group < lanes.Groups; group += ScanGroups)
            {
                var part = reduced[..(Math.Min(ScanGroups, lanes.Groups - group) * LaneRows.Lanes)];
                lanes.Reduced(Distance, query, group, part);
                for (var i = 0; i < part.Length && (group * LaneRows.Lanes) + i < RowCount; i++)
                {
                    if (part[i] <= most)
                    {
                        found.Add((part[i], (group * LaneRows.Lanes) + i));
                    }
                }
            }
        }

        found.Sort();
    }

    // Distances of so many groups fill a vector register's worth of independent sums many times over and still lie in the first-level cache.
    const int ScanGroups = 32;

    static NeighbourSearch Choose(int rows, int coordinates) =>
        coordinates <= MostTreeFeatures && rows >= LeastTreeRows ? NeighbourSearch.KdTree : NeighbourSearch.Brute;

    void Fill(ReadOnlyMemory<double> queries, int k, int firstOwn, double[] reduced, int[] rows, CancellationToken cancellationToken)
    {
        var count = queries.Length / Coordinates;
        IEnumerable<int> left = _panels is null
            ? Enumerable.Range(0, count)
            : new PanelScan(_panels, _rows, queries, k, firstOwn, reduced, rows).Run(cancellationToken);
        foreach (var query in left)
        {
            var heap = new NearestHeap(reduced.AsSpan(query * k, k), rows.AsSpan(query * k, k), firstOwn < 0 ? -1 : firstOwn + query);
            var point = queries.Span.Slice(query * Coordinates, Coordinates);
            if (_tree is not null)
            {
                _tree.Nearest(point, heap);
            }
            else
            {
                Scan(point, heap);
            }
        }
    }

    void Scan(ReadOnlySpan<double> point, NearestHeap heap)
    {
        Span<double> reduced = stackalloc double[ScanGroups * LaneRows.Lanes];
        var lanes = _lanes.Value;
        for (var group = 0; group < lanes.Groups; group += ScanGroups)
        {
            var part = reduced[..(Math.Min(ScanGroups, lanes.Groups - group) * LaneRows.Lanes)];
            lanes.Reduced(Distance, point, group, part);
            var first = group * LaneRows.Lanes;
            var within = Math.Min(part.Length, RowCount - first);
            for (var i = 0; i < within; i++)
            {
                if (part[i] <= heap.Worst)
                {
                    heap.Offer(part[i], first + i);
                }
            }
        }
    }
}
