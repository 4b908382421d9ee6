namespace Cambium.Learn;

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>All trials were made, or all points of a grid.</summary>
    Trials,

    /// <summary>Its time was up.</summary>
    Budget,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
