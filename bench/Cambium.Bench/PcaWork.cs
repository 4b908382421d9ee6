using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits a principal component analysis; peers/pca_sklearn.py is its counterpart.</summary>
static class PcaWork
{
    public static string Run(string folder, int round, string work, Pca recipe)
    {
        var table = F64Matrix.ReadFeatures(folder, work);
        var measurement = Measurement.Of(() => (recipe with { Seed = round }).Fit(table, new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson(work, new Dictionary<string, object>
        {
            ["variances"] = model.ExplainedVariance.ToArray(),
            ["explained"] = model.ExplainedVariance.Sum(),
        });
    }
}
