using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Finds nearest neighbours; peers/neighbours_sklearn.py is its counterpart.</summary>
static class KNearestWork
{
    const int K = 10;

    // Weighs each neighbour's number by its place, so that another order is another sum.
    const int PlaceModulus = 1009;

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "k-nearest");
        var queries = F64Matrix.Read(folder, "k-nearest-queries");
        var recipe = new KNearestClassifier { Neighbours = K };
        var measurement = Measurement.Of(
            () => recipe.Fit(table, "target", new FitOptions { MaxThreads = Measurement.Threads }).FindNeighbours(queries, K), out var found);

        var (checksum, distances) = (0L, 0.0);
        for (var query = 0; query < found.Count; query++)
        {
            for (var i = 0; i < K; i++)
            {
                checksum += (long)found.Rows(query)[i] * (((query * K) + i + 1) % PlaceModulus);
                distances += found.Distances(query)[i];
            }
        }

        return measurement.ToJson("k-nearest", new Dictionary<string, object> { ["count"] = found.Count * K, ["checksum"] = checksum, ["distances"] = distances });
    }
}
