namespace Cambium.Learn;

/// <summary>What values a range holds.</summary>
public enum SearchRangeKind
{
    /// <summary>All numbers between two ends.</summary>
    Real,

    /// <summary>The whole numbers from one to another.</summary>
    Whole,

    /// <summary>Listed values.</summary>
    Choice,
}
