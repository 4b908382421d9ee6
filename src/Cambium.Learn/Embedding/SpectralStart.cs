using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Places to start from, along the smoothest vectors on the graph of nearest rows.</summary>
/// <remarks>Source: M. Belkin, P. Niyogi, "Laplacian Eigenmaps for Dimensionality Reduction and Data Representation", 2003.</remarks>
static class SpectralStart
{
    /// <summary>Finds places, d × n, whose largest coordinate is as told.</summary>
    /// <param name="graph">The graph of nearest rows.</param>
    /// <param name="centres">d × n: where parts of the graph that do not hang together stand, each at the mean of its rows; it reaches half of the way to the nearest other one.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="largest">The largest coordinate.</param>
    /// <param name="random">Draws where the search for vectors starts.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static double[] Of(NeighbourGraph graph, double[] centres, int dimensions, double largest, RandomStream random, FitOptions options)
    {
        var n = graph.RowCount;
        var parts = GraphParts.Of(graph).Rows;
        var places = new double[dimensions * n];
        var means = Array.ConvertAll(parts, rows => Enumerable.Range(0, dimensions).Select(d => rows.Average(row => centres[(d * n) + row])).ToArray());
        for (var part = 0; part < parts.Length; part++)
        {
            var rows = parts[part];
            var count = Math.Min(dimensions, rows.Length - 1);
            var vectors = count > 0 ? GraphEigenvectors.Of(GraphParts.Alone(graph, rows), count, random.Fork(-1 - part), options) : [];
            var size = vectors.Length > 0 ? vectors.Max(Math.Abs) : 1;
            var reach = parts.Length == 1 ? 1 : means.Where((_, other) => other != part).Min(other => Apart(means[part], other)) / 2;
            for (var d = 0; d < dimensions; d++)
            {
                for (var i = 0; i < rows.Length; i++)
                {
                    var across = d < count ? vectors[(d * rows.Length) + i] / size * reach : 0;
                    places[(d * n) + rows[i]] = (parts.Length == 1 ? 0 : means[part][d]) + across;
                }
            }
        }

        var most = places.Max(Math.Abs);
        return most > 0 ? Array.ConvertAll(places, place => place / most * largest) : places;
    }

    static double Apart(double[] a, double[] b) => Math.Sqrt(a.Zip(b).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
}
