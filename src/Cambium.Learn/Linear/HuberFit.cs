using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds coefficients and scale of a Huber regression together.</summary>
/// <param name="Coefficients">One a feature, in the features' own units.</param>
/// <param name="Intercept">The constant.</param>
/// <param name="Scale">σ.</param>
/// <param name="Outliers">Rows farther from the prediction than the threshold.</param>
/// <param name="Result">How the search ended.</param>
sealed record HuberFit(double[] Coefficients, double Intercept, double Scale, int Outliers, LbfgsResult Result)
{
    // A row outside the threshold has no curvature; so much of what a parabola through it would have keeps the matrix sound where few rows are inside.
    const double OutsideCurvature = 0.1;

    // Of the residuals' scale when the target's is 1: where rows are fitted exactly it would go to 0, and the objective has no minimum.
    const double LeastScale = 1e-9;

    internal static HuberFit To(RegressionData data, HuberRegression recipe, FitOptions options)
    {
        var design = LinearDesign.From(data.Features, data.Weights, recipe.Intercept, options);
        var (center, spread) = Level(data.Target, data.Weights, recipe.Intercept);
        if (spread == 0)
        {
            options.Progress?.Report(new FitProgress("iterations", 0, recipe.MaxIterations));
            return new HuberFit(new double[design.FeatureCount], center, 0, 0, new LbfgsResult(LbfgsStop.Converged, 0, 0, 0, 0));
        }

        // The objective of c y is c times that of y, with L2 by c.
        var y = Array.ConvertAll(data.Target, value => (value - center) / spread);
        var threshold = recipe.Threshold;
        var scale = 1.0;
        var objective = new ScoreObjective(design, Loss, 2 * recipe.L2 * spread, recipe.Intercept, options);
        var point = new double[objective.Length + 1];
        point[^1] = 1;
        Evaluate(point, new double[point.Length]);
        objective.UpdateCurvature();
        var result = Lbfgs.Minimize(
            Evaluate,
            point,
            new LbfgsOptions
            {
                Tolerance = recipe.Tolerance,
                MaxIterations = recipe.MaxIterations,
                Preconditioner = Precondition,
                Progress = AfterIteration,
                CancellationToken = options.CancellationToken,
            });
        options.Progress?.Report(new FitProgress("solve", 1, 1));
        var (coefficients, intercept) = objective.Unscale(point.AsSpan(0, objective.Length));
        for (var j = 0; j < coefficients.Length; j++)
        {
            coefficients[j] *= spread;
        }

        var predictions = new LinearFunction(data.Input, coefficients, (intercept * spread) + center, means: null).Values(data.Features);
        var outliers = predictions.Where((value, row) => Math.Abs(data.Target[row] - value) > threshold * point[^1] * spread).Count();
        return new HuberFit(coefficients, recipe.Intercept ? (intercept * spread) + center : 0, point[^1] * spread, outliers, result);

        double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
        {
            scale = at[^1];
            if (!(scale >= LeastScale))
            {
                return double.PositiveInfinity;
            }

            var value = objective.Evaluate(at[..^1], gradient[..^1]);
            gradient[^1] = objective.Other;
            return value;
        }

        void Precondition(Span<double> vector)
        {
            objective.Apply(vector);
            vector[^1] *= scale / 2;
        }

        void AfterIteration(int iteration, double loss, double gradientNorm)
        {
            options.Progress?.Report(new FitProgress("iterations", iteration, recipe.MaxIterations) { TrainingLoss = loss * spread });
            if (iteration < 16 || int.IsPow2(iteration))
            {
                objective.UpdateCurvature();
            }
        }

        (double Loss, double Other) Loss(int start, Span<double> z, Span<double> curvatures)
        {
            var (sum, slopes) = (0.0, 0.0);
            for (var i = 0; i < z.Length; i++)
            {
                var weight = data.Weights.Length == 0 ? 1 : data.Weights[start + i];
                var residual = z[i] - y[start + i];
                var size = Math.Abs(residual);
                if (size <= threshold * scale)
                {
                    sum += weight * (scale + (residual * residual / scale));
                    slopes += weight * (1 - (residual * residual / scale / scale));
                    z[i] = weight * 2 * residual / scale;
                    curvatures[i] = weight * 2 / scale;
                }
                else
                {
                    sum += weight * (scale + (2 * threshold * size) - (threshold * threshold * scale));
                    slopes += weight * (1 - (threshold * threshold));
                    z[i] = weight * 2 * threshold * Math.Sign(residual);
                    curvatures[i] = OutsideCurvature * weight * 2 * threshold / size;
                }
            }

            return (sum, slopes);
        }
    }

    /// <summary>The median and the median distance from it of the rows that count; the mean distance where more than half are equal.</summary>
    static (double Center, double Spread) Level(double[] y, double[] weights, bool intercept)
    {
        var counted = y.Where((_, row) => weights.Length == 0 || weights[row] > 0).ToArray();
        var center = intercept ? Median(counted) : 0;
        var distances = Array.ConvertAll(counted, value => Math.Abs(value - center));
        var spread = Median(distances);
        return (center, spread > 0 ? spread : distances.Average());
    }

    static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
