using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Grows one decision tree; peers/tree_sklearn.py is its counterpart.</summary>
static class DecisionTreeWork
{
    public static string Run(string folder)
    {
        var train = F64Matrix.Read(folder, "decision-tree");
        var measurement = Measurement.Of(() => new DecisionTreeClassifier().Fit(train, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var truth = train.Column<bool>("target").Values;
        var probabilities = model.PredictProbabilities(train);
        var right = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            right += probabilities[(2 * row) + 1] > 0.5 == truth[row] ? 1 : 0;
        }

        return measurement.ToJson("decision-tree", new Dictionary<string, object>
        {
            ["leaves"] = model.LeafCount,
            ["depth"] = model.Depth,
            ["accuracy"] = (double)right / truth.Length,
        });
    }
}
