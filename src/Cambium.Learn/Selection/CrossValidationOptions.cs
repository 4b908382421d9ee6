using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to cross-validate.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>The number of folds. Default 5. Range [2, number of rows]. Ignored where there is a <see cref="Splitter"/>.</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>Figures beyond the reports' own. Default none.</summary>
    public EquatableArray<Metric> Metrics { get; init; } = [];

    /// <summary>The seed of the fold assignment. Default 0. Ignored where there is a <see cref="Splitter"/>, which has its own.</summary>
    public long Seed { get; init; }

    /// <summary>How rows are split; null: dealt out to folds at random, for a classifier with each class as frequent in every fold as in the whole.</summary>
    public Splitter? Splitter { get; init; }

    /// <summary>
    /// Whether the columns that the splitter groups, orders or deals rows by are features too. Default false: only those that the recipe names, since the number of a patient or a fold tells
    /// nothing of new ones.
    /// </summary>
    public bool SplitColumnsAreFeatures { get; init; }

    /// <summary>The column that holds row weights, for fitting; null: none.</summary>
    public string? Weight { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor. Folds are run side by side while copies of their rows fit in a gibibyte. The result is the same to the bit.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told of each fold ("folds", done, total) and of the fits within; never by two threads at once. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Given each fold's report and the number of folds; false leaves out the folds that follow. Null: all are done.</summary>
    internal Func<Report, int, bool>? AfterFold { get; init; }
}
