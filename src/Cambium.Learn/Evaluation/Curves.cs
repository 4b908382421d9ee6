using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The curves of a report, from the negative and positive rows of each rank (two counts a rank, ranks rising).</summary>
static class Curves
{
    /// <summary>Most points that a curve keeps: more than a screen shows.</summary>
    const int MaxPoints = 512;

    const int Bins = 10;

    /// <summary>From (0, 0) to (1, 1); empty where there are no positives or no negatives.</summary>
    internal static EquatableArray<CurvePoint> Roc(Ranking ranking, ReadOnlySpan<int> counts)
    {
        var (negatives, positives) = Totals(counts);
        if (negatives == 0 || positives == 0)
        {
            return [];
        }

        var points = new List<CurvePoint> { new(0, 0, double.PositiveInfinity) };
        var falsely = 0L;
        var truly = 0L;
        for (var rank = ranking.Scores.Length - 1; rank >= 0; rank--)
        {
            falsely += counts[2 * rank];
            truly += counts[(2 * rank) + 1];
            points.Add(new CurvePoint((double)falsely / negatives, (double)truly / positives, ranking.Scores[rank]));
        }

        return Thin(points);
    }

    /// <summary>By falling threshold; empty where there are no positives.</summary>
    internal static EquatableArray<CurvePoint> PrecisionRecall(Ranking ranking, ReadOnlySpan<int> counts)
    {
        var (_, positives) = Totals(counts);
        if (positives == 0)
        {
            return [];
        }

        var points = new List<CurvePoint>();
        var called = 0L;
        var truly = 0L;
        for (var rank = ranking.Scores.Length - 1; rank >= 0; rank--)
        {
            truly += counts[(2 * rank) + 1];
            called += counts[2 * rank] + counts[(2 * rank) + 1];
            points.Add(new CurvePoint((double)truly / positives, (double)truly / called, ranking.Scores[rank]));
        }

        return Thin(points);
    }

    /// <summary>A bin for each tenth of the probability that holds rows.</summary>
    internal static EquatableArray<CalibrationBin> Calibration(Ranking ranking, ReadOnlySpan<int> counts)
    {
        var predicted = new double[Bins];
        var positives = new long[Bins];
        var rows = new int[Bins];
        for (var rank = 0; rank < ranking.Scores.Length; rank++)
        {
            var bin = CalibrationTally.ByWidth(ranking.Scores[rank], Bins);
            var ofRank = counts[2 * rank] + counts[(2 * rank) + 1];
            predicted[bin] += ranking.Scores[rank] * ofRank;
            positives[bin] += counts[(2 * rank) + 1];
            rows[bin] += ofRank;
        }

        return Enumerable.Range(0, Bins)
            .Where(bin => rows[bin] > 0)
            .Select(bin => new CalibrationBin(predicted[bin] / rows[bin], (double)positives[bin] / rows[bin], rows[bin]))
            .ToEquatableArray();
    }

    static (long Negatives, long Positives) Totals(ReadOnlySpan<int> counts)
    {
        var negatives = 0L;
        var positives = 0L;
        for (var i = 0; i < counts.Length; i += 2)
        {
            negatives += counts[i];
            positives += counts[i + 1];
        }

        return (negatives, positives);
    }

    /// <summary>Keeps the first and the last point, and those between at equal steps along the curve, so that its shape stays.</summary>
    static EquatableArray<CurvePoint> Thin(List<CurvePoint> points)
    {
        if (points.Count <= MaxPoints)
        {
            return points.ToEquatableArray();
        }

        var step = Length(points) / (MaxPoints - 2);
        var kept = new List<CurvePoint> { points[0] };
        var walked = 0.0;
        for (var i = 1; i < points.Count - 1; i++)
        {
            walked += Distance(points[i - 1], points[i]);
            if (walked >= step * kept.Count && kept.Count < MaxPoints - 1)
            {
                kept.Add(points[i]);
            }
        }

        kept.Add(points[^1]);
        return kept.ToEquatableArray();
    }

    static double Length(List<CurvePoint> points)
    {
        var length = 0.0;
        for (var i = 1; i < points.Count; i++)
        {
            length += Distance(points[i - 1], points[i]);
        }

        return length;
    }

    static double Distance(CurvePoint a, CurvePoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
}
