namespace Cambium.Learn;

/// <summary>How <see cref="AdaBoostRegressor"/> measures a row's error e, as a share of the greatest error of the round.</summary>
public enum AdaBoostLoss
{
    /// <summary>e.</summary>
    Linear,

    /// <summary>e².</summary>
    Square,

    /// <summary>1 − exp(−e).</summary>
    Exponential,
}
