namespace Cambium.Data;

/// <summary>What a <see cref="ProfileFinding"/> is about, the gravest first.</summary>
public enum ProfileFindingKind
{
    /// <summary>No row has a value.</summary>
    Empty,

    /// <summary>Every value is the same.</summary>
    Constant,

    /// <summary>Rows are equal to earlier ones in every column.</summary>
    DuplicateRows,

    /// <summary>About as many distinct values as rows: perhaps a key.</summary>
    LikelyIdentifier,

    /// <summary>Texts or whole numbers that read as dates.</summary>
    LikelyDate,

    /// <summary>Two columns say nearly the same.</summary>
    Redundant,

    /// <summary>More than half of the values are missing.</summary>
    ManyMissing,

    /// <summary>Nearly every value is the same.</summary>
    NearConstant,

    /// <summary>One value of few is much more frequent than the others.</summary>
    Imbalanced,

    /// <summary>Many values lie far beyond the quartiles.</summary>
    Outliers,
}
