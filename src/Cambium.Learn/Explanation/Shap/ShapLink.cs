namespace Cambium.Learn;

/// <summary>How a model's margins become its answers.</summary>
enum ShapLink
{
    /// <summary>They are the answers.</summary>
    None,

    /// <summary>One margin, 1 / (1 + e^−z): the probability of the second class.</summary>
    Logistic,

    /// <summary>A margin a class, e^z over the sum of those of all.</summary>
    Softmax,

    /// <summary>e^z.</summary>
    Exponential,

    /// <summary>2^z.</summary>
    PowerOfTwo,

    /// <summary>Margins whose order alone counts: the answers are made of them by a rule that is not explained.</summary>
    Order,
}
