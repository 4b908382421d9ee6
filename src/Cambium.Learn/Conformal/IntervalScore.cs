namespace Cambium.Learn;

/// <summary>How far off an answer is counted to be when intervals are calibrated.</summary>
public enum IntervalScore
{
    /// <summary>|y − ŷ|: intervals of about the same width everywhere.</summary>
    Residual,

    /// <summary>|y − ŷ| over what a second learner expects it to be: wide where the base errs much.</summary>
    ScaledResidual,

    /// <summary>How far y lies beyond two learned quantiles: wide where the target varies much, and not the same to both sides.</summary>
    Quantile,
}
