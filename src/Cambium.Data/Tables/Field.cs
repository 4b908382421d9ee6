namespace Cambium.Data;

/// <summary>What a column is, without its values.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values are.</param>
public sealed record Field(string Name, ColumnType Type)
{
    /// <summary>The levels of a category, in the order of their codes; empty for every other type.</summary>
    public EquatableArray<string> Levels { get; init; } = [];
}
