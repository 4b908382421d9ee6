namespace Cambium.Data;

/// <summary>The value of a column.</summary>
sealed class ColumnExpression : Expression
{
    internal ColumnExpression(string name)
        : base(depth: 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    internal string Name { get; }
}
