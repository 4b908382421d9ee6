using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The order of a column's levels, the least first. As text: <c>size=small&lt;medium&lt;large</c>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Levels">All levels that it may have, each once.</param>
public sealed record LevelOrder(string Column, EquatableArray<string> Levels)
{
    /// <summary>The order as text.</summary>
    public override string ToString() => $"{Column}={string.Join('<', Levels)}";

    /// <summary>Reads orders, parted by semicolons.</summary>
    /// <returns>The orders, or null where the text is none.</returns>
    internal static EquatableArray<LevelOrder>? Parse(string text)
    {
        var orders = new List<LevelOrder>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                return null;
            }

            orders.Add(new LevelOrder(part[..equals].Trim(), part[(equals + 1)..].Split('<', StringSplitOptions.TrimEntries).ToEquatableArray()));
        }

        return orders.ToEquatableArray();
    }
}
