using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A recipe that <see cref="AutoMl"/> cross-validated.</summary>
public sealed record AutoMlCandidate
{
    /// <summary>Its number, from 1, in the order in which candidates were tried.</summary>
    public required int Number { get; init; }

    /// <summary>The family that it belongs to, of <see cref="AutoMl.Families"/>, "baseline" or "stack".</summary>
    public required string Family { get; init; }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>How it ended: complete, failed, or pruned where its time ran out.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The rows that it was cross-validated on; fewer than the table's where it was a first look.</summary>
    public required int Rows { get; init; }

    /// <summary>The metric in each fold; empty unless complete.</summary>
    public EquatableArray<double> Folds { get; init; } = [];

    /// <summary>The mean of the metric over the folds; NaN unless complete.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>The 95% interval of the mean, by Student's t over the folds, corrected for training rows that folds share; null unless complete.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How long the cross-validation took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }
}
