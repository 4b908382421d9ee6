using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to cross-validate.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>The number of folds. Default 5. Range [2, number of rows].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>Figures beyond the reports' own. Default none.</summary>
    public EquatableArray<Metric> Metrics { get; init; } = [];

    /// <summary>The seed of the fold assignment. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The column that holds row weights, for fitting; null: none.</summary>
    public string? Weight { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told of each fold ("folds", done, total) and of the fits within. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
