namespace Cambium.Data;

/// <summary>What is computed of a row and those around it.</summary>
enum WindowKind
{
    Shift,
    RowNumber,
    Rank,
    RollingSum,
    RollingMean,
    RollingMin,
    RollingMax,
    RollingStdDev,
    CumulativeSum,
    CumulativeMin,
    CumulativeMax,
    CumulativeCount,
}
