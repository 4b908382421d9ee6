namespace Cambium.Numerics;

/// <summary>The last steps of <see cref="Lbfgs"/> and the approximation of the inverse Hessian that they make.</summary>
sealed class LbfgsHistory(int length, int memory, LbfgsPreconditioner? preconditioner)
{
    readonly double[][] _steps = new double[memory][];
    readonly double[][] _changes = new double[memory][]; // of the gradient
    readonly double[] _inverseCurvatures = new double[memory]; // 1 / (step · change)
    readonly double[] _coefficients = new double[memory];
    readonly double[] _scratch = new double[length];
    int _next;

    /// <summary>The number of steps remembered.</summary>
    internal int Count { get; private set; }

    /// <summary>Forgets all steps.</summary>
    internal void Clear()
    {
        Count = 0;
        _next = 0;
    }

    /// <summary>Remembers a step, unless the function did not curve upwards along it.</summary>
    internal void Add(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientFrom, ReadOnlySpan<double> gradientTo)
    {
        var step = _steps[_next] ??= new double[length];
        var change = _changes[_next] ??= new double[length];
        for (var i = 0; i < length; i++)
        {
            step[i] = to[i] - from[i];
            change[i] = gradientTo[i] - gradientFrom[i];
        }

        var curvature = Dot.Of(step, change);
        if (!(curvature > 0) || !double.IsFinite(1 / curvature))
        {
            return;
        }

        _inverseCurvatures[_next] = 1 / curvature;
        _next = (_next + 1) % memory;
        Count = Math.Min(Count + 1, memory);
    }

    /// <summary>Writes −H g, the direction of the quasi-Newton step, by the two-loop recursion.</summary>
    internal void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        gradient.CopyTo(direction);
        for (var age = 1; age <= Count; age++)
        {
            var at = (_next - age + memory) % memory;
            _coefficients[at] = _inverseCurvatures[at] * Dot.Of(_steps[at], direction);
            AddScaled.Into(-_coefficients[at], _changes[at], direction);
        }

        preconditioner?.Invoke(direction);
        var scale = Scale();
        for (var i = 0; i < length; i++)
        {
            direction[i] *= -scale;
        }

        for (var age = Count; age >= 1; age--)
        {
            var at = (_next - age + memory) % memory;
            var correction = _inverseCurvatures[at] * Dot.Of(_changes[at], direction);
            AddScaled.Into(-_coefficients[at] - correction, _steps[at], direction);
        }
    }

    /// <summary>What the preconditioner must be multiplied by to agree with the curvature along the last step.</summary>
    double Scale()
    {
        if (Count == 0)
        {
            return 1;
        }

        var last = (_next - 1 + memory) % memory;
        _changes[last].CopyTo(_scratch, 0);
        preconditioner?.Invoke(_scratch);
        var scale = 1 / (_inverseCurvatures[last] * Dot.Of(_changes[last], _scratch));
        return scale > 0 && double.IsFinite(scale) ? scale : 1;
    }
}
