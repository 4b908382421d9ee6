namespace Cambium.Learn;

/// <summary>How the 95 % interval of a figure is made.</summary>
public enum IntervalMethod
{
    /// <summary>The middle 95 % of the figure over bootstrap resamples.</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated: ends of the resamples moved for the figure's bias and skewness. Nearer to 95 % where rows are few, at twice the cost.</summary>
    Bca,

    /// <summary>No interval, which is fastest.</summary>
    None,
}
