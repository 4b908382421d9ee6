using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute permutation importance.</summary>
public sealed record ExplainOptions
{
    /// <summary>How often each column is shuffled. Default 5. Range [2, 1000].</summary>
    public int Repeats { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>
    /// Columns that are shuffled together, row by row, so that what they say alike is lost at once; of columns that stand for each other, each alone seems to matter little. Default none: each
    /// column is shuffled alone, as are those that no group names.
    /// </summary>
    public EquatableArray<EquatableArray<string>> Groups { get; init; }

    /// <summary>
    /// Whether a column is shuffled only among rows where the other columns say much the same of it (conditional importance): what is lost is then what the column alone knows, and no rows are made that
    /// could not occur. Default false. The rows are parted by a tree that predicts the column from the others.
    /// </summary>
    public bool Conditional { get; init; }

    /// <summary>Most parts that the rows are divided into, each of at least 20 rows. Default 16. Range [2, 1000]. Ignored unless <see cref="Conditional"/>.</summary>
    public int Strata { get; init => field = Check.InRange(value, 2, 1000); } = 16;

    /// <summary>The score that is watched. Null, the default: roc_auc for two classes, accuracy for more, r2 for numbers.</summary>
    public Metric? Metric { get; init; }

    /// <summary>The seed of the shuffles. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told after each column. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
