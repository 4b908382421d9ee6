using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Finds clusters of different density; peers/hdbscan_r.R is its counterpart, which takes only the first rows.</summary>
static class HdbscanWork
{
    // As many as the peer has memory for.
    const int First = 20_000;

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "hdbscan").Drop("target");
        var recipe = new Hdbscan { MinClusterSize = 50, MinRows = 50 };
        var options = new FitOptions { MaxThreads = Measurement.Threads };
        var measurement = Measurement.Of(() => recipe.Fit(table, options), out var model);

        var ofFirst = recipe.Fit(table.Slice(0, Math.Min(First, table.RowCount)), options).TrainingClusters;
        return measurement.ToJson("hdbscan", new Dictionary<string, object> { ["clusters"] = model.ClusterCount, ["clusters_of_first"] = ofFirst.ToArray() });
    }
}
