namespace Cambium.Learn;

/// <summary>The shape of the curve from a classifier's log-odds to calibrated probabilities.</summary>
public enum CalibrationMethod
{
    /// <summary>Platt's sigmoid: two numbers, enough for a distortion that is the same everywhere; for few rows.</summary>
    Platt,

    /// <summary>Any curve that never falls; for a thousand rows and more.</summary>
    Isotonic,
}
