using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Training rows as a support vector machine reads them: those with a weight, around their centre where the kernel does not care where they stand.</summary>
sealed class KernelRows
{
    // Kernel values are kept in single precision, which ends at 3e38; sums of their differences must not reach it either.
    const double LargestValue = 1e37;

    KernelRows(double[] values, int[] kept, double[] weights, double[] centre, KernelFunction kernel)
    {
        Values = values;
        Kept = kept;
        Weights = weights;
        Centre = centre;
        Kernel = kernel;
    }

    /// <summary>n × p, row-major, each less the centre.</summary>
    internal double[] Values { get; }

    /// <summary>The row of the table that each row is.</summary>
    internal int[] Kept { get; }

    /// <summary>The weight of each row; above 0.</summary>
    internal double[] Weights { get; }

    /// <summary>What is taken off every row; p numbers.</summary>
    internal double[] Centre { get; }

    /// <summary>The kernel, γ decided.</summary>
    internal KernelFunction Kernel { get; }

    /// <summary>n.</summary>
    internal int Count => Kept.Length;

    /// <summary>p.</summary>
    internal int FeatureCount => Centre.Length;

    /// <summary>Reads the rows.</summary>
    /// <exception cref="TableException">The features are so large that the kernel's values overflow.</exception>
    internal static KernelRows From(FeatureMatrix features, double[] weights, KernelSettings settings)
    {
        var p = features.FeatureCount;
        var kept = Enumerable.Range(0, features.RowCount).Where(row => weights.Length == 0 || weights[row] > 0).ToArray();
        var own = Array.ConvertAll(kept, row => weights.Length == 0 ? 1 : weights[row]);
        var gamma = settings.Gamma ?? GammaOf(features, kept, own);
        var centre = settings.Kernel == SupportVectorKernel.Rbf ? Means(features, kept, own) : new double[p];
        var values = new double[checked(kept.Length * p)];
        for (var feature = 0; feature < p; feature++)
        {
            var column = features.Column(feature);
            for (var i = 0; i < kept.Length; i++)
            {
                values[(i * p) + feature] = column[kept[i]] - centre[feature];
            }
        }

        var kernel = new KernelFunction(settings.Kernel, gamma, settings.Degree, settings.Constant);
        ThrowIfTooLarge(values, p, kernel, features);
        return new KernelRows(values, kept, own, centre, kernel);
    }

    /// <summary>Some of the rows.</summary>
    internal double[] Take(int[] rows)
    {
        if (rows.Length == Count)
        {
            return Values; // chosen in rising order, so these are all of them
        }

        var taken = new double[rows.Length * FeatureCount];
        for (var i = 0; i < rows.Length; i++)
        {
            Values.AsSpan(rows[i] * FeatureCount, FeatureCount).CopyTo(taken.AsSpan(i * FeatureCount));
        }

        return taken;
    }

    /// <summary>Some of the rows as the table has them, one after the other.</summary>
    internal static double[] Original(FeatureMatrix features, int[] rows)
    {
        var p = features.FeatureCount;
        var taken = new double[rows.Length * p];
        for (var feature = 0; feature < p; feature++)
        {
            var column = features.Column(feature);
            for (var i = 0; i < rows.Length; i++)
            {
                taken[(i * p) + feature] = column[rows[i]];
            }
        }

        return taken;
    }

    /// <summary>1 / (p · the variance of all numbers of the matrix); 1 where they are all the same.</summary>
    static double GammaOf(FeatureMatrix features, int[] kept, double[] weights)
    {
        var total = weights.Sum() * features.FeatureCount;
        var mean = Means(features, kept, weights).Average();
        var variance = 0.0;
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            var column = features.Column(feature);
            for (var i = 0; i < kept.Length; i++)
            {
                var deviation = column[kept[i]] - mean;
                variance += weights[i] / total * deviation * deviation;
            }
        }

        var gamma = 1 / (features.FeatureCount * variance);
        return double.IsFinite(gamma) && gamma > 0 ? gamma : 1;
    }

    static double[] Means(FeatureMatrix features, int[] kept, double[] weights)
    {
        var total = weights.Sum();
        var means = new double[features.FeatureCount];
        for (var feature = 0; feature < means.Length; feature++)
        {
            var column = features.Column(feature);
            for (var i = 0; i < kept.Length; i++)
            {
                means[feature] += weights[i] / total * column[kept[i]];
            }
        }

        return means;
    }

    static void ThrowIfTooLarge(double[] values, int p, KernelFunction kernel, FeatureMatrix features)
    {
        var largest = 0.0;
        for (var start = 0; start < values.Length; start += p)
        {
            var square = 0.0;
            foreach (var value in values.AsSpan(start, p))
            {
                square += value * value;
            }

            largest = Math.Max(largest, square);
        }

        if (kernel.Bound(largest) <= LargestValue && double.IsFinite(2 * largest) && double.IsFinite(4 * kernel.Gamma * largest))
        {
            return;
        }

        var wide = Enumerable.Range(0, p).MaxBy(feature => Largest(features.Column(feature)));
        var name = features.Features[wide].Name;
        throw new TableException(
            $"The table cannot be learned from: the features are so large that the kernel's values overflow, most of all '{name}': put the step Standardize before it.")
        {
            Column = name,
        };
    }

    static double Largest(ReadOnlySpan<double> column)
    {
        var largest = 0.0;
        foreach (var value in column)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
