namespace Cambium.Learn;

/// <summary>What a column holds, as far as a step cares.</summary>
public enum ColumnKind
{
    /// <summary>Numbers, whole or not.</summary>
    Numbers,

    /// <summary>True or false.</summary>
    Truths,

    /// <summary>One of few levels.</summary>
    Categories,

    /// <summary>Dates and times.</summary>
    Moments,

    /// <summary>Free text.</summary>
    Texts,

    /// <summary>Sparse vectors, such as the counts of words.</summary>
    Vectors,
}
