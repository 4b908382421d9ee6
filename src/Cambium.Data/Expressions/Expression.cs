namespace Cambium.Data;

/// <summary>
/// What is to be computed of a row: columns, literals and operations on them. Immutable; nothing is computed before a table is asked
/// (<see cref="Table.Filter"/>, <see cref="Table.With(string, Expression, int)"/>). Prints what <see cref="Parse"/> reads.
/// </summary>
/// <remarks>
/// <para>A missing value makes missing what is computed of it, but for <c>&amp;</c>, <c>|</c> and <c>!</c>, which follow SQL: missing and false is false, missing or true is
/// true. What is not a number (0/0, the logarithm of −1) is missing; x/0 is infinite. Whole numbers stay whole, and a result that 64 bits do not hold is a
/// <see cref="TableException"/>; the quotient of whole numbers is a <see cref="double"/>; a remainder has the sign of the dividend and is missing where the divisor is 0.</para>
/// <para>Names and types are looked at when the expression meets a table. Cost: one pass over the columns that are named, in blocks of rows, on all processors.</para>
/// </remarks>
#pragma warning disable CA1046, CA2225, S3875, MA0077 // An operator builds an expression; the methods that other languages would call are the operators' names.
public abstract partial class Expression
#pragma warning restore CA1046, CA2225, S3875, MA0077
{
    /// <summary>The most parts that one operation has.</summary>
    internal const int MostParts = 1_000;

    /// <summary>The most operations within one another: what looks into an expression calls itself, and stacks are finite.</summary>
    internal const int MostNested = 500;

    private protected Expression(int depth) =>
        Depth = depth <= MostNested
            ? depth
            : throw new ArgumentException($"The expression has more than {MostNested} operations within one another. Compute a part of it into a column first.", nameof(depth));

    /// <summary>How many operations lie within one another; 1 for a column or a literal.</summary>
    internal int Depth { get; }

    /// <summary>A literal.</summary>
    public static implicit operator Expression(double value) => Expressions.Lit(value);

    /// <summary>A literal.</summary>
    public static implicit operator Expression(long value) => Expressions.Lit(value);

    /// <summary>A literal.</summary>
    public static implicit operator Expression(int value) => Expressions.Lit(value);

    /// <summary>A literal.</summary>
    public static implicit operator Expression(bool value) => Expressions.Lit(value);

    /// <summary>A literal; null is missing.</summary>
    public static implicit operator Expression(string? value) => Expressions.Lit(value);

    /// <summary>A literal.</summary>
    public static implicit operator Expression(DateTime value) => Expressions.Lit(value);

    /// <summary>The sum.</summary>
    public static Expression operator +(Expression left, Expression right) => Call(Operation.Add, left, right);

    /// <summary>The difference.</summary>
    public static Expression operator -(Expression left, Expression right) => Call(Operation.Subtract, left, right);

    /// <summary>The product.</summary>
    public static Expression operator *(Expression left, Expression right) => Call(Operation.Multiply, left, right);

    /// <summary>The quotient, a <see cref="double"/> also of whole numbers.</summary>
    public static Expression operator /(Expression left, Expression right) => Call(Operation.Divide, left, right);

    /// <summary>The remainder, with the sign of the dividend.</summary>
    public static Expression operator %(Expression left, Expression right) => Call(Operation.Remainder, left, right);

    /// <summary>The number with the other sign.</summary>
    public static Expression operator -(Expression value) => value switch
    {
        LiteralExpression { Value: long and not long.MinValue } literal => new LiteralExpression(-(long)literal.Value),
        LiteralExpression { Value: double number } => new LiteralExpression(-number),
        _ => Call(Operation.Negate, value),
    };

    /// <summary>Whether both are equal; missing where one is missing.</summary>
    public static Expression operator ==(Expression left, Expression right) => Call(Operation.Equal, left, right);

    /// <summary>Whether the two differ; missing where one is missing.</summary>
    public static Expression operator !=(Expression left, Expression right) => Call(Operation.NotEqual, left, right);

    /// <summary>Whether the left is less. Texts compare by the code points of their letters.</summary>
    public static Expression operator <(Expression left, Expression right) => Call(Operation.Less, left, right);

    /// <summary>Whether the left is not greater.</summary>
    public static Expression operator <=(Expression left, Expression right) => Call(Operation.LessOrEqual, left, right);

    /// <summary>Whether the left is greater.</summary>
    public static Expression operator >(Expression left, Expression right) => Call(Operation.Greater, left, right);

    /// <summary>Whether the left is not less.</summary>
    public static Expression operator >=(Expression left, Expression right) => Call(Operation.GreaterOrEqual, left, right);

    /// <summary>Whether both hold: false where one is false, else missing where one is missing.</summary>
    public static Expression operator &(Expression left, Expression right) => Call(Operation.And, left, right);

    /// <summary>Whether one holds: true where one is true, else missing where one is missing.</summary>
    public static Expression operator |(Expression left, Expression right) => Call(Operation.Or, left, right);

    /// <summary>Whether it does not hold; missing where it is missing.</summary>
    public static Expression operator !(Expression value) => Call(Operation.Not, value);

    /// <summary>Whether both are the same object; <c>==</c> makes an expression.</summary>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The expression as <see cref="Parse"/> reads it.</summary>
    public sealed override string ToString() => ExpressionText.Of(this);

    internal static Expression Call(Operation operation, params Expression[] parts) => new CallExpression(operation, parts);
}
