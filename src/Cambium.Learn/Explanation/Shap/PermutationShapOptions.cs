using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute permutation SHAP.</summary>
public sealed record PermutationShapOptions
{
    /// <summary>How many orders of the columns are drawn; each is gone through forwards and backwards. Default 10. Range [1, 100000].</summary>
    public int Permutations { get; init => field = Check.InRange(value, 1, 100_000); } = 10;

    /// <summary>Whether the margin or the answer is explained: of a classifier its log-odds or its probabilities. Default Answer.</summary>
    public ShapOutput Output { get; init => field = Check.Defined(value); } = ShapOutput.Answer;

    /// <summary>The seed of the drawn orders. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as coalitions are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
