using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Finds density clusters; peers/dbscan_sklearn.py is its counterpart.</summary>
static class DbscanWork
{
    // Weighs each row's number by its place, so that no two rows may be swapped.
    const int PlaceModulus = 1009;

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "dbscan").Drop("target");
        var recipe = new Dbscan { Radius = 0.1, MinRows = 10 };
        var measurement = Measurement.Of(() => recipe.Fit(table, new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var clusters = model.TrainingClusters;
        return measurement.ToJson("dbscan", new Dictionary<string, object>
        {
            ["clusters"] = model.ClusterCount,
            ["noise"] = clusters.Count(cluster => cluster < 0),
            ["checksum"] = clusters.Select((cluster, row) => (cluster + 2L) * ((row + 1) % PlaceModulus)).Sum(),
        });
    }
}
