namespace Cambium.Data;

/// <summary>What to compute of a column or an expression for every group, and the name of the result; made by <see cref="Expressions.Sum(string)"/> and its siblings.</summary>
public sealed class Aggregate
{
    internal Aggregate(AggregateKind kind, Expression? of, string name, double share = 0) => (Kind, Of, Name, Share) = (kind, of, name, share);

    /// <summary>The name of the result's column.</summary>
    public string Name { get; }

    internal AggregateKind Kind { get; }

    /// <summary>The column, or what is computed of columns; null where rows are counted.</summary>
    internal Expression? Of { get; }

    /// <summary>The quantile.</summary>
    internal double Share { get; }

    /// <summary>The same under another name.</summary>
    public Aggregate As(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Aggregate(Kind, Of, name, Share);
    }
}
