namespace Cambium.Learn;

/// <summary>What a linear support vector machine loses by a row on the wrong side of its margin.</summary>
public enum MarginLoss
{
    /// <summary>How far it is beyond: the hinge, or for a regressor the distance beyond the tube.</summary>
    Linear,

    /// <summary>The square of that.</summary>
    Squared,
}
