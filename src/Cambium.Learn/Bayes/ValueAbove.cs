namespace Cambium.Learn;

/// <summary>1 for a number above a threshold, else 0.</summary>
readonly struct ValueAbove(double threshold) : IValueMap
{
    /// <inheritdoc/>
    public double Of(double value) => value > threshold ? 1 : 0;
}
