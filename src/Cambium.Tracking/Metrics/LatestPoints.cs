using System.Runtime.InteropServices;

namespace Cambium.Tracking;

/// <summary>The latest point of each metric of a batch: the greatest (step, time, value), where NaN counts as 0.</summary>
/// <param name="Points">One point a metric.</param>
sealed record LatestPoints(IReadOnlyList<MetricValue> Points)
{
    internal static LatestPoints Of(IReadOnlyList<MetricValue> points)
    {
        if (points.Count <= 1)
        {
            return new LatestPoints(points);
        }

        var latest = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        foreach (var point in points)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(latest, point.Key, out var exists);
            if (!exists || IsLater(point, known))
            {
                known = point;
            }
        }

        return new LatestPoints([.. latest.Values]);
    }

    static bool IsLater(MetricValue point, MetricValue known) =>
        (point.Step, point.Time, Ordered(point.Value)).CompareTo((known.Step, known.Time, Ordered(known.Value))) > 0;

    static double Ordered(double value) => double.IsNaN(value) ? 0 : value;
}
