namespace Cambium.Learn;

/// <summary>What a classifier that learns by stochastic gradients loses by a row with margin m = y (b + x·w).</summary>
public enum SgdLoss
{
    /// <summary>max(0, 1 − m): a linear support vector machine.</summary>
    Hinge,

    /// <summary>log(1 + e^−m): logistic regression, whose probabilities mean what they say.</summary>
    Log,

    /// <summary>max(0, 1 − m)².</summary>
    SquaredHinge,

    /// <summary>max(0, 1 − m)² for m ≥ −1, else −4 m: a squared hinge that forgives rows far on the wrong side.</summary>
    ModifiedHuber,

    /// <summary>max(0, −m).</summary>
    Perceptron,
}
