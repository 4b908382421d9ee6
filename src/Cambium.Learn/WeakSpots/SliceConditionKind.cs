namespace Cambium.Learn;

/// <summary>What a condition of a slice asks of a row.</summary>
public enum SliceConditionKind
{
    /// <summary>That the column has one value.</summary>
    Value,

    /// <summary>That its number lies in a range.</summary>
    Range,

    /// <summary>That its value is missing.</summary>
    Missing,
}
