namespace Cambium.Learn;

/// <summary>Builds the tree of merges of one fit.</summary>
sealed class LinkageTree
{
    readonly PointTiles _points;
    readonly double[] _weights;
    readonly FitOptions _options;
    readonly int _n;

    internal LinkageTree(PointTiles points, double[] weights, FitOptions options)
    {
        _points = points;
        _weights = weights.Length == 0 ? Enumerable.Repeat(1.0, points.RowCount).ToArray() : weights;
        _options = options;
        _n = points.RowCount;
    }

    /// <summary>The merges, by rising height.</summary>
    internal Merge[] Build(Linkage linkage)
    {
        Tell(0);
        var links = linkage switch
        {
            Linkage.Single => SpanningTree(),
            Linkage.Ward => new NearestNeighbourChain(_n, new WardDistances(_points, _weights), Tell).Links(),
            _ => MatrixLinks(linkage),
        };
        return MergeOrder.Sorted(_n, links, _points.Scale);
    }

    List<Link> MatrixLinks(Linkage linkage)
    {
        using var distances = new MatrixDistances(_points, _weights, linkage == Linkage.Average, _options);
        return new NearestNeighbourChain(_n, distances, Tell).Links();
    }

    // Every link of single linkage is an edge of the shortest tree that spans all points.
    List<Link> SpanningTree()
    {
        var outside = new ActivePoints(_points);
        var numbers = Enumerable.Range(0, _n).ToArray();
        var nearest = new int[_n]; // the point inside that each point outside is nearest to
        var distances = new double[_n];
        Array.Fill(distances, double.PositiveInfinity);
        var fresh = new double[_n];
        var links = new List<Link>(_n);
        var (last, lastRow) = (0, 0);
        while (outside.Count > 1)
        {
            outside.SquaredDistances(last, fresh.AsSpan(0, outside.Count));
            outside.Remove(last);
            Replace(numbers, last, outside.Count);
            Replace(fresh, last, outside.Count);
            Replace(distances, last, outside.Count);
            Replace(nearest, last, outside.Count);
            last = 0;
            for (var i = 0; i < outside.Count; i++)
            {
                if (fresh[i] < distances[i])
                {
                    (distances[i], nearest[i]) = (fresh[i], lastRow);
                }

                last = distances[i] < distances[last] ? i : last;
            }

            links.Add(new Link(nearest[last], numbers[last], Math.Sqrt(distances[last])));
            lastRow = numbers[last];
            Tell(links.Count);
        }

        return links;
    }

    static void Replace<T>(T[] values, int at, int last) => values[at] = values[last];

    void Tell(int merges)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        if (merges == _n - 1 || merges % Math.Max(1, _n / 100) == 0)
        {
            _options.Progress?.Report(new FitProgress("merges", merges, _n - 1));
        }
    }
}
