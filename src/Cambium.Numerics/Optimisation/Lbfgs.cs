namespace Cambium.Numerics;

/// <summary>Minimises a smooth function of many variables from its values and gradients.</summary>
/// <remarks>
/// Limited-memory BFGS: 4 m p operations an iteration besides the evaluations, 2 m p memory (m steps remembered, p variables). Deterministic.
/// Source: J. Nocedal, "Updating quasi-Newton matrices with limited storage", 1980; J. Nocedal, S. Wright, 2nd ed., algorithms 7.4 and 7.5.
/// </remarks>
public static class Lbfgs
{
    /// <summary>Walks downhill from a point until the gradient is within the tolerance, or it can go no further.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">Where to start; after each iteration, where it has come.</param>
    /// <param name="options">When to stop.</param>
    /// <returns>How it ended; not converging is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static LbfgsResult Minimize(LbfgsObjective objective, Span<double> point, LbfgsOptions options)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        var line = new LineSearch(objective, point.Length, options.CancellationToken);
        var history = new LbfgsHistory(point.Length, options.Memory, options.Preconditioner);
        var gradient = new double[point.Length];
        var direction = new double[point.Length];
        var value = line.Evaluate(point, gradient);
        var norm = LargestSize(gradient);
        if (!double.IsFinite(value) || !double.IsFinite(norm))
        {
            return new LbfgsResult(LbfgsStop.NotFinite, 0, line.Evaluations, value, norm);
        }

        var iterations = 0;
        while (true)
        {
            if (norm <= options.Tolerance)
            {
                return Result(LbfgsStop.Converged);
            }

            if (iterations == options.MaxIterations)
            {
                return Result(LbfgsStop.MaxIterations);
            }

            history.Direction(gradient, direction);
            var firstStep = history.Count > 0 || options.Preconditioner is not null ? 1 : Math.Min(1, 1 / Math.Sqrt(Dot.Of(gradient, gradient)));
            if (!line.Search(point, value, gradient, direction, firstStep))
            {
                // A direction that rounding has spoilt is no proof that there is none: try once more from the gradient alone.
                if (history.Count == 0)
                {
                    return Result(LbfgsStop.NoProgress);
                }

                history.Clear();
                continue;
            }

            history.Add(point, line.Point, gradient, line.Gradient);
            line.Point.CopyTo(point);
            line.Gradient.CopyTo(gradient);
            value = line.Value;
            norm = LargestSize(gradient);
            iterations++;
            options.Progress?.Invoke(iterations, value, norm);
        }

        LbfgsResult Result(LbfgsStop stop) => new(stop, iterations, line.Evaluations, value, norm);
    }

    /// <summary>The largest |xᵢ|; NaN where one is NaN.</summary>
    static double LargestSize(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var item in x)
        {
            largest = Math.Max(largest, Math.Abs(item));
        }

        return largest;
    }
}
