namespace Cambium.Learn;

/// <summary>A figure of what a threshold calls rows: a part and the rest of a whole, or a mean cost.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Sides">The weight of what it is the share of, and of the rest; for a cost, the cost and NaN.</param>
/// <remarks>Where few rows are on one side, resamples of them show too little spread, of none no spread at all; Wilson's interval then is the least that is given.</remarks>
sealed record ThresholdFigure(string Name, Func<ThresholdCalls, ThresholdGoal, (double Part, double Others)> Sides)
{
    /// <summary>Rows from which on the resamples of a side can be trusted; the usual rule for the normal approximation of a share.</summary>
    const double Few = 5;

    internal static IReadOnlyList<ThresholdFigure> All { get; } =
    [
        new("precision", (calls, _) => (calls.Truly, calls.Falsely)),
        new("recall", (calls, _) => (calls.Truly, calls.Positives - calls.Truly)),
        new("specificity", (calls, _) => (calls.Negatives - calls.Falsely, calls.Falsely)),
        new("selected", (calls, _) => (calls.Truly + calls.Falsely, calls.Positives + calls.Negatives - calls.Truly - calls.Falsely)),
        new("f1", (calls, _) => (2 * calls.Truly, calls.Falsely + calls.Positives - calls.Truly)),
        new("cost", (calls, goal) => (calls.Cost(goal), double.NaN)),
    ];

    internal double Of(ThresholdCalls calls, ThresholdGoal goal)
    {
        var (part, rest) = Sides(calls, goal);
        return double.IsNaN(rest) ? part : part + rest == 0 ? 0 : part / (part + rest);
    }

    /// <summary>The figure on a scale where its spread hardly depends on it: log-odds with half a row on both sides (J. B. S. Haldane, 1956), a cost's square root.</summary>
    internal double Stretched(ThresholdCalls calls, ThresholdGoal goal)
    {
        var (part, rest) = Sides(calls, goal);
        return double.IsNaN(rest) ? Math.Sqrt(part) : Math.Log((part + 0.5) / (rest + 0.5));
    }

    /// <summary>The figure less what it owes to the rows that its threshold was chosen on; null for a share of nothing.</summary>
    /// <param name="calls">What the threshold calls all rows.</param>
    /// <param name="goal">What it was chosen for.</param>
    /// <param name="optimism">Where that lies, on the stretched scale.</param>
    internal Interval? Honest(ThresholdCalls calls, ThresholdGoal goal, Interval? optimism)
    {
        var (part, rest) = Sides(calls, goal);
        if (optimism is not { } own || part + rest == 0)
        {
            return null;
        }

        var (low, high) = (Stretched(calls, goal) - own.High, Stretched(calls, goal) - own.Low);
        if (double.IsNaN(rest))
        {
            return new Interval(Square(low), Square(high));
        }

        var wilson = WilsonInterval.Of(part / (part + rest), part + rest);
        return Math.Min(part, rest) >= Few ? new Interval(Share(low), Share(high)) : new Interval(Math.Min(wilson.Low, Share(low)), Math.Max(wilson.High, Share(high)));
    }

    static double Square(double root) => Math.Max(0, root) * Math.Max(0, root);

    static double Share(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
