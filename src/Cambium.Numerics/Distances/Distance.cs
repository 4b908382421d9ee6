using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>
/// The distance of two points. Searches compare reduced distances, which rise with the distance and need no root. A reduced distance is summed in the order
/// of the coordinates with every operation rounded by itself; it is the same to the bit however it is computed.
/// </summary>
/// <param name="Kind">How differences add up.</param>
/// <param name="Power">The p of a Minkowski distance; else not read.</param>
readonly record struct Distance(DistanceKind Kind, double Power = 2)
{
    /// <summary>The reduced distance.</summary>
    /// <param name="x">p coordinates.</param>
    /// <param name="y">p coordinates.</param>
    internal double Reduced(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Lengths.ThrowIfDifferent(x.Length, y.Length, nameof(y));
        var sum = 0.0;
        if (Kind == DistanceKind.Euclidean)
        {
            for (var j = 0; j < x.Length; j++)
            {
                var difference = x[j] - y[j];
                sum += difference * difference;
            }

            return sum;
        }

        for (var j = 0; j < x.Length; j++)
        {
            sum = Plus(sum, Math.Abs(x[j] - y[j]));
        }

        return sum;
    }

    /// <summary>A reduced distance with one coordinate more.</summary>
    /// <param name="sum">The reduced distance by the coordinates before.</param>
    /// <param name="difference">How far the coordinates are apart; at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Plus(double sum, double difference) => Kind switch
    {
        DistanceKind.Euclidean => sum + (difference * difference),
        DistanceKind.Manhattan => sum + difference,
        DistanceKind.Chebyshev => Math.Max(sum, difference),
        _ => sum + Math.Pow(difference, Power),
    };

    /// <summary>The distance that a reduced distance stands for.</summary>
    internal double FromReduced(double reduced) => Kind switch
    {
        DistanceKind.Euclidean => Math.Sqrt(reduced),
        DistanceKind.Minkowski => Math.Pow(reduced, 1 / Power),
        _ => reduced,
    };

    /// <summary>The reduced distance that stands for a distance.</summary>
    internal double ToReduced(double distance) => Kind switch
    {
        DistanceKind.Euclidean => distance * distance,
        DistanceKind.Minkowski => Math.Pow(distance, Power),
        _ => distance,
    };
}
