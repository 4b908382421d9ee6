namespace Cambium.Data;

/// <summary>The words that expressions begin with; meant for <c>using static Cambium.Data.Expressions;</c>.</summary>
public static partial class Expressions
{
    /// <summary>The value of a column.</summary>
    /// <param name="name">Not empty; looked up when the expression meets a table.</param>
    public static Expression Col(string name) => new ColumnExpression(name);

    /// <summary>The same number in every row; NaN is missing.</summary>
    public static Expression Lit(double value) => new LiteralExpression(value);

    /// <summary>The same whole number in every row.</summary>
    public static Expression Lit(long value) => new LiteralExpression(value);

    /// <summary>The same truth in every row.</summary>
    public static Expression Lit(bool value) => new LiteralExpression(value);

    /// <summary>The same text in every row; null is missing.</summary>
    public static Expression Lit(string? value) => new LiteralExpression(value);

    /// <summary>The same moment in every row.</summary>
    public static Expression Lit(DateTime value) => new LiteralExpression(value);

    /// <summary>No value, of the type that the place asks for; a number where it asks for none.</summary>
    public static Expression Missing => new LiteralExpression(null);

    /// <summary>The first of the values that is not missing.</summary>
    public static Expression Coalesce(params IReadOnlyList<Expression> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        return Expression.Call(Operation.Coalesce, [.. values]);
    }

    /// <summary>Descending by a column, for <see cref="Table.Sort(IReadOnlyList{SortKey})"/>.</summary>
    public static SortKey Descending(string column) => new(column, Descending: true);

    /// <summary>A value where a condition holds; further cases and what is left follow: <c>When(a, 1).When(b, 2).Otherwise(3)</c>.</summary>
    public static Conditional When(Expression condition, Expression value) => new([condition, value]);
}
