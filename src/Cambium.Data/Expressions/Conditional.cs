namespace Cambium.Data;

/// <summary>Cases of an expression, of which the first that holds counts; <see cref="Otherwise"/> completes it.</summary>
public sealed class Conditional
{
    readonly Expression[] _parts;

    internal Conditional(Expression[] parts) => _parts = parts;

    /// <summary>A value where this condition holds and none before it does; a missing condition does not hold.</summary>
    public Conditional When(Expression condition, Expression value) => new([.. _parts, condition, value]);

    /// <summary>The value where no condition holds.</summary>
    public Expression Otherwise(Expression value) => Expression.Call(Operation.Case, [.. _parts, value]);
}
