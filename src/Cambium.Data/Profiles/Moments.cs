namespace Cambium.Data;

/// <summary>The sums from which mean, variance, skewness and kurtosis of a stream follow; those of parts merge to those of the whole.</summary>
/// <remarks>Source: P. Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments", 2008, section 3.</remarks>
struct Moments
{
    const int BlockSize = 1024;

    double _second;
    double _third;
    double _fourth;

    internal long Count { get; private set; }

    internal double Mean { get; private set; }

    /// <summary>With n − 1; NaN below two values.</summary>
    internal readonly double StandardDeviation => Count < 2 ? double.NaN : Math.Sqrt(_second / (Count - 1));

    /// <summary>The third standardised moment, with n; NaN where all values are equal.</summary>
    internal readonly double Skewness => _second > 0 ? Math.Sqrt(Count) * _third / Math.Pow(_second, 1.5) : double.NaN;

    /// <summary>The fourth standardised moment less 3, with n; NaN where all values are equal.</summary>
    internal readonly double ExcessKurtosis => _second > 0 ? (Count * _fourth / (_second * _second)) - 3 : double.NaN;

    /// <summary>Adds values, none of them NaN.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        while (values.Length > 0)
        {
            var block = values[..Math.Min(values.Length, BlockSize)];
            Merge(OfBlock(block));
            values = values[block.Length..];
        }
    }

    internal void Merge(Moments other)
    {
        if (other.Count == 0)
        {
            return;
        }

        if (Count == 0)
        {
            this = other;
            return;
        }

        double n = Count + other.Count;
        double a = Count;
        double b = other.Count;
        var d = other.Mean - Mean;
        var r = d / n;
        _fourth += other._fourth + (d * r * r * r * a * b * ((a * a) - (a * b) + (b * b)))
            + (6 * r * r * ((a * a * other._second) + (b * b * _second))) + (4 * r * ((a * other._third) - (b * _third)));
        _third += other._third + (d * r * r * a * b * (a - b)) + (3 * r * ((a * other._second) - (b * _second)));
        _second += other._second + (d * r * a * b);
        Mean += r * b;
        Count += other.Count;
    }

    // Two passes over a block that lies in the nearest cache: closer than one pass, and as fast.
    static Moments OfBlock(ReadOnlySpan<double> block)
    {
        var sum = 0.0;
        foreach (var value in block)
        {
            sum += value;
        }

        var mean = sum / block.Length;
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        foreach (var value in block)
        {
            var d = value - mean;
            var square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }

        return new Moments { Count = block.Length, Mean = mean, _second = second, _third = third, _fourth = fourth };
    }
}
