using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>What a column is, without its values.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values are.</param>
public sealed record Field(string Name, ColumnType Type)
{
    /// <summary>The levels of a category, in the order of their codes; empty for every other type.</summary>
    public EquatableArray<string> Levels { get; init; } = [];

    /// <summary>How many numbers each vector of a sparse column has; 0 for every other type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Width { get; init; }

    /// <summary>What each place of a sparse column's vectors is called; empty where the places have no names, and for every other type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EquatableArray<string> FeatureNames { get; init; }
}
