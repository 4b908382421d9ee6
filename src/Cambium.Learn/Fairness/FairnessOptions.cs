using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>By which groups a model's answers are compared, and how sure the figures are.</summary>
public sealed record FairnessOptions
{
    /// <summary>The columns whose values make the groups; of several, every combination that occurs is a group. At least one; the model need not read them. Default none.</summary>
    public EquatableArray<string> Columns { get; init; } = [];

    /// <summary>Where columns of numbers are cut into groups. Default none: whole numbers of at most 10 values are groups as they are, other numbers are cut at their quantiles.</summary>
    public EquatableArray<GroupBorders> Borders { get; init; } = [];

    /// <summary>How many groups of about equal size a column of numbers is cut into where no borders are given. Default 4. Range [2, 100].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 100); } = 4;

    /// <summary>The class that counts as the decision. Null, the default: the second of two classes; with more classes it must be named.</summary>
    public string? Positive { get; init; }

    /// <summary>Groups of fewer rows are shown and warned of, but left out of differences, unless fewer than two groups would be left. Default 30. Range [1, ∞).</summary>
    public int SmallGroup { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 30;

    /// <summary>How many of the most alike rows a row's decision is compared with for the consistency; 0 leaves that out. Default 5. Range [0, 100].</summary>
    public int Neighbours { get; init => field = Check.InRange(value, 0, 100); } = 5;

    /// <summary>The resamples behind intervals that have no formula; tables of over 100,000 rows take fewer, down to 200. Default 1000. Range [200, 100000].</summary>
    public int Resamples { get; init => field = Check.InRange(value, 200, 100_000); } = 1000;

    /// <summary>The seed of the resamples. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor. The figures are the same to the bit at any number.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }
}
