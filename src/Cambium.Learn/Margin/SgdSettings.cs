namespace Cambium.Learn;

/// <summary>How a stochastic gradient method is to run, for classes and numbers alike.</summary>
sealed record SgdSettings
{
    /// <summary>α, the penalty on the weights.</summary>
    internal double Penalty { get; init; }

    /// <summary>The share of the penalty that goes by absolute values.</summary>
    internal double L1Share { get; init; }

    /// <summary>How the step changes.</summary>
    internal LearningSchedule Schedule { get; init; }

    /// <summary>η.</summary>
    internal double LearningRate { get; init; }

    /// <summary>The exponent of inverse scaling.</summary>
    internal double Power { get; init; }

    /// <summary>The row from which on weights are averaged, from 1; 0 for none.</summary>
    internal int AverageFrom { get; init; }

    /// <summary>Whether an intercept is learned.</summary>
    internal bool Intercept { get; init; } = true;

    /// <summary>Most passes.</summary>
    internal int Epochs { get; init; }

    /// <summary>How much a pass must take off the mean loss to count.</summary>
    internal double Tolerance { get; init; }

    /// <summary>Passes that do not count before the fit ends.</summary>
    internal int Patience { get; init; }

    /// <summary>Whether rows come in random order.</summary>
    internal bool Shuffle { get; init; }

    /// <summary>Whether the loss is looked at after a pass to end the fit.</summary>
    internal bool StopsEarly { get; init; } = true;

    /// <summary>The same, for a number of passes over rows that come later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The passes are not between 1 and a million.</exception>
    internal SgdSettings For(int passes) =>
        passes is >= 1 and <= 1_000_000
            ? this with { Epochs = passes, StopsEarly = false }
            : throw new ArgumentOutOfRangeException(nameof(passes), passes, "passes must be between 1 and 1000000.");
}
