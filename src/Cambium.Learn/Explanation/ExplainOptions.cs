using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute permutation importance.</summary>
public sealed record ExplainOptions
{
    /// <summary>How often each column is shuffled. Default 5. Range [2, 1000].</summary>
    public int Repeats { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The seed of the shuffles. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told after each column. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
