namespace Cambium.Learn;

/// <summary>Averages over labels, each row's or all together, of a score of ranked rows.</summary>
static class LabelRankings
{
    /// <summary>The score of n × columns truths and scores, row-major.</summary>
    internal static double Average(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, Averaging averaging, ReadOnlySpan<double> weights, Func<RankedWeights, double> score)
    {
        var rows = truth.Length / columns;
        switch (averaging)
        {
            case Averaging.Micro:
                return score(RankedWeights.Of(truth, scores, Repeated(weights, columns)));
            case Averaging.Samples:
                var sum = 0.0;
                for (var row = 0; row < rows; row++)
                {
                    sum += MetricInput.Weight(weights, row) * score(RankedWeights.Of(truth.Slice(row * columns, columns), scores.Slice(row * columns, columns), default));
                }

                return sum / MetricInput.Total(weights, rows);
            default:
                return OverLabels(truth, scores, columns, averaging, weights, score);
        }
    }

    static double OverLabels(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, int columns, Averaging averaging, ReadOnlySpan<double> weights, Func<RankedWeights, double> score)
    {
        var rows = truth.Length / columns;
        var (ofLabel, ofScore) = (new bool[rows], new double[rows]);
        var (sum, total) = (0.0, 0.0);
        for (var label = 0; label < columns; label++)
        {
            for (var row = 0; row < rows; row++)
            {
                (ofLabel[row], ofScore[row]) = (truth[(row * columns) + label], scores[(row * columns) + label]);
            }

            var ranked = RankedWeights.Of(ofLabel, ofScore, weights);
            var counts = averaging == Averaging.Weighted ? ranked.AllPositives : 1;
            sum += counts == 0 ? 0 : counts * score(ranked);
            total += counts;
        }

        return sum / total;
    }

    static double[] Repeated(ReadOnlySpan<double> weights, int columns)
    {
        var repeated = new double[weights.Length * columns];
        for (var i = 0; i < repeated.Length; i++)
        {
            repeated[i] = weights[i / columns];
        }

        return repeated;
    }
}
