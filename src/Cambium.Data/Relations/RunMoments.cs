namespace Cambium.Data;

/// <summary>What is known of a run of values, so that two neighbouring runs can be put together.</summary>
/// <remarks>Source of the deviations: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979.</remarks>
readonly record struct RunMoments(long Count, double Sum, double Mean, double Squares, double Least, double Most)
{
    /// <summary>Of one value; NaN is none.</summary>
    internal static RunMoments Of(double value) => double.IsNaN(value) ? default : new RunMoments(1, value, value, 0, value, value);

    /// <summary>Of two runs, the left one first.</summary>
    internal static RunMoments Joined(in RunMoments left, in RunMoments right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        var count = left.Count + right.Count;
        var apart = right.Mean - left.Mean;
        return new RunMoments(
            count,
            left.Sum + right.Sum,
            left.Mean + (apart * right.Count / count),
            left.Squares + right.Squares + (apart * apart * left.Count * right.Count / count),
            Math.Min(left.Least, right.Least),
            Math.Max(left.Most, right.Most));
    }
}
