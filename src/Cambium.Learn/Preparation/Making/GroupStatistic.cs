namespace Cambium.Learn;

/// <summary>A number that tells of the values of several rows.</summary>
public enum GroupStatistic
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The standard deviation, divided by their number.</summary>
    Deviation,

    /// <summary>The least.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The one in the middle.</summary>
    Median,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>How many there are.</summary>
    Count,
}
