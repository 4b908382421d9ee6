using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How to run one fit, as opposed to what to learn: nothing here changes the model but the weights and the validation rows.
/// </summary>
public readonly record struct FitOptions
{
    /// <summary>
    /// The column that holds a weight for each row: finite numbers of at least 0. Null: every row counts 1. It is never a feature.
    /// </summary>
    public string? Weight { get; init; }

    /// <summary>
    /// Rows that the model is not fitted on but that early stopping watches. Null: none. Ignored by recipes that do not stop early.
    /// </summary>
    public Table? Validation { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor. The model is the same to the bit at any number.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Told of the fit's progress, on the fitting thread. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the fit early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
