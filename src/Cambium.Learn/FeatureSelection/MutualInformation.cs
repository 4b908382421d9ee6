using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What a column tells of a target in nats, at least 0.</summary>
static class MutualInformation
{
    const int Neighbours = 3;

    internal static double Of(Column column, SelectionTarget target)
    {
        var (codes, levels) = column switch
        {
            CategoryColumn category => (Array.ConvertAll(category.Codes.ToArray(), code => code + 1), category.Levels.Count + 1),
            Column<bool> truths => (Array.ConvertAll(truths.Values.ToArray(), truth => truth ? 1 : 0), 2),
            _ => ([], 0),
        };
        var numbers = levels > 0 ? [] : ColumnFit.Numbers(column).ToArray();
        var found = (levels > 0, target.IsClasses) switch
        {
            (true, true) => OfCodes(codes, levels, target.Codes, target.Classes.Count),
            (true, false) => OfNumbersByCode(target.Numbers, codes, levels),
            (false, true) => OfNumbersByCode(numbers, target.Codes, target.Classes.Count),
            (false, false) => OfNumbers(numbers, target.Numbers),
        };
        return Math.Max(0, found);
    }

    static double OfCodes(int[] x, int levels, int[] y, int classes)
    {
        var together = new double[levels * classes];
        var ofX = new double[levels];
        var ofY = new double[classes];
        for (var row = 0; row < x.Length; row++)
        {
            together[(x[row] * classes) + y[row]]++;
            ofX[x[row]]++;
            ofY[y[row]]++;
        }

        double n = x.Length;
        var sum = 0.0;
        for (var cell = 0; cell < together.Length; cell++)
        {
            if (together[cell] > 0)
            {
                sum += together[cell] / n * Math.Log(together[cell] * n / (ofX[cell / classes] * ofY[cell % classes]));
            }
        }

        return sum;
    }

    /// <summary>Ross: how many of all lie as near as the k-th of the own kind. A kind of one row counts as no row.</summary>
    static double OfNumbersByCode(double[] values, int[] codes, int kinds)
    {
        var rowsOf = Enumerable.Range(0, codes.Length).ToLookup(row => codes[row]);
        var kept = Enumerable.Range(0, kinds).Where(code => rowsOf[code].Count() > 1).ToArray();
        var all = kept.SelectMany(code => rowsOf[code]).Select(row => values[row]).Order().ToArray();
        var (sum, n) = (0.0, all.Length);
        if (n == 0)
        {
            return 0;
        }

        foreach (var code in kept)
        {
            var own = rowsOf[code].Select(row => values[row]).Order().ToArray();
            var k = Math.Min(Neighbours, own.Length - 1);
            for (var place = 0; place < own.Length; place++)
            {
                var near = CountWithin(all, own[place], Math.BitDecrement(KthDistance(own, place, k)));
                sum += Digamma(n) + Digamma(k) - Digamma(own.Length) - Digamma(near);
            }
        }

        return sum / n;
    }

    /// <summary>Kraskov, first algorithm: how many lie as near in either direction as the k-th in both.</summary>
    static double OfNumbers(double[] x, double[] y)
    {
        var n = x.Length;
        var k = Math.Min(Neighbours, n - 1);
        if (k < 1)
        {
            return 0;
        }

        var (scaledX, scaledY) = (Scaled(x), Scaled(y));
        var points = new double[2 * n];
        for (var row = 0; row < n; row++)
        {
            (points[2 * row], points[(2 * row) + 1]) = (scaledX[row], scaledY[row]);
        }

        var radii = new double[n];
        new NeighbourIndex(points, 2, new Distance(DistanceKind.Chebyshev), NeighbourSearch.Auto, CancellationToken.None, maxThreads: 1).Nearest(
            points,
            k,
            skipOwn: true,
            (first, count, _, distances) =>
            {
                for (var i = 0; i < count; i++)
                {
                    radii[first + i] = Math.BitDecrement(distances[((i + 1) * k) - 1]);
                }
            },
            maxThreads: 1);
        double[] sortedX = [.. scaledX.Order()], sortedY = [.. scaledY.Order()];
        var sum = 0.0;
        for (var row = 0; row < n; row++)
        {
            sum += Digamma(CountWithin(sortedX, scaledX[row], radii[row])) + Digamma(CountWithin(sortedY, scaledY[row], radii[row]));
        }

        return Digamma(n) + Digamma(k) - (sum / n);
    }

    static double[] Scaled(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        return deviation > 0 && double.IsFinite(deviation) ? Array.ConvertAll(values, value => value / deviation) : values;
    }

    /// <summary>The distance of a place in a sorted list to its k-th nearest other.</summary>
    static double KthDistance(double[] sorted, int place, int k)
    {
        var (left, right, distance) = (place - 1, place + 1, 0.0);
        for (; k > 0; k--)
        {
            var toLeft = left >= 0 ? sorted[place] - sorted[left] : double.PositiveInfinity;
            var toRight = right < sorted.Length ? sorted[right] - sorted[place] : double.PositiveInfinity;
            distance = Math.Min(toLeft, toRight);
            (left, right) = toLeft <= toRight ? (left - 1, right) : (left, right + 1);
        }

        return distance;
    }

    /// <summary>How many of a sorted list lie within a radius of a value, at least the value itself.</summary>
    static int CountWithin(double[] sorted, double value, double radius) =>
        Math.Max(1, FirstAbove(sorted, value, radius) - FirstWithin(sorted, value, radius));

    static int FirstWithin(double[] sorted, double value, double radius)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = value - sorted[middle] > Math.Max(0, radius) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    static int FirstAbove(double[] sorted, double value, double radius)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] - value <= Math.Max(0, radius) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>ψ of a whole number of at least 1.</summary>
    /// <remarks>Source: J. M. Bernardo, "Psi (Digamma) Function", 1976: the recurrence, here up to 12, then the asymptotic series.</remarks>
    static double Digamma(int number)
    {
        double x = number;
        var shift = 0.0;
        for (; x < 12; x++)
        {
            shift -= 1 / x;
        }

        var square = 1 / (x * x);
        return shift + Math.Log(x) - (0.5 / x) - (square * ((1.0 / 12) - (square * ((1.0 / 120) - (square * ((1.0 / 252) - (square * ((1.0 / 240) - (square / 132)))))))));
    }
}
