namespace Cambium.Learn;

/// <summary>How far a column's numbers go with a target, linearly, beyond chance. NaN where the column does not vary.</summary>
static class FStatistic
{
    /// <summary>One-way analysis of variance: how far the classes' means stand apart, beside the spread within classes.</summary>
    internal static double OfClasses(ReadOnlySpan<double> values, SelectionTarget target)
    {
        var k = target.Classes.Count;
        var counts = new double[k];
        var means = new double[k];
        var within = 0.0;
        var mean = 0.0;
        for (var row = 0; row < values.Length; row++)
        {
            var code = target.Codes[row];
            counts[code]++;
            var step = values[row] - means[code];
            means[code] += step / counts[code];
            within += step * (values[row] - means[code]);
            mean += (values[row] - mean) / (row + 1);
        }

        var between = 0.0;
        for (var code = 0; code < k; code++)
        {
            between += counts[code] * (means[code] - mean) * (means[code] - mean);
        }

        return between / (k - 1) / (within / (values.Length - k));
    }

    /// <summary>r² / (1 − r²) × (n − 2), with Pearson's r.</summary>
    internal static double OfNumbers(ReadOnlySpan<double> values, ReadOnlySpan<double> target)
    {
        var (meanX, meanY, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < values.Length; row++)
        {
            var stepX = values[row] - meanX;
            var stepY = target[row] - meanY;
            meanX += stepX / (row + 1);
            meanY += stepY / (row + 1);
            xx += stepX * (values[row] - meanX);
            yy += stepY * (target[row] - meanY);
            xy += stepX * (target[row] - meanY);
        }

        var r = xy / Math.Sqrt(xx) / Math.Sqrt(yy);
        return r * r / (1 - (r * r)) * (values.Length - 2);
    }
}
