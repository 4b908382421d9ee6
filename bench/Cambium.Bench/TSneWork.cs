using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Places rows by t-SNE; peers/t_sne_sklearn.py is its counterpart.</summary>
static class TSneWork
{
    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "t-sne").Drop("target");
        var recipe = new TSne { Patience = 1000 };
        var measurement = Measurement.Of(() => recipe.Fit(table, new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson("t-sne", new Dictionary<string, object> { ["divergence"] = model.Divergence, ["iterations"] = model.Iterations });
    }
}
