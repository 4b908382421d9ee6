namespace Cambium.Tracking;

/// <summary>An attribute that can be filtered or ordered by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">The column that holds it.</param>
sealed record SearchField(string Name, string Column)
{
    /// <summary>Whether it is compared as a number.</summary>
    internal bool IsNumber { get; init; }

    /// <summary>Whether a number may also be quoted.</summary>
    internal bool MayBeQuoted { get; init; }

    /// <summary>Whether IN and NOT IN are allowed.</summary>
    internal bool TakesLists { get; init; }

    /// <summary>Whether a filter may name it; else only an order.</summary>
    internal bool IsFiltered { get; init; } = true;

    /// <summary>Whether an order may name it; else only a filter.</summary>
    internal bool IsOrdered { get; init; } = true;

    /// <summary>The number to compare with in place of a text, for those that are stored as one.</summary>
    internal Func<string, long>? Stored { get; init; }
}
