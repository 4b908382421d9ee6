namespace Cambium.Learn;

/// <summary>How a support vector classifier turns decisions into probabilities.</summary>
public enum SupportVectorProbabilities
{
    /// <summary>Platt's sigmoid, fitted to decisions on rows left out in turn (five folds): calibrated, at six times the work.</summary>
    Platt,

    /// <summary>1 / (1 + e^−decision): not calibrated, free, and above one half exactly where the decision is above 0.</summary>
    Margin,
}
