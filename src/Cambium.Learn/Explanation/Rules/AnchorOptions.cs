using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to look for an anchor.</summary>
public sealed record AnchorOptions
{
    /// <summary>The precision that an anchor must have. Default 0.95. Range [0.5, 0.999].</summary>
    public double Precision { get; init => field = Check.InRange(value, 0.5, 0.999); } = 0.95;

    /// <summary>How sure that must be, as the chance to be wrong. Default 0.1. Range [0.0001, 0.5].</summary>
    public double Doubt { get; init => field = Check.InRange(value, 0.0001, 0.5); } = 0.1;

    /// <summary>Most conditions. Default 4. Range [1, 20].</summary>
    public int MaxConditions { get; init => field = Check.InRange(value, 1, 20); } = 4;

    /// <summary>How many rules are lengthened at a time. Default 4. Range [1, 100].</summary>
    public int BeamWidth { get; init => field = Check.InRange(value, 1, 100); } = 4;

    /// <summary>How many rows are made at a time. Default 100. Range [10, 10000].</summary>
    public int BatchSize { get; init => field = Check.InRange(value, 10, 10_000); } = 100;

    /// <summary>Most rows that are made for one rule. Default 5000. Range [100, 1000000].</summary>
    public int MaxSamples { get; init => field = Check.InRange(value, 100, 1_000_000); } = 5000;

    /// <summary>The seed of the made rows. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Told after each number of conditions. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
