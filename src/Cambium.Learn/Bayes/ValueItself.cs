namespace Cambium.Learn;

/// <summary>The number as it is: a count.</summary>
readonly struct ValueItself : IValueMap
{
    /// <inheritdoc/>
    public double Of(double value) => value;
}
