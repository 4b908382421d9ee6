using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A generalised linear model whose prediction is e^(b + x·w), with what its fit found: what the models for Poisson, gamma and Tweedie targets have in common.</summary>
sealed record LogLinearFit(LinearFunction Function, double Deviance, double NullDeviance, bool Converged, int Iterations, double GradientNorm)
{
    // A fit that has not converged by then goes on with the curvature of every second, fourth, ... point.
    const int EveryPoint = 16;

    internal double ExplainedDeviance => NullDeviance > 0 ? 1 - (Deviance / NullDeviance) : 0;

    /// <summary>Fits to rows.</summary>
    internal static LogLinearFit To(RegressionData data, double power, double l2, bool intercept, (double Tolerance, int MaxIterations) stop, FitOptions options)
    {
        var design = LinearDesign.From(data.Features, data.Weights, intercept, options);
        var level = ColumnMoments.Of(data.Target, data.Weights, design.TotalWeight).Mean;
        if (!(level > 0))
        {
            throw new TableException("The table cannot be learned from: the target is 0 in every row whose weight is above 0; the learner needs rows above 0.");
        }

        // Targets of mean 1: the tolerance then means the same in any unit. The deviance of c y is c^(2 − power) times that of y.
        var y = Array.ConvertAll(data.Target, value => value / level);
        var unit = Math.Pow(level, 2 - power);
        var objective = new ScoreObjective(design, Loss, l2 / unit, intercept, options);
        var point = new double[objective.Length];
        point[0] = 0;
        objective.Evaluate(point, new double[point.Length]);
        objective.UpdateCurvature();
        var result = Lbfgs.Minimize(
            objective.Evaluate,
            point,
            new LbfgsOptions
            {
                Tolerance = stop.Tolerance,
                MaxIterations = stop.MaxIterations,
                Memory = 3,
                Preconditioner = objective.Apply,
                Progress = AfterIteration,
                CancellationToken = options.CancellationToken,
            });
        var (coefficients, constant) = objective.Unscale(point);
        var function = new LinearFunction(data.Input, coefficients, intercept ? constant + Math.Log(level) : 0, data.Means(options));
        var means = Means(function.Values(data.Features));
        options.Progress?.Report(new FitProgress("solve", 1, 1));
        return new LogLinearFit(
            function,
            TweedieFamily.MeanDeviance(power, data.Target, means, data.Weights),
            TweedieFamily.MeanDeviance(power, data.Target, [level], data.Weights),
            result.Converged,
            result.Iterations,
            result.GradientNorm);

        void AfterIteration(int iteration, double loss, double gradientNorm)
        {
            options.Progress?.Report(new FitProgress("iterations", iteration, stop.MaxIterations) { TrainingLoss = loss * unit });
            if (iteration < EveryPoint || int.IsPow2(iteration))
            {
                objective.UpdateCurvature();
            }
        }

        (double Loss, double Other) Loss(int start, Span<double> z, Span<double> curvatures)
        {
            var sum = 0.0;
            // Without an intercept there is none that could take up the level.
            var shift = intercept ? 0 : -Math.Log(level);
            for (var i = 0; i < z.Length; i++)
            {
                var weight = data.Weights.Length == 0 ? 1 : data.Weights[start + i];
                var (loss, slope, curvature) = TweedieFamily.OfLog(power, y[start + i], z[i] + shift);
                sum += weight * loss;
                z[i] = weight * slope;
                curvatures[i] = weight * curvature;
            }

            return (sum, 0);
        }
    }

    /// <summary>Why targets are out of the domain; null where they are in it.</summary>
    internal static string? TargetProblem(string kind, double power, string target, double[] y)
    {
        var bad = Array.FindIndex(y, value => !double.IsNaN(value) && !TweedieFamily.IsInDomain(power, value));
        if (bad >= 0)
        {
            return $"the target '{target}' is {y[bad].ToString(System.Globalization.CultureInfo.InvariantCulture)} in row {bad + 1}; " +
                $"{kind} takes numbers {(power >= 2 ? "above 0" : "of at least 0")}";
        }

        return y.Length > 0 && !Array.Exists(y, value => value != 0) ? $"the target '{target}' is 0 in every row; {kind} needs rows above 0" : null;
    }

    /// <summary>The predicted mean of each row.</summary>
    internal double[] PredictValues(Table rows) => Means(Function.Values(rows));

    /// <summary>The share of the deviance around the mean of the rows that the predictions explain.</summary>
    internal double ExplainedDevianceOn(Table test, string kind, double power, string target)
    {
        ArgumentNullException.ThrowIfNull(test);
        var problems = new List<string>();
        var y = RegressionData.ReadTarget(test[target], problems);
        if (TargetProblem(kind, power, target, y) is { } problem)
        {
            problems.Add(problem);
        }

        if (problems.Count > 0)
        {
            throw new TableException($"The rows cannot be judged: {string.Join("; ", problems)}.") { Column = target };
        }

        var none = TweedieFamily.MeanDeviance(power, y, [y.Average()], []);
        return none > 0 ? 1 - (TweedieFamily.MeanDeviance(power, y, PredictValues(test), []) / none) : 0;
    }

    internal string Format(string title, string target) =>
        $"{title} for {target} ({(Converged ? "converged" : "not converged")} after {Iterations} iteration{(Iterations == 1 ? "" : "s")})\n{Function.Format()}";

    internal void Write(ModelWriter writer)
    {
        Function.Write(writer);
        writer.Array("deviance", [Deviance, NullDeviance]);
        writer.Array("gradient_norm", [GradientNorm]);
        writer.Value("converged", Converged);
        writer.Value("iterations", Iterations);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The numbers are not there, not so many, or one is not finite.</exception>
    internal static LogLinearFit Read(ModelHeader header, ModelReader reader)
    {
        var deviances = reader.Finite("deviance", 2);
        return new LogLinearFit(
            LinearFunction.Read(header, reader),
            deviances[0],
            deviances[1],
            reader.Value<bool>("converged"),
            reader.Value<int>("iterations"),
            reader.Finite("gradient_norm", 1)[0]);
    }

    static double[] Means(double[] values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = Math.Min(Math.Exp(values[row]), double.MaxValue);
        }

        return values;
    }
}
