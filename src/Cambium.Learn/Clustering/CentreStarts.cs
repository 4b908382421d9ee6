using System.Runtime.CompilerServices;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks centres that a recipe gives to start from.</summary>
static class CentreStarts
{
    /// <summary>The centres, all finite.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    internal static EquatableArray<double> Finite(EquatableArray<double> centres, [CallerMemberName] string setting = "")
    {
        foreach (var number in centres.Span)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException($"{setting} must be finite numbers, but one is {number}.", setting);
            }
        }

        return centres;
    }

    /// <summary>The centres in the points' scale.</summary>
    /// <exception cref="ArgumentException">They are not k × p.</exception>
    internal static double[] Given(EquatableArray<double> centres, int clusters, PointTiles points, string setting)
    {
        var p = points.FeatureCount;
        if (centres.Count != (long)clusters * p)
        {
            throw new ArgumentException(
                $"{setting} has {centres.Count} numbers, expected {(long)clusters * p}: {clusters} clusters of {p} features.", setting);
        }

        var start = new double[centres.Count];
        for (var centre = 0; centre < clusters; centre++)
        {
            points.Shift(centres.Span.Slice(centre * p, p), start.AsSpan(centre * p, p));
        }

        return start;
    }
}
