using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits a support vector classifier; peers/rbf_svm_sklearn.py is its counterpart.</summary>
static class RbfSvmWork
{
    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "rbf-svm");
        var recipe = new SupportVectorClassifier { C = 1, Tolerance = 1e-3, CacheMegabytes = 200, Probabilities = SupportVectorProbabilities.Margin };
        var measurement = Measurement.Of(() => recipe.Fit(table, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson("rbf-svm", new Dictionary<string, object>
        {
            ["objective"] = Objective(model),
            ["support_vectors"] = model.SupportVectorCounts.Sum(),
            ["iterations"] = model.Iterations,
            ["decisions"] = model.PredictDecisions(table.Slice(0, 200)),
        });
    }

    /// <summary>½ Σ β (decision − intercept) − Σ |β| over the support vectors, computed anew as the peer does.</summary>
    static double Objective(SupportVectorClassifierModel model)
    {
        var p = model.Input.Fields.Count;
        var vectors = model.SupportVectors;
        var columns = model.Input.Fields.Select((field, j) => (Column)Column.Of(field.Name, vectors.Where((_, i) => i % p == j).ToArray()));
        var decisions = model.PredictDecisions(Table.Create([.. columns]));
        return model.Coefficients.Zip(decisions, (beta, decision) => (beta * (decision - model.Intercepts[0]) / 2) - Math.Abs(beta)).Sum();
    }
}
