using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks centres that a recipe gives to start from.</summary>
static class CentreStarts
{
    /// <summary>The centres, all finite.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    internal static EquatableArray<double> Finite(EquatableArray<double> centres)
    {
        foreach (var number in centres.Span)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException($"InitialCentres must be finite numbers, but one is {number}.", nameof(KMeans.InitialCentres));
            }
        }

        return centres;
    }

    /// <summary>The centres in the points' scale.</summary>
    /// <exception cref="ArgumentException">They are not k × p.</exception>
    internal static double[] Given(EquatableArray<double> centres, int clusters, PointTiles points)
    {
        var p = points.FeatureCount;
        if (centres.Count != (long)clusters * p)
        {
            throw new ArgumentException(
                $"InitialCentres has {centres.Count} numbers, expected {(long)clusters * p}: {clusters} clusters of {p} features.", nameof(KMeans.InitialCentres));
        }

        var start = new double[centres.Count];
        for (var centre = 0; centre < clusters; centre++)
        {
            points.Shift(centres.Span.Slice(centre * p, p), start.AsSpan(centre * p, p));
        }

        return start;
    }
}
