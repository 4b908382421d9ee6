using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute KernelSHAP.</summary>
public sealed record KernelShapOptions
{
    /// <summary>
    /// Most coalitions of columns that the model is asked about; where there are no more than so many, 2^p − 2, all are taken and the values are exact. At least two a column. Default 0, which stands for
    /// 2,048 and two a column. Range [0, 1000000].
    /// </summary>
    public int Coalitions { get; init => field = Check.InRange(value, 0, 1_000_000); }

    /// <summary>Whether the margin or the answer is explained: of a classifier its log-odds or its probabilities. Default Answer.</summary>
    public ShapOutput Output { get; init => field = Check.Defined(value); } = ShapOutput.Answer;

    /// <summary>The seed of the drawn coalitions. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as coalitions are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
