using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How the coverage of intervals and sets is told.</summary>
public sealed record CoverageOptions
{
    /// <summary>The columns whose groups are told apart; several: each combination. The model need not read them. Default none: those that the recipe covers by.</summary>
    public EquatableArray<string> By { get; init; } = [];

    /// <summary>The column whose equal values make rows belong together, for the 95 % intervals of the figures. Empty: each row stands for itself.</summary>
    public string GroupBy { get; init => field = value ?? throw new ArgumentNullException(nameof(GroupBy)); } = "";
}
