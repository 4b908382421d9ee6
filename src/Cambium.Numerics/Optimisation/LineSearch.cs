namespace Cambium.Numerics;

/// <summary>
/// Finds a step along a direction that lowers a function enough and flattens its slope (the strong Wolfe conditions). Where the gain is
/// too small for the function's rounding to show, the slope alone decides.
/// </summary>
/// <remarks>
/// Source: J. Nocedal, S. Wright, "Numerical Optimization", 2nd ed., algorithms 3.5 and 3.6, with cubic interpolation; W. Hager, H. Zhang, 2005, for the
/// decision by slope (their approximate Wolfe condition).
/// </remarks>
sealed class LineSearch(LbfgsObjective objective, int length, CancellationToken cancellationToken)
{
    // Nocedal and Wright's values for quasi-Newton directions.
    const double Decrease = 1e-4;
    const double Flattening = 0.9;

    // Rounding of a sum of many terms, relative to the sum: far above 2⁻⁵³, far below any gain that counts.
    const double Rounding = 1e-13;

    const int MaxEvaluations = 40;

    readonly double[] _point = new double[length];
    readonly double[] _gradient = new double[length];
    double _startValue;
    double _startSlope;

    /// <summary>How often the function was evaluated, over all searches.</summary>
    internal int Evaluations { get; private set; }

    /// <summary>The point that the search found.</summary>
    internal ReadOnlySpan<double> Point => _point;

    /// <summary>The gradient there.</summary>
    internal ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>The value there.</summary>
    internal double Value { get; private set; }

    /// <summary>Evaluates the function anywhere, counted.</summary>
    internal double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Evaluations++;
        return objective(point, gradient);
    }

    /// <summary>Searches from a point; where it returns false, no step lowers the function.</summary>
    internal bool Search(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> gradient, ReadOnlySpan<double> direction, double firstStep)
    {
        _startValue = value;
        _startSlope = Dot.Of(gradient, direction);
        if (!(_startSlope < 0) || !double.IsFinite(_startSlope))
        {
            return false;
        }

        var low = new Trial(0, value, _startSlope); // the best so far that is on the near side of a minimum
        var high = default(Trial?); // the other end of an interval that holds one
        var step = firstStep;
        for (var evaluation = 0; evaluation < MaxEvaluations; evaluation++)
        {
            var trial = Try(start, direction, step);
            if (!IsLowEnough(trial) || (low.Step > 0 && trial.Value >= low.Value && !IsLevel(trial)))
            {
                high = trial;
            }
            else if (Math.Abs(trial.Slope) <= -Flattening * _startSlope)
            {
                return true;
            }
            else
            {
                if (high is { } end ? trial.Slope * (end.Step - low.Step) >= 0 : trial.Slope >= 0)
                {
                    high = low;
                }

                low = trial;
            }

            step = high is { } other ? Between(low, other) : 4 * step;
            if (!(Math.Abs(step - low.Step) > 1e-16 * low.Step) || !double.IsFinite(step))
            {
                break;
            }
        }

        // No step meets both conditions; one that lowers the value will do.
        return low.Value < value && Try(start, direction, low.Step).Value < value;
    }

    Trial Try(ReadOnlySpan<double> start, ReadOnlySpan<double> direction, double step)
    {
        start.CopyTo(_point);
        AddScaled.Into(step, direction, _point);
        Value = Evaluate(_point, _gradient);
        return new Trial(step, Value, Dot.Of(_gradient, direction));
    }

    bool IsLowEnough(Trial trial) =>
        double.IsFinite(trial.Slope)
        && (trial.Value <= _startValue + (Decrease * trial.Step * _startSlope)
            || (IsLevel(trial) && trial.Slope <= ((2 * Decrease) - 1) * _startSlope));

    bool IsLevel(Trial trial) => trial.Value <= _startValue + (Rounding * Math.Abs(_startValue)) && trial.Value >= _startValue - (Rounding * Math.Abs(_startValue));

    /// <summary>The minimum of the cubic through both ends, kept off the ends so that the interval always shrinks.</summary>
    static double Between(Trial a, Trial b)
    {
        var width = b.Step - a.Step;
        if (!double.IsFinite(b.Value) || !double.IsFinite(b.Slope))
        {
            return a.Step + (0.1 * width);
        }

        var secant = a.Slope + b.Slope - (3 * (b.Value - a.Value) / width);
        var root = Math.Sqrt(Math.Max(0, (secant * secant) - (a.Slope * b.Slope))) * Math.Sign(width);
        var position = 1 - ((b.Slope + root - secant) / (b.Slope - a.Slope + (2 * root)));
        return a.Step + (width * (double.IsFinite(position) ? Math.Clamp(position, 0.1, 0.9) : 0.5));
    }

    readonly record struct Trial(double Step, double Value, double Slope);
}
