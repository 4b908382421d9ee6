using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The scores of classes, log probabilities but for a constant of the row, and what they mean.</summary>
static class BayesScores
{
    // Far from overflow, so that differences of scores are finite.
    const double Most = 1e300;

    /// <summary>Scores that are sums over the features: zᵢⱼ = bⱼ + Σ wⱼₗ map(xᵢₗ).</summary>
    /// <param name="features">n rows of p features.</param>
    /// <param name="weights">k × p, row-major.</param>
    /// <param name="intercepts">b, one a class.</param>
    /// <param name="map">What is made of a feature's number.</param>
    /// <returns>n × k, row-major.</returns>
    internal static double[] Linear<TMap>(FeatureMatrix features, double[] weights, ReadOnlySpan<double> intercepts, TMap map)
        where TMap : struct, IValueMap
    {
        var k = intercepts.Length;
        var p = weights.Length / k;
        var scores = new double[features.RowCount * k];
        for (var row = 0; row < features.RowCount; row++)
        {
            intercepts.CopyTo(scores.AsSpan(row * k));
        }

        var offset = 0;
        for (var feature = 0; feature < features.FeatureCount && scores.Length > 0; feature++)
        {
            if (features.Sparse(feature) is { } vectors)
            {
                for (var place = 0; place < k; place++)
                {
                    AddSparse(vectors.Matrix, weights.AsSpan((place * p) + offset, vectors.Width), scores.AsSpan(place), k, map);
                }
            }
            else
            {
                AddDense(features.Column(feature), weights.AsSpan(offset), p, scores, k, map);
            }

            offset += features.Features[feature].Width;
        }

        return scores;
    }

    /// <summary>Turns scores into log probabilities, in place; a score that overflowed counts as the largest there is.</summary>
    /// <param name="scores">n × k, row-major.</param>
    /// <param name="k">The number of classes.</param>
    internal static double[] ToLogProbabilities(double[] scores, int k)
    {
        for (var start = 0; start < scores.Length; start += k)
        {
            var ofRow = scores.AsSpan(start, k);
            foreach (ref var score in ofRow)
            {
                score = double.IsNaN(score) ? -Most : Math.Clamp(score, -Most, Most);
            }

            var sum = LogSumExp.Of(ofRow);
            foreach (ref var score in ofRow)
            {
                score -= sum;
            }
        }

        return scores;
    }

    /// <summary>Turns log probabilities into probabilities that add up to 1, in place.</summary>
    /// <param name="logs">n × k, row-major.</param>
    /// <param name="k">The number of classes.</param>
    internal static double[] ToProbabilities(double[] logs, int k)
    {
        for (var start = 0; start < logs.Length; start += k)
        {
            var ofRow = logs.AsSpan(start, k);
            var sum = 0.0;
            foreach (ref var value in ofRow)
            {
                value = Math.Exp(value);
                sum += value;
            }

            // Large scores leave log probabilities few digits.
            foreach (ref var value in ofRow)
            {
                value /= sum;
            }
        }

        return logs;
    }

    static void AddDense<TMap>(ReadOnlySpan<double> column, ReadOnlySpan<double> weights, int stride, Span<double> scores, int k, TMap map)
        where TMap : struct, IValueMap
    {
        for (var place = 0; place < k; place++)
        {
            var weight = weights[place * stride];
            for (var row = 0; row < column.Length; row++)
            {
                scores[(row * k) + place] += weight * map.Of(column[row]);
            }
        }
    }

    static void AddSparse<TMap>(CsrMatrix matrix, ReadOnlySpan<double> weights, Span<double> scores, int k, TMap map)
        where TMap : struct, IValueMap
    {
        // What the zeros that are not kept add.
        var zero = map.Of(0);
        var all = 0.0;
        foreach (var weight in zero == 0 ? [] : weights)
        {
            all += zero * weight;
        }

        for (var row = 0; row < matrix.RowCount; row++)
        {
            var indices = matrix.RowIndices(row);
            var values = matrix.RowValues(row);
            var sum = all;
            for (var entry = 0; entry < indices.Length; entry++)
            {
                sum += weights[indices[entry]] * (map.Of(values[entry]) - zero);
            }

            scores[row * k] += sum;
        }
    }
}
