using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits a logistic regression; peers/logistic_sklearn.py is its counterpart.</summary>
static class LogisticRegressionWork
{
    const double L2 = 1;

    /// <summary>The largest entry that the gradient of the sum over the rows may have at the end.</summary>
    const double GradientGoal = 1e-4;

    public static string Run(string folder)
    {
        var table = F64Matrix.Read(folder, "logistic-regression");
        // Cambium's tolerance is on the mean over the rows and for features of deviation 1. works/logistic_regression.py scales the features by 2 at most,
        // and so the gradient by their own coefficients is at most twice as large.
        var recipe = new LogisticRegression { L2 = L2, Tolerance = GradientGoal / 2 / table.RowCount };
        var measurement = Measurement.Of(() => recipe.Fit(table, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var weights = model.Coefficients.Select(pair => pair.Value[0]).ToArray();
        return measurement.ToJson("logistic-regression", new Dictionary<string, object>
        {
            ["gradient_max"] = LargestGradientEntry(table, weights, model.Intercepts[0]),
            ["iterations"] = model.Iterations,
            ["coefficients"] = (double[])[.. weights, model.Intercepts[0]],
        });
    }

    /// <summary>The gradient of the sum of log losses + ½ L2 |w|², computed anew from the coefficients as the peer does.</summary>
    static double LargestGradientEntry(Table table, double[] weights, double intercept)
    {
        var features = weights.Select((_, j) => table.Column<double>($"f{j}")).ToArray();
        var truth = table.Column<bool>("target").Values;
        var residuals = new double[table.RowCount];
        for (var row = 0; row < residuals.Length; row++)
        {
            var score = intercept;
            for (var j = 0; j < weights.Length; j++)
            {
                score += weights[j] * features[j].Values[row];
            }

            residuals[row] = (1 / (1 + Math.Exp(-score))) - (truth[row] ? 1 : 0);
        }

        var largest = Math.Abs(residuals.Sum());
        for (var j = 0; j < weights.Length; j++)
        {
            var entry = L2 * weights[j];
            for (var row = 0; row < residuals.Length; row++)
            {
                entry += residuals[row] * features[j].Values[row];
            }

            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest;
    }
}
