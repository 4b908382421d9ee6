using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How many rows there are, and the sums of their losses and of the squares of those, each less the mean of all rows.</summary>
/// <param name="Count">The rows.</param>
/// <param name="Sum">The sum.</param>
/// <param name="Squares">The sum of squares.</param>
readonly record struct SliceMoments(int Count, double Sum, double Squares)
{
    internal double Mean => Sum / Count;

    double Variance => Count < 2 ? 0 : Math.Max(0, Squares - (Sum * Sum / Count)) / (Count - 1);

    internal SliceMoments Less(SliceMoments part) => new(Count - part.Count, Sum - part.Sum, Squares - part.Squares);

    /// <summary>Welch's test that these rows' mean is no higher than the others', and the difference over the root of the mean of both variances.</summary>
    /// <remarks>Source: B. L. Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are Involved", 1947; J. Cohen, "Statistical Power Analysis", 1988.</remarks>
    internal (double T, double PValue, double Effect) Above(SliceMoments rest)
    {
        var difference = Mean - rest.Mean;
        var (own, other) = (Variance / Count, rest.Variance / rest.Count);
        var squaredError = own + other;
        if (squaredError == 0)
        {
            return difference > 0 ? (double.PositiveInfinity, 0, double.PositiveInfinity) : (0, 1, 0);
        }

        var t = difference / Math.Sqrt(squaredError);
        var freedom = squaredError * squaredError / ((own * own / (Count - 1)) + (other * other / (rest.Count - 1)));
        return (t, StudentDistribution.Below(-t, freedom), difference / Math.Sqrt((Variance + rest.Variance) / 2));
    }
}
