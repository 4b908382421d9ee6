namespace Cambium.Learn;

/// <summary>What thresholds on scores reach, as the upper hull of the points (x, y): any point of it is reached by drawing between two thresholds.</summary>
/// <remarks>Source: F. Provost, T. Fawcett, "Robust Classification for Imprecise Environments", 2001; M. Hardt, E. Price, N. Srebro, 2016, section 4.</remarks>
sealed class ScoreCurve
{
    /// <summary>Above every probability: nothing is called positive.</summary>
    internal const double Never = 2;

    /// <summary>Corners on the line between their neighbours, but for rounding, stay: a rate that a threshold meets needs no draw.</summary>
    const double Flat = 1e-12;

    readonly List<(double X, double Y, double Threshold)> _hull = [];

    /// <summary>The x of the hull's corners, ascending.</summary>
    internal IEnumerable<double> Corners => _hull.Select(corner => corner.X);

    /// <summary>Makes the curve of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="scores">The probability of the positive class of each row of the table.</param>
    /// <param name="gain">What calling a row positive adds to x and y.</param>
    /// <param name="start">x and y where no row is called positive.</param>
    internal static ScoreCurve Of(IEnumerable<int> rows, double[] scores, Func<int, (double X, double Y)> gain, (double X, double Y) start)
    {
        var curve = new ScoreCurve();
        var order = rows.OrderByDescending(row => scores[row]).ThenBy(row => row).ToArray();
        var (x, y) = start;
        curve.Add(x, y, Never);
        for (var i = 0; i < order.Length; i++)
        {
            var (dx, dy) = gain(order[i]);
            (x, y) = (x + dx, y + dy);
            var (own, next) = (scores[order[i]], i + 1 < order.Length ? scores[order[i + 1]] : 0);
            if (i + 1 == order.Length || next < own)
            {
                var middle = next + ((own - next) / 2);
                curve.Add(x, y, i + 1 == order.Length ? 0 : middle > next ? middle : own);
            }
        }

        return curve;
    }

    /// <summary>The highest y at an x.</summary>
    internal double At(double x)
    {
        var (low, high, share) = Segment(x);
        return ((1 - share) * _hull[low].Y) + (share * _hull[high].Y);
    }

    /// <summary>The two thresholds between which an x lies, and the chance of the second.</summary>
    internal (double Threshold, double Other, double OtherShare) Thresholds(double x)
    {
        var (low, high, share) = Segment(x);
        return (_hull[low].Threshold, _hull[high].Threshold, share);
    }

    (int Low, int High, double Share) Segment(double x)
    {
        var high = _hull.FindIndex(corner => corner.X >= x);
        return high < 0 ? (_hull.Count - 1, _hull.Count - 1, 0)
            : high == 0 || _hull[high].X == x ? (high, high, 0)
            : (high - 1, high, (x - _hull[high - 1].X) / (_hull[high].X - _hull[high - 1].X));
    }

    void Add(double x, double y, double threshold)
    {
        if (_hull.Count > 0 && x <= _hull[^1].X)
        {
            if (y <= _hull[^1].Y)
            {
                return;
            }

            _hull.RemoveAt(_hull.Count - 1);
        }

        while (_hull.Count > 1 && ((_hull[^1].X - _hull[^2].X) * (y - _hull[^2].Y)) - ((_hull[^1].Y - _hull[^2].Y) * (x - _hull[^2].X)) > Flat)
        {
            _hull.RemoveAt(_hull.Count - 1);
        }

        _hull.Add((x, y, threshold));
    }
}
