using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Permutation importance of the columns of boosted trees; peers/permutation_importance_sklearn.py is its counterpart.</summary>
static class PermutationImportanceWork
{
    const int Repeats = 10;

    public static string Run(string folder, int round)
    {
        var rows = F64Matrix.ReadNumbers(folder, "permutation-importance");
        var model = new BoostedTreesRegressor { Trees = 200 }.Fit(rows, "target", new FitOptions { MaxThreads = Measurement.Threads });
        var options = new ExplainOptions { Repeats = Repeats, Seed = round, MaxThreads = Measurement.Threads };
        var measurement = Measurement.Of(() => model.Explain(rows, options), out var found);
        return measurement.ToJson("permutation-importance", new Dictionary<string, object>
        {
            ["drops"] = model.Input.Fields.Select(field => found.Importances.First(importance => importance.Column == field.Name).Drop).ToArray(),
        });
    }
}
