namespace Cambium.Learn;

/// <summary>What SHAP values add up to.</summary>
public enum ShapScale
{
    /// <summary>What the model adds up before its link: log-odds, the logarithm of a mean, the distance from a plane.</summary>
    Margin,

    /// <summary>The probability of a class.</summary>
    Probability,

    /// <summary>The predicted number, in the target's unit, or an outlier detector's score.</summary>
    Value,
}
