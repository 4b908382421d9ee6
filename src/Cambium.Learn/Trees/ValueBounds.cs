namespace Cambium.Learn;

/// <summary>What the values of a node's leaves must lie between, so that answers keep their direction.</summary>
/// <param name="Low">The least, or −∞.</param>
/// <param name="High">The largest, or +∞.</param>
readonly record struct ValueBounds(double Low, double High)
{
    internal static ValueBounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    internal bool AreNone => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High);
}
