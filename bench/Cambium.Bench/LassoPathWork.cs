using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Fits the lasso for 100 penalties; peers/lasso_path_sklearn.py is its counterpart.</summary>
static class LassoPathWork
{
    static readonly Lasso Recipe = new() { Tolerance = 1e-6 };

    public static string Run(string folder)
    {
        var table = F64Matrix.ReadNumbers(folder, "lasso-path");
        var measurement = Measurement.Of(() => Recipe.Path(table, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var path);

        return measurement.ToJson("lasso-path", new Dictionary<string, object>
        {
            ["largest_gap"] = path.Max(model => model.Gap),
            ["passes"] = path.Sum(model => model.Iterations),
            ["used"] = path[^1].Coefficients.Values.Count(value => value != 0),
            ["objectives"] = path.Select(model => Objective(model, table)).ToArray(),
        });
    }

    /// <summary>The objective over the target's mean square, computed anew from the coefficients.</summary>
    static double Objective(LassoModel model, Table table)
    {
        var y = table.Column<double>("target").Values;
        var predictions = model.PredictValues(table);
        var mean = 0.0;
        foreach (var value in y)
        {
            mean += value / y.Length;
        }

        double squares = 0, square = 0;
        for (var row = 0; row < y.Length; row++)
        {
            squares += (y[row] - predictions[row]) * (y[row] - predictions[row]) / y.Length;
            square += (y[row] - mean) * (y[row] - mean) / y.Length;
        }

        return ((0.5 * squares) + (model.Recipe.Penalty * model.Coefficients.Values.Sum(Math.Abs))) / square;
    }
}
