using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The means of the features that a linear model learned from, by the rows' weights: what stands for a column that is not known where the model's answers are explained without a background.</summary>
/// <param name="Values">p finite numbers; a sparse column is as many as it is wide.</param>
/// <param name="Weight">The sum of the weights of the rows that they are means of; above 0.</param>
sealed record TrainingMeans(double[] Values, double Weight)
{
    const string MeansName = "training_means";
    const string WeightName = "training_weight";

    /// <summary>Measures the features.</summary>
    /// <param name="features">Finite numbers.</param>
    /// <param name="weights">One a row; empty where every row counts 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>Null where no row counts.</returns>
    internal static TrainingMeans? Of(FeatureMatrix features, double[] weights, FitOptions options)
    {
        var total = weights.Length == 0 ? features.RowCount : Sum.Of(weights);
        if (!(total > 0))
        {
            return null;
        }

        var starts = WideFeatures.Starts(features.Features);
        var means = new double[starts[^1]];
        ParallelBlocks.For(
            features.FeatureCount,
            1,
            options.MaxThreads,
            (feature, _, _) =>
            {
                if (features.Sparse(feature)?.Matrix is { } matrix)
                {
                    AddSparse(matrix, weights, total, means.AsSpan(starts[feature], matrix.ColumnCount));
                }
                else
                {
                    means[starts[feature]] = ColumnMoments.Of(features.Column(feature), weights, total).Mean;
                }
            },
            options.CancellationToken);
        return new TrainingMeans(means, total);
    }

    /// <summary>Those of rows and of more rows together.</summary>
    /// <param name="before">Null where they are not known; then those of all are not.</param>
    /// <param name="more">Null where no row counts.</param>
    internal static TrainingMeans? Together(TrainingMeans? before, TrainingMeans? more)
    {
        if (before is null || more is null)
        {
            return before;
        }

        // The larger weight first: their sum may be beyond the largest number, shares are not.
        var share = 1 / (1 + (before.Weight / more.Weight));
        return new(
            [.. before.Values.Zip(more.Values, (old, own) => (old * (1 - share)) + (own * share))],
            Math.Min(before.Weight + more.Weight, double.MaxValue));
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array(MeansName, Values);
        writer.Array(WeightName, [Weight]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where the model was saved by a version that did not.</summary>
    /// <exception cref="ModelFormatException">They are not so many, or one is not finite.</exception>
    internal static TrainingMeans? Read(ModelHeader header, ModelReader reader)
    {
        if (!reader.HasArray(MeansName))
        {
            return null;
        }

        var weight = reader.Finite(WeightName, 1)[0];
        return weight > 0
            ? new(reader.Finite(MeansName, WideFeatures.Count(header.Input)), weight)
            : throw new ModelFormatException($"weights.safetensors: '{WeightName}' is not above 0. The file is damaged; save the model again.");
    }

    static void AddSparse(CsrMatrix matrix, double[] weights, double total, Span<double> means)
    {
        for (var row = 0; row < matrix.RowCount; row++)
        {
            // Shares of numbers do not overflow, sums may.
            var share = (weights.Length == 0 ? 1 : weights[row]) / total;
            var places = matrix.RowIndices(row);
            var values = matrix.RowValues(row);
            for (var i = 0; i < places.Length; i++)
            {
                means[places[i]] += share * values[i];
            }
        }
    }
}
