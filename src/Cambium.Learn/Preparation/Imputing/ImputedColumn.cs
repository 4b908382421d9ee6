using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a column was at training, and what its missing values become.</summary>
/// <param name="Column">The column at training.</param>
sealed record ImputedColumn(Field Column)
{
    /// <summary>The level that stands for a missing category.</summary>
    internal const string MissingLevel = "missing";

    /// <summary>The fill of a number; of a truth, 1 for true.</summary>
    public double Number { get; init; }

    /// <summary>The fill of a moment, in ticks.</summary>
    public long Ticks { get; init; }

    /// <summary>The fill of a category.</summary>
    public string Level { get; init; } = MissingLevel;

    /// <summary>Whether a truth column tells where the value was missing.</summary>
    public bool Indicator { get; init; }

    /// <summary>The name of that truth column.</summary>
    [JsonIgnore]
    public string IndicatorName => MissingIndicators.NameOf(Column.Name);
}
