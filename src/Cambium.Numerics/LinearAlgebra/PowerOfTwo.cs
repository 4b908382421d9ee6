namespace Cambium.Numerics;

/// <summary>Scales that cost no digit.</summary>
static class PowerOfTwo
{
    /// <summary>The power of two that brings a size to between 1 and 2 when it is divided by it; 1 for 0.</summary>
    /// <exception cref="ArgumentException">The size is NaN or infinite.</exception>
    internal static double Near(double size, string parameter)
    {
        if (!double.IsFinite(size))
        {
            throw new ArgumentException($"'{parameter}' holds NaN or infinite numbers, expected finite ones.", parameter);
        }

        // Below the normal numbers the inverse would overflow.
        return size == 0 ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(size), -1000));
    }
}
