using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute SHAP values.</summary>
public sealed record ShapOptions
{
    /// <summary>
    /// Rows that stand for "not known": a column that a coalition leaves out takes its values from here (interventional SHAP); the base value is the mean answer to them. Some 100 rows of the
    /// training table are usual; the time of trees rises with their number. Null, the default: of trees, what is left out follows the training rows down the branches (path-dependent SHAP); of linear
    /// models, it is the mean of the training rows, which the model keeps.
    /// </summary>
    public Table? Background { get; init; }

    /// <summary>Whether the margin or the answer is explained. Default Margin. The answer of a model with a link needs a <see cref="Background"/>.</summary>
    public ShapOutput Output { get; init => field = Check.Defined(value); }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as rows are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
