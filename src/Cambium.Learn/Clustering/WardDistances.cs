namespace Cambium.Learn;

/// <summary>Ward's distances, from means and weights: no matrix is needed.</summary>
sealed class WardDistances : IClusterDistances
{
    readonly ActivePoints _means;
    readonly double[] _weights;

    internal WardDistances(PointTiles points, double[] weights)
    {
        _means = new ActivePoints(points);
        _weights = [.. weights];
    }

    public void Of(int from, Span<double> distances)
    {
        _means.SquaredDistances(from, distances);
        var weight = _weights[from];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Sqrt(2 * weight / (weight + _weights[i]) * _weights[i] * distances[i]);
        }

        distances[from] = double.PositiveInfinity;
    }

    public void Merge(int kept, int gone, int count)
    {
        var weight = _weights[kept] + _weights[gone];
        _means.MoveTowards(kept, gone, _weights[gone] / weight);
        _means.Remove(gone);
        _weights[kept] = weight;
        _weights[gone] = _weights[count - 1];
    }
}
