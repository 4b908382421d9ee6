using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a fitted model itself holds of its features' worth, at least 0; where it holds nothing, what shuffling a column costs on the training rows.</summary>
static class LearnedImportance
{
    /// <summary>One number a column, in the order of the table.</summary>
    internal static double[] Of(Model model, Table train, EquatableArray<string> columns, FitOptions options)
    {
        var learned = model switch
        {
            RandomForestClassifierModel forest => ByInput(model, forest.Importances),
            RandomForestRegressorModel forest => ByInput(model, forest.Importances),
            ExtraTreesClassifierModel forest => ByInput(model, forest.Importances),
            ExtraTreesRegressorModel forest => ByInput(model, forest.Importances),
            DecisionTreeClassifierModel tree => ByInput(model, tree.Importances),
            DecisionTreeRegressorModel tree => ByInput(model, tree.Importances),
            AdaBoostClassifierModel boosted => ByInput(model, boosted.Importances),
            AdaBoostRegressorModel boosted => ByInput(model, boosted.Importances),
            LinearRegressionModel linear => Sizes(linear.Coefficients),
            RidgeModel linear => Sizes(linear.Coefficients),
            LassoModel linear => Sizes(linear.Coefficients),
            ElasticNetModel linear => Sizes(linear.Coefficients),
            _ => model.Explain(train, new ExplainOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken })
                .Importances.ToDictionary(importance => importance.Column, importance => Math.Max(0, importance.Drop)),
        };
        return [.. columns.Select(column => learned.GetValueOrDefault(column))];
    }

    static Dictionary<string, double> ByInput(Model model, EquatableArray<double> importances) =>
        model.Input.Fields.Select((column, i) => (column.Name, importances[i])).ToDictionary(pair => pair.Name, pair => pair.Item2);

    static Dictionary<string, double> Sizes(IReadOnlyDictionary<string, double> coefficients) => coefficients.ToDictionary(pair => pair.Key, pair => Math.Abs(pair.Value));
}
