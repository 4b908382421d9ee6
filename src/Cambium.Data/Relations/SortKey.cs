namespace Cambium.Data;

/// <summary>A column to order rows by; a name alone orders ascending.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Descending">Whether the greatest comes first. Missing values come last either way.</param>
public readonly record struct SortKey(string Column, bool Descending = false)
{
    /// <summary>Ascending by a column.</summary>
    public static implicit operator SortKey(string column) => new(column);

    /// <summary>Ascending by a column.</summary>
    public static SortKey FromString(string column) => new(column);
}
