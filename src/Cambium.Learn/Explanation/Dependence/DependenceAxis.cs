using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column and the values of it that were tried.</summary>
/// <param name="Column">The column of the table, as the user gave it.</param>
/// <param name="Labels">The values as texts, in the order in which they were tried: numbers ascending, a category's levels in their own order.</param>
/// <param name="Numbers">The values as numbers, a truth as 0 or 1, a moment as days since 1970-01-01; empty for a category.</param>
public sealed record DependenceAxis(string Column, EquatableArray<string> Labels, EquatableArray<double> Numbers)
{
    /// <summary>How many values there are.</summary>
    public int Count => Labels.Count;
}
