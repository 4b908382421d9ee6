namespace Cambium.Learn;

/// <summary>
/// Scores of several numbers predicted at once: any figure of <see cref="RegressionMetrics"/> by output, and their averages. Truth and predictions are n × k blocks, row-major.
/// O(k) times the figure's own cost, and O(n) memory.
/// </summary>
/// <example>
/// <code>double r2 = MultiOutputMetrics.Mean(RegressionMetrics.R2, truth, predicted, columns: 3);</code>
/// </example>
public static class MultiOutputMetrics
{
    /// <summary>The figure of each output by itself.</summary>
    /// <param name="figure">From the true and predicted values of one output and the weights of the rows, such as RegressionMetrics.R2.</param>
    /// <param name="truth">The true values (n × k, row-major).</param>
    /// <param name="predicted">The predicted values (n × k, row-major).</param>
    /// <param name="columns">k, the number of outputs. Range [1, 2147483647].</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">Blocks that are no whole rows or differ in length, no rows, values or weights that the figure refuses.</exception>
    public static double[] Each(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, ReadOnlySpan<double>, double> figure, ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, int columns,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var rows = MetricInput.Rows(truth.Length, columns, nameof(truth));
        MetricInput.Check(rows, MetricInput.Rows(predicted.Length, columns, nameof(predicted)), weights);
        var (y, p) = (new double[rows], new double[rows]);
        var figures = new double[columns];
        for (var output = 0; output < columns; output++)
        {
            for (var row = 0; row < rows; row++)
            {
                y[row] = truth[(row * columns) + output];
                p[row] = predicted[(row * columns) + output];
            }

            figures[output] = figure(y, p, weights);
        }

        return figures;
    }

    /// <summary>The mean of the figure over the outputs. NaN where it is not defined for one of them.</summary>
    /// <param name="figure">From the true and predicted values of one output and the weights of the rows, such as RegressionMetrics.R2.</param>
    /// <param name="truth">The true values (n × k, row-major).</param>
    /// <param name="predicted">The predicted values (n × k, row-major).</param>
    /// <param name="columns">k, the number of outputs. Range [1, 2147483647].</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="outputWeights">How much each output counts, finite, at least 0 and not all 0; empty: all alike.</param>
    /// <exception cref="ArgumentException">Blocks that are no whole rows or differ in length, no rows, values or weights that are out of range.</exception>
    public static double Mean(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, ReadOnlySpan<double>, double> figure, ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, int columns,
        ReadOnlySpan<double> weights = default, ReadOnlySpan<double> outputWeights = default)
    {
        var figures = Each(figure, truth, predicted, columns, weights);
        CheckOutputs(outputWeights, columns);
        return Average(figures, outputWeights);
    }

    /// <summary>
    /// The mean of the figure over the outputs, each counted by the variance of its true values: for R² and the explained variance, the share of all variance that is explained. NaN where all outputs are
    /// constant; an output that is constant counts nothing.
    /// </summary>
    /// <inheritdoc cref="Each"/>
    public static double VarianceWeightedMean(
        Func<ReadOnlySpan<double>, ReadOnlySpan<double>, ReadOnlySpan<double>, double> figure, ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, int columns,
        ReadOnlySpan<double> weights = default)
    {
        var figures = Each(figure, truth, predicted, columns, weights);
        return Average(figures, Each(Spread, truth, predicted, columns, weights));
    }

    static double Average(double[] figures, ReadOnlySpan<double> outputWeights)
    {
        var (sum, total) = (0.0, 0.0);
        for (var output = 0; output < figures.Length; output++)
        {
            var weight = MetricInput.Weight(outputWeights, output);
            if (weight > 0)
            {
                sum += weight * figures[output];
                total += weight;
            }
        }

        return sum / total;
    }

    /// <summary>Σ w (y − ȳ)².</summary>
    static double Spread(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        var mean = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            mean += MetricInput.Weight(weights, row) * truth[row];
        }

        mean /= MetricInput.Total(weights, truth.Length);
        var spread = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            spread += MetricInput.Weight(weights, row) * (truth[row] - mean) * (truth[row] - mean);
        }

        return spread;
    }

    static void CheckOutputs(ReadOnlySpan<double> outputWeights, int columns)
    {
        if (outputWeights.IsEmpty)
        {
            return;
        }

        if (outputWeights.Length != columns)
        {
            throw new ArgumentException($"outputWeights has {outputWeights.Length} values, expected {columns}, one an output, or none at all.", nameof(outputWeights));
        }

        var total = 0.0;
        for (var output = 0; output < columns; output++)
        {
            total += outputWeights[output];
            if (!(outputWeights[output] >= 0) || !double.IsFinite(outputWeights[output]))
            {
                throw new ArgumentException($"outputWeights is {MetricInput.Shown(outputWeights[output])} for output {output + 1}, expected a finite number of at least 0.", nameof(outputWeights));
            }
        }

        if (total == 0)
        {
            throw new ArgumentException("outputWeights are 0 for every output, expected at least one above 0.", nameof(outputWeights));
        }
    }
}
