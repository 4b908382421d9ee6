using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits k-means from given centres; peers/k_means_sklearn.py is its counterpart.</summary>
static class KMeansWork
{
    const int Clusters = 64;

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "k-means").Drop("target");
        var start = Enumerable.Range(0, Clusters).SelectMany(row => table.Columns.Select(column => table.Column<double>(column.Name).Values[row])).ToEquatableArray();
        var recipe = new KMeans { Clusters = Clusters, InitialCentres = start, MaxIterations = 20, Tolerance = 0 };
        var measurement = Measurement.Of(() => recipe.Fit(table, new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson("k-means", new Dictionary<string, object> { ["inertia"] = model.Inertia, ["iterations"] = model.Iterations });
    }
}
