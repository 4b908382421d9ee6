using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Which slices of rows are looked at, and which of them are told.</summary>
public sealed record WeakSpotOptions
{
    /// <summary>The columns to slice by; the model need not read them. Default none: those that it reads, but for moments and vectors.</summary>
    public EquatableArray<string> Columns { get; init; } = [];

    /// <summary>The most conditions that make a slice, each on another column. Default 3. Range [1, 3]. Fewer where tables are so wide that all slices of so many would take minutes.</summary>
    public int Depth { get; init => field = Check.InRange(value, 1, 3); } = 3;

    /// <summary>The number of bins that a column of numbers is cut into, at its quantiles. Default 4. Range [2, 20].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 20); } = 4;

    /// <summary>The most values of a column of categories that make a slice each, the most frequent first. Default 20. Range [2, 50].</summary>
    public int MaxLevels { get; init => field = Check.InRange(value, 2, 50); } = 20;

    /// <summary>The fewest rows of a slice, and of what is left beside it. Default 30. Range [2, ∞).</summary>
    public int MinRows { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 30;

    /// <summary>The least difference of mean losses that is told, in standard deviations; 0.2 is called small, 0.5 medium, 0.8 large. Default 0.2. Range [0, ∞).</summary>
    public double MinEffect { get; init => field = Check.AtLeast(value, 0.0); } = 0.2;

    /// <summary>The share of slices found that may be there by chance, over all that were tested. Default 0.05. Range [0.0001, 0.5].</summary>
    public double FalseDiscoveryRate { get; init => field = Check.InRange(value, 0.0001, 0.5); } = 0.05;

    /// <summary>The most slices that are told. Default 10. Range [1, 1000].</summary>
    public int MaxSlices { get; init => field = Check.InRange(value, 1, 1000); } = 10;

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Ends the search early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
