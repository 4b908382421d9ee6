using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compare a model's answers with the truth: which figures, and how their intervals are made.</summary>
/// <remarks>
/// Intervals come from resamples of the rows, or of whole groups of rows where <see cref="GroupBy"/> names a column: rows of one patient or one house are alike, and intervals that take them for
/// independent are too narrow. The same rows and settings give the same intervals at any thread count.
/// </remarks>
public sealed record EvaluateOptions
{
    /// <summary>Figures beyond the report's own; one that it has already is not repeated. Default none.</summary>
    public EquatableArray<Metric> Metrics { get; init; } = [];

    /// <summary>How intervals are made. Default Percentile.</summary>
    public IntervalMethod Intervals { get; init => field = Check.Defined(value); } = IntervalMethod.Percentile;

    /// <summary>The column whose equal values make rows belong together; missing values are one group. Null, the default: each row stands for itself.</summary>
    public string? GroupBy { get; init; }

    /// <summary>The number of resamples; tables of over 100,000 rows take fewer, down to 200. Default 1000. Range [200, 100000].</summary>
    public int Resamples { get; init => field = Check.InRange(value, 200, 100_000); } = 1000;

    /// <summary>The seed of the resamples. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use for the resamples; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>The report's own figures alone.</summary>
    internal static EvaluateOptions WithoutIntervals { get; } = new() { Intervals = IntervalMethod.None };
}
