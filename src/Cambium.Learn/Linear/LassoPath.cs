namespace Cambium.Learn;

/// <summary>Fits for one penalty after another, the strongest first.</summary>
static class LassoPath
{
    const int Count = 100;

    // The weakest penalty over the strongest.
    const double Depth = 1e-3;

    /// <summary>Penalties at equal ratios, from the given one down.</summary>
    internal static IReadOnlyList<double> Standard(double largest) =>
        largest > 0 ? [.. Enumerable.Range(0, Count).Select(step => largest * Math.Pow(Depth, step / (Count - 1.0)))] : [1];

    /// <summary>Refuses penalties that make no path.</summary>
    /// <exception cref="ArgumentException">There is no penalty, or one is out of its range.</exception>
    internal static void Check(IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        if (penalties.Count == 0)
        {
            throw new ArgumentException("'penalties' is empty, expected at least one penalty.", nameof(penalties));
        }

        foreach (var penalty in penalties)
        {
            if (!(penalty > 0) || !double.IsFinite(penalty))
            {
                throw new ArgumentOutOfRangeException(nameof(penalties), penalty, "Each of 'penalties' must be a finite number above 0.");
            }
        }
    }

    /// <summary>Fits for penalties that may depend on the least one at which all coefficients are 0.</summary>
    internal static TModel[] Fit<TModel>(
        LassoProblem problem,
        Func<double, IReadOnlyList<double>> penalties,
        double l1Share,
        (double Tolerance, int MaxSweeps) stop,
        FitOptions options,
        Func<double, LassoSolution, TModel> model)
    {
        var ordered = penalties(problem.LargestPenalty(l1Share)).OrderDescending().ToArray();
        var models = new TModel[ordered.Length];
        for (var i = 0; i < models.Length; i++)
        {
            models[i] = model(ordered[i], problem.Solve(ordered[i], l1Share, stop.Tolerance, stop.MaxSweeps, (_, _) => { }));
            options.Progress?.Report(new FitProgress("penalties", i + 1, models.Length));
        }

        return models;
    }
}
