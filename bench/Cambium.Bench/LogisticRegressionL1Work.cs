using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits a logistic regression with a lasso penalty; peers/logistic_l1_sklearn.py is its counterpart.</summary>
static class LogisticRegressionL1Work
{
    static readonly LogisticRegression Recipe = new() { L1 = 100, L2 = 0 };

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "logistic-regression-l1");
        var measurement = Measurement.Of(() => Recipe.Fit(table, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var weights = model.Coefficients.Values.Select(values => values[0]).ToArray();
        var (objective, subgradient) = Judge(table, weights, model.Intercepts[0]);
        return measurement.ToJson("logistic-regression-l1", new Dictionary<string, object>
        {
            ["objective"] = objective,
            ["subgradient_max"] = subgradient,
            ["iterations"] = model.Iterations,
            ["used"] = weights.Count(weight => weight != 0),
        });
    }

    /// <summary>The objective and the largest entry of the subgradient nearest 0, computed anew from the coefficients as the peer does.</summary>
    static (double Objective, double Subgradient) Judge(Table table, double[] weights, double intercept)
    {
        var truth = table.Column<bool>("target").Values;
        var scores = new double[table.RowCount];
        Array.Fill(scores, intercept);
        for (var j = 0; j < weights.Length; j++)
        {
            var column = table.Column<double>($"f{j}").Values;
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] += weights[j] * column[row];
            }
        }

        var objective = Recipe.L1 * weights.Sum(Math.Abs);
        var residuals = new double[scores.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            var wrong = truth[row] ? -scores[row] : scores[row];
            objective += Math.Max(0, wrong) + Math.Log(1 + Math.Exp(-Math.Abs(wrong)));
            residuals[row] = (1 / (1 + Math.Exp(-scores[row]))) - (truth[row] ? 1 : 0);
        }

        var largest = Math.Abs(residuals.Sum());
        for (var j = 0; j < weights.Length; j++)
        {
            var column = table.Column<double>($"f{j}").Values;
            var slope = 0.0;
            for (var row = 0; row < residuals.Length; row++)
            {
                slope += residuals[row] * column[row];
            }

            largest = Math.Max(largest, weights[j] == 0 ? Math.Max(0, Math.Abs(slope) - Recipe.L1) : Math.Abs(slope + (Recipe.L1 * Math.Sign(weights[j]))));
        }

        return (objective, largest);
    }
}
