namespace Cambium.Numerics;

/// <summary>Of a vector that is known up to its sign, chooses one.</summary>
static class VectorSign
{
    /// <summary>Turns a vector so that the component of the largest size (of several, the first) is positive.</summary>
    /// <returns>Whether it was turned.</returns>
    internal static bool MakeLargestPositive(Span<double> vector)
    {
        var largest = 0.0;
        foreach (var value in vector)
        {
            largest = Math.Abs(value) > Math.Abs(largest) ? value : largest;
        }

        if (largest >= 0)
        {
            return false;
        }

        foreach (ref var value in vector)
        {
            value = -value;
        }

        return true;
    }
}
