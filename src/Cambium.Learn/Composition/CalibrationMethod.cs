namespace Cambium.Learn;

/// <summary>The shape of the curve from a classifier's probabilities to calibrated ones.</summary>
public enum CalibrationMethod
{
    /// <summary>Platt's sigmoid: two numbers, enough for a distortion that is the same everywhere; for few rows.</summary>
    Platt,

    /// <summary>Any curve that never falls; for a thousand rows and more.</summary>
    Isotonic,

    /// <summary>Three numbers, which move small and large probabilities apart from each other and can leave them as they are; for a hundred rows and more.</summary>
    Beta,

    /// <summary>One number for all classes, by which log-probabilities are divided; never changes which class is the most probable. For many classes, or few rows.</summary>
    Temperature,
}
