namespace Cambium.Learn;

/// <summary>
/// Finds all merges by going from each cluster to its nearest until two are each other's nearest: these merge, and the chain goes on from what is left of it. Where
/// merging brings no cluster nearer to others, the merges are those of always taking the two nearest.
/// </summary>
/// <remarks>O(n²) distances. Source: F. Murtagh, 1983; D. Müllner, "Modern Hierarchical, Agglomerative Clustering Algorithms", 2011.</remarks>
sealed class NearestNeighbourChain
{
    readonly IClusterDistances _distances;
    readonly Action<int> _tell;
    readonly int[] _rows; // a row of each cluster that is left
    readonly int[] _places; // where in the chain each cluster that is left stands; −1: nowhere
    readonly List<int> _chain = [];
    readonly double[] _scratch;
    int _count;

    internal NearestNeighbourChain(int n, IClusterDistances distances, Action<int> tell)
    {
        _distances = distances;
        _tell = tell;
        _count = n;
        _rows = [.. Enumerable.Range(0, n)];
        _places = [.. Enumerable.Repeat(-1, n)];
        _scratch = new double[n];
    }

    internal List<Link> Links()
    {
        var links = new List<Link>(_count);
        while (_count > 1)
        {
            if (_chain.Count == 0)
            {
                Push(0);
            }

            var (last, before) = (_chain[^1], _chain.Count > 1 ? _chain[^2] : -1);
            var (nearest, distance) = Nearest(last, before);
            if (nearest != before)
            {
                Push(nearest);
                continue;
            }

            links.Add(new Link(_rows[before], _rows[last], distance));
            Pop();
            Pop();
            Merge(Math.Min(before, last), Math.Max(before, last));
            _tell(links.Count);
        }

        return links;
    }

    // Of equals the one that the chain came from, so that it ends; else the first.
    (int Cluster, double Distance) Nearest(int from, int before)
    {
        var distances = _scratch.AsSpan(0, _count);
        _distances.Of(from, distances);
        var (nearest, least) = before >= 0 ? (before, distances[before]) : (from == 0 ? 1 : 0, double.PositiveInfinity);
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances[i] < least)
            {
                (nearest, least) = (i, distances[i]);
            }
        }

        return (nearest, least);
    }

    void Merge(int kept, int gone)
    {
        _distances.Merge(kept, gone, _count);
        _count--;
        _rows[gone] = _rows[_count];
        _places[gone] = _places[_count];
        if (_places[gone] >= 0)
        {
            _chain[_places[gone]] = gone;
        }
    }

    void Push(int cluster)
    {
        _places[cluster] = _chain.Count;
        _chain.Add(cluster);
    }

    void Pop()
    {
        _places[_chain[^1]] = -1;
        _chain.RemoveAt(_chain.Count - 1);
    }
}
