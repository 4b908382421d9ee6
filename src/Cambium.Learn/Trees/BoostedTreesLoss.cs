namespace Cambium.Learn;

/// <summary>What boosted trees minimise for numbers; f is the prediction, y the target.</summary>
public enum BoostedTreesLoss
{
    /// <summary>½ (f − y)²: predicts the mean.</summary>
    Squared,

    /// <summary>|f − y|: predicts the median; far-off rows count no more than near ones.</summary>
    Absolute,

    /// <summary>½ (f − y)² up to a distance δ, δ |f − y| − ½ δ² beyond: nearly the mean, with far-off rows held in check.</summary>
    Huber,

    /// <summary>τ (y − f) where f is below y, (1 − τ) (f − y) above: predicts the quantile τ.</summary>
    Quantile,

    /// <summary>f − y ln f, with ln f the sum of the trees: predicts the mean of counts; the target is at least 0.</summary>
    Poisson,
}
