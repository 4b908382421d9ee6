using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A density over a search space: a kernel at each point, the product of one a setting, and one kernel that is even over the whole space. Numbers have Gaussians cut at the borders; listed
/// values the kernel of Aitchison and Aitken. All are relative to an even density, so that settings which do not exist count 1.
/// </summary>
/// <remarks>Source: D. W. Scott, 1992 (rate); J. Aitchison, C. G. G. Aitken, "Multivariate binary discrimination by the kernel method", 1976.</remarks>
sealed class TpeDensity
{
    /// <summary>
    /// The width of a number's kernel for one point, shrinking by Scott's rate. Not by the points' own spread: good points that happen to lie close would hold all that follow among them.
    /// </summary>
    const double FirstWidth = 0.1;

    const int Attempts = 16;

    readonly SpaceShape _shape;
    readonly double[][] _points;
    readonly double[] _widths; // of listed values the share that goes to others
    readonly double[][] _logMass; // of a number's kernel within the borders, points × dimensions

    internal TpeDensity(SpaceShape shape, double[][] points)
    {
        _shape = shape;
        _points = points;
        _widths = [.. Enumerable.Range(0, shape.Dimensions.Count).Select(Width)];
        _logMass = [.. points.Select(point => point.Select((place, dimension) => LogMass(place, _widths[dimension])).ToArray())];
    }

    /// <summary>Draws a point.</summary>
    internal double[] Draw(RandomStream random)
    {
        var point = RandomSampler.Point(_widths.Length, random);
        var component = random.NextInt(_points.Length + 1);
        for (var dimension = 0; dimension < point.Length && component < _points.Length; dimension++)
        {
            var centre = _points[component][dimension];
            if (!double.IsNaN(centre))
            {
                point[dimension] = IsChoice(dimension) ? Other(dimension, centre, random) : Near(centre, _widths[dimension], random);
            }
        }

        return point;
    }

    /// <summary>The logarithm of the density at a point.</summary>
    internal double LogOf(double[] point)
    {
        var exists = new bool[point.Length];
        for (var dimension = 0; dimension < exists.Length; dimension++)
        {
            exists[dimension] = _shape.Exists(dimension, point);
        }

        var sum = 1.0; // the even kernel
        for (var i = 0; i < _points.Length; i++)
        {
            var log = 0.0;
            for (var dimension = 0; dimension < exists.Length; dimension++)
            {
                var centre = _points[i][dimension];
                if (exists[dimension] && !double.IsNaN(centre))
                {
                    log += IsChoice(dimension) ? LogOfChoice(dimension, centre, point[dimension]) : LogOfNumber(point[dimension] - centre, _widths[dimension]) - _logMass[i][dimension];
                }
            }

            sum += Math.Exp(log);
        }

        return Math.Log(sum / (_points.Length + 1));
    }

    static double LogOfNumber(double distance, double width) => -0.5 * ((distance / width * (distance / width)) + Math.Log(2 * Math.PI * width * width));

    static double LogMass(double centre, double width)
    {
        return Math.Log(Below((1 - centre) / width) - Below(-centre / width));

        // Of the normal distribution, to 2e-4, which moves no choice. Source: E. Page, "Approximations to the cumulative normal function", 1977.
        static double Below(double z) => 1 / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * z * (1 + (0.044715 * z * z))));
    }

    static double Near(double centre, double width, RandomStream random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var place = centre + (width * random.NextGaussian());
            if (place is >= 0 and <= 1)
            {
                return place;
            }
        }

        return centre;
    }

    bool IsChoice(int dimension) => _shape.Dimensions[dimension].Range.Kind == SearchRangeKind.Choice;

    double Width(int dimension)
    {
        var places = _points.Select(point => point[dimension]).Where(place => !double.IsNaN(place)).ToArray();
        var values = _shape.Dimensions[dimension].Range.Count;
        if (IsChoice(dimension))
        {
            return (values - 1) / (places.Length + values);
        }

        return FirstWidth * Math.Pow(Math.Max(1, places.Length), -1.0 / (_shape.Dimensions.Count + 4));
    }

    double LogOfChoice(int dimension, double centre, double place)
    {
        var range = _shape.Dimensions[dimension].Range;
        var (others, k) = (_widths[dimension], range.Values.Count);
        return Math.Log(k * (range.IndexAt(centre) == range.IndexAt(place) ? 1 - others : others / (k - 1)));
    }

    /// <summary>The centre, or with the kernel's share another listed value.</summary>
    double Other(int dimension, double centre, RandomStream random)
    {
        var range = _shape.Dimensions[dimension].Range;
        var index = range.IndexAt(centre);
        if (random.NextDouble() < _widths[dimension])
        {
            index = (index + 1 + random.NextInt(range.Values.Count - 1)) % range.Values.Count;
        }

        return (index + 0.5) / range.Values.Count;
    }
}
