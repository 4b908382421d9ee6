namespace Cambium.Learn;

/// <summary>What <see cref="OneHot"/> makes of a level that no training row had.</summary>
public enum UnseenLevels
{
    /// <summary>0 in all of the column's new columns.</summary>
    Zeros,

    /// <summary>1 in the column of rare levels, which is then made for each column, and 0 in the others.</summary>
    Other,

    /// <summary>The rows are refused.</summary>
    Refuse,
}
