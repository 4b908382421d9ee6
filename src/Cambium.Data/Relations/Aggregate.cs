namespace Cambium.Data;

/// <summary>What to compute of a column for every group, and the name of the result; made by <see cref="Expressions.Sum"/> and its siblings.</summary>
public sealed class Aggregate
{
    internal Aggregate(AggregateKind kind, string? column, string name, double share = 0) => (Kind, Column, Name, Share) = (kind, column, name, share);

    /// <summary>The name of the result's column.</summary>
    public string Name { get; }

    internal AggregateKind Kind { get; }

    /// <summary>The column; null where rows are counted.</summary>
    internal string? Column { get; }

    /// <summary>The quantile.</summary>
    internal double Share { get; }

    /// <summary>The same under another name.</summary>
    public Aggregate As(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Aggregate(Kind, Column, name, Share);
    }
}
