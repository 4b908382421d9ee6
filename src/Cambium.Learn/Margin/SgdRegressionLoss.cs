namespace Cambium.Learn;

/// <summary>What a regressor that learns by stochastic gradients loses by a row with error r = b + x·w − y.</summary>
public enum SgdRegressionLoss
{
    /// <summary>½ r².</summary>
    Squared,

    /// <summary>½ r² up to ε, beyond it ε |r| − ½ ε².</summary>
    Huber,

    /// <summary>max(0, |r| − ε).</summary>
    EpsilonInsensitive,
}
