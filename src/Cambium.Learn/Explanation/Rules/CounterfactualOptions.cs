using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What counterfactuals may change, and what they are to reach.</summary>
public sealed record CounterfactualOptions
{
    /// <summary>The class that the row is to be called. Null, the default: of two classes the other one; of a model of more classes one must be named. Only for classifiers.</summary>
    public string? Class { get; init; }

    /// <summary>The least number that is to be answered. Null, the default, for none. Finite. Only for regressors and outlier detectors.</summary>
    public double? AtLeast { get; init => field = Finite(value, nameof(AtLeast)); }

    /// <summary>The greatest number that is to be answered. Null, the default, for none. Finite. Only for regressors and outlier detectors.</summary>
    public double? AtMost { get; init => field = Finite(value, nameof(AtMost)); }

    /// <summary>Columns that must stay as they are. Default none. Moments, free text and vectors always stay.</summary>
    public EquatableArray<string> Immutable { get; init; }

    /// <summary>Columns of numbers that may only grow, as an age. Default none.</summary>
    public EquatableArray<string> OnlyIncreasing { get; init; }

    /// <summary>Columns of numbers that may only fall. Default none.</summary>
    public EquatableArray<string> OnlyDecreasing { get; init; }

    /// <summary>Ranges that columns of numbers must stay in. Default none: the range of the background.</summary>
    public EquatableArray<AllowedRange> Ranges { get; init; }

    /// <summary>How many counterfactuals to give, if there are so many; different in which columns they change where that is possible, else in a category or by a quarter of what a number changes. Default 3. Range [1, 100].</summary>
    public int Count { get; init => field = Check.InRange(value, 1, 100); } = 3;

    /// <summary>Most columns that one changes. Default 3. Range [1, 20].</summary>
    public int MaxChanges { get; init => field = Check.InRange(value, 1, 20); } = 3;

    /// <summary>Most values of a number that are tried, quantiles of the background. Default 20. Range [2, 1000].</summary>
    public int Candidates { get; init => field = Check.InRange(value, 2, 1000); } = 20;

    /// <summary>How many partial changes are followed up at a time. Default 50. Range [1, 10000].</summary>
    public int BeamWidth { get; init => field = Check.InRange(value, 1, 10_000); } = 50;

    /// <summary>Told after each number of changes. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    static double? Finite(double? value, string setting) => value is { } number ? Check.InRange(number, double.MinValue, double.MaxValue, setting) : null;
}
