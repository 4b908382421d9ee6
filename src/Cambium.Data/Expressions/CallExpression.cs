namespace Cambium.Data;

/// <summary>An operation on parts.</summary>
sealed class CallExpression : Expression
{
    internal CallExpression(Operation operation, Expression[] parts)
        : base(DepthOf(parts))
    {
        if (parts.Length > MostParts)
        {
            throw new ArgumentException($"{Operations.NameOf(operation)} has {parts.Length} parts; it takes at most {MostParts}. Join with a table of the values instead.", nameof(parts));
        }

        Operation = operation;
        Parts = parts;
    }

    internal Operation Operation { get; }

    internal Expression[] Parts { get; }

    static int DepthOf(Expression[] parts)
    {
        var deepest = 0;
        foreach (var part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
            deepest = Math.Max(deepest, part.Depth);
        }

        return deepest + 1;
    }
}
