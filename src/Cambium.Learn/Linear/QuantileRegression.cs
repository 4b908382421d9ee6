using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a quantile of the target, the median by default, as a weighted sum of the features: a tenth of the rows lie below the 0.1 quantile.</summary>
/// <remarks>
/// <para>Minimises (1 / Σ sᵢ) Σ sᵢ ρ(yᵢ − b − xᵢ·w) + Penalty ‖w‖₁ over w and b, with ρ(r) = Quantile r where r is above 0, else (Quantile − 1) r, and s the weights of the rows.
/// scikit-learn's <c>QuantileRegressor(quantile=Quantile, alpha=Penalty)</c> and, without penalty, R's <c>quantreg::rq</c> are the same.</para>
/// <para>The linear programme is solved by an interior-point method (Frisch-Newton), then rounded to a corner, at which as many rows are fitted exactly as there are
/// coefficients: time O(n p²) an iteration, some 20 of them, memory O(n + p²) beyond the table.</para>
/// <para>Use it for intervals (0.05 and 0.95), for the typical row where outliers are about (0.5), or where the spread depends on the features. Not for the mean. Several
/// quantiles may cross where rows are few.</para>
/// <para>Features need no scaling, except that the penalty weighs all coefficients alike. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: R. Koenker, G. Bassett, "Regression Quantiles", 1978; S. Portnoy, R. Koenker, 1997 (the method); A. Belloni, V. Chernozhukov, 2011 (the penalty).</para>
/// </remarks>
public sealed record QuantileRegression : Regressor
{
    /// <summary>The quantile to predict. Default 0.5. Range [0.0001, 0.9999]. 0.5 is the median: least absolute deviations.</summary>
    public double Quantile { get; init => field = Check.InRange(value, 0.0001, 0.9999); } = 0.5;

    /// <summary>The penalty on the sizes of the coefficients, which makes those of features that do not help exactly 0; the intercept is never penalised. Default 0. Range [0, ∞). The
    /// objective is a mean over rows, so it means the same on any number of them.</summary>
    public double Penalty { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>Stop when the objective is proved to be no further above its minimum than this share of the target's standard deviation. Default 1e-9. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-9;

    /// <summary>Most iterations; the model tells whether it converged before. Default 200. Range [1, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 1); } = 200;

    /// <summary>Whether to add a constant b. Default true. False forces the prediction to be 0 where all features are 0.</summary>
    public bool Intercept { get; init; } = true;

    /// <inheritdoc/>
    public override QuantileRegressionModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options, FeatureNeeds.FiniteNumbers);
        var design = LinearDesign.From(data.Features, data.Weights, Intercept, options);
        var moments = ColumnMoments.Of(data.Target, data.Weights, design.TotalWeight);
        var scale = LinearDesign.Scale(moments, Intercept);
        if (scale == 0)
        {
            options.Progress?.Report(new FitProgress("iterations", 0, MaxIterations));
            var constant = new LinearFunction(data.Input, new double[data.Features.FeatureCount], Intercept ? moments.Mean : 0, data.Means(options));
            return new QuantileRegressionModel(this, constant, target, 0, 0, converged: true);
        }

        var center = Intercept ? moments.Mean : 0;
        var y = Array.ConvertAll(data.Target, value => (value - center) / scale);

        // Over a deviation near 0 a penalty would be infinite.
        const double Largest = 1e100;
        var penalties = Penalty == 0 ? [] : Array.ConvertAll(design.Scales, spread => Math.Min(Largest, Penalty * design.TotalWeight / spread));
        var solution = new QuantileProgram(design, y, Quantile, penalties, Intercept, options).Solve(
            Tolerance,
            MaxIterations,
            (iteration, loss) => options.Progress?.Report(new FitProgress("iterations", iteration, MaxIterations) { TrainingLoss = loss * scale }));
        return new QuantileRegressionModel(this, Unscale(data.Input, data.Means(options), design, solution, (center, scale)), target, solution.Gap, solution.Iterations, solution.Converged);
    }

    LinearFunction Unscale(Schema input, TrainingMeans? means, LinearDesign design, QuantileSolution solution, (double Center, double Scale) target)
    {
        var weights = new double[design.Columns.Length];
        var intercept = target.Center + (target.Scale * solution.Point[0]);
        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] = solution.Point[j + 1] * target.Scale / design.Scales[j];
            intercept -= weights[j] * design.Means[j];
        }

        return new LinearFunction(input, design.Spread(weights), Intercept ? intercept : 0, means);
    }
}
