using System.Diagnostics.CodeAnalysis;

namespace Cambium.Numerics;

/// <summary>The guard of kernels whose spans must be equally long.</summary>
static class Lengths
{
    internal static void ThrowIfDifferent(int expected, int actual, string parameter)
    {
        if (expected != actual)
        {
            Throw(expected, actual, parameter);
        }
    }

    [DoesNotReturn]
    static void Throw(int expected, int actual, string parameter) =>
        throw new ArgumentException($"'{parameter}' has {actual} items, expected {expected}.", parameter);
}
