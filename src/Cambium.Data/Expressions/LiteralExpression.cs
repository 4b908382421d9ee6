namespace Cambium.Data;

/// <summary>One value for every row: a double, long, bool, string or DateTime; null is missing.</summary>
sealed class LiteralExpression(object? value) : Expression(depth: 1)
{
    internal object? Value { get; } = value is double.NaN ? null : value;
}
