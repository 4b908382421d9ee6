namespace Cambium.Monitor;

/// <summary>What kind of change was found.</summary>
public enum FindingKind
{
    /// <summary>The column is not among the new rows.</summary>
    ColumnMissing,

    /// <summary>The column holds values of another type.</summary>
    TypeChanged,

    /// <summary>The share of rows without a value has changed.</summary>
    MissingShare,

    /// <summary>The values are spread differently.</summary>
    Distribution,

    /// <summary>Numbers lie outside the reference's range.</summary>
    OutOfRange,

    /// <summary>There are values that the reference does not have.</summary>
    UnseenLevels,
}
