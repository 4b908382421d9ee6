namespace Cambium.Learn;

/// <summary>What stands for a bin.</summary>
public enum BinOutput
{
    /// <summary>Its number, from 0.</summary>
    Number,

    /// <summary>A category, such as "2 to 5".</summary>
    Category,

    /// <summary>A 0/1 column a bin, such as "age=2 to 5".</summary>
    OneHot,
}
