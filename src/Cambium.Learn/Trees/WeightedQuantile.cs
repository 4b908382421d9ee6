namespace Cambium.Learn;

/// <summary>Quantiles of numbers with weights, by repeated division around a pivot.</summary>
/// <remarks>Source: C. A. R. Hoare, "Algorithm 65: Find", 1961; three-way division as in E. W. Dijkstra's Dutch national flag problem, 1976.</remarks>
static class WeightedQuantile
{
    // A step of the generator of W. H. Press et al., "Numerical Recipes", section 7.1: pivots that no order of the numbers foresees.
    const uint Multiplier = 1664525;
    const uint Increment = 1013904223;

    /// <summary>The number with the share <paramref name="level"/> of the weight below it; half way to the next number where the share ends exactly between two.</summary>
    /// <param name="values">At least one, none NaN; left in another order.</param>
    /// <param name="weights">One a value, above 0, left in the same order; empty where all are 1.</param>
    /// <param name="level">In (0, 1).</param>
    internal static double Of(Span<double> values, Span<double> weights, double level)
    {
        var total = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            total += weights.IsEmpty ? 1 : weights[i];
        }

        var target = level * total;
        var (start, end, below) = (0, values.Length, 0.0);
        var random = (uint)values.Length;
        while (true)
        {
            random = unchecked((random * Multiplier) + Increment);
            var pivot = values[start + (int)(((ulong)random * (ulong)(end - start)) >> 32)];
            var (less, greater, weightLess, weightEqual) = Divide(values, weights, start, end, pivot);
            if (less > start && target < below + weightLess)
            {
                end = less;
            }
            else if (less > 0 && target == below + weightLess)
            {
                return Middle(Largest(values[..less]), pivot);
            }
            else if (greater < end && target > below + weightLess + weightEqual)
            {
                (start, below) = (greater, below + weightLess + weightEqual);
            }
            else
            {
                return greater < values.Length && target == below + weightLess + weightEqual ? Middle(pivot, Least(values[greater..])) : pivot;
            }
        }
    }

    /// <summary>Brings those below the pivot to the front and those above to the back of a range.</summary>
    static (int Less, int Greater, double WeightLess, double WeightEqual) Divide(Span<double> values, Span<double> weights, int start, int end, double pivot)
    {
        var (less, i, greater) = (start, start, end);
        var (weightLess, weightEqual) = (0.0, 0.0);
        while (i < greater)
        {
            var (value, weight) = (values[i], weights.IsEmpty ? 1 : weights[i]);
            if (value < pivot)
            {
                weightLess += weight;
                Swap(values, weights, less++, i++);
            }
            else if (value > pivot)
            {
                Swap(values, weights, i, --greater);
            }
            else
            {
                weightEqual += weight;
                i++;
            }
        }

        return (less, greater, weightLess, weightEqual);
    }

    static void Swap(Span<double> values, Span<double> weights, int a, int b)
    {
        (values[a], values[b]) = (values[b], values[a]);
        if (!weights.IsEmpty)
        {
            (weights[a], weights[b]) = (weights[b], weights[a]);
        }
    }

    static double Middle(double a, double b) => a + ((b - a) / 2);

    static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    static double Least(ReadOnlySpan<double> values)
    {
        var least = values[0];
        foreach (var value in values)
        {
            least = Math.Min(least, value);
        }

        return least;
    }
}
