using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Grows a random forest; peers/forest_sklearn.py is its counterpart.</summary>
static class RandomForestWork
{
    public static string Run(string folder, int seed)
    {
        var train = F64Matrix.Read(folder, $"random-forest-{seed}-train");
        var recipe = new RandomForestClassifier { Trees = 100, Seed = seed };
        var measurement = Measurement.Of(() => recipe.Fit(train, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var test = F64Matrix.Read(folder, $"random-forest-{seed}-test");
        var auc = BoostedTreesWork.RocAuc(model.PredictProbabilities(test), test.Column<bool>("target").Values);
        return measurement.ToJson("random-forest", new Dictionary<string, object> { ["auc"] = auc, ["seed"] = seed });
    }
}
