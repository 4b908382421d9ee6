namespace Cambium.Learn;

/// <summary>The weights of positive and negative rows at or above each distinct score, scores falling. Rows that weigh nothing are left out.</summary>
/// <param name="Thresholds">The distinct scores.</param>
/// <param name="Positives">The weight of the positive rows so far.</param>
/// <param name="Negatives">That of the negative ones.</param>
sealed record RankedWeights(double[] Thresholds, double[] Positives, double[] Negatives)
{
    internal double AllPositives => Positives.LastOrDefault();

    internal double AllNegatives => Negatives.LastOrDefault();

    internal static RankedWeights Of(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var kept = new List<int>();
        for (var row = 0; row < truth.Length; row++)
        {
            if (MetricInput.Weight(weights, row) > 0)
            {
                kept.Add(row);
            }
        }

        int[] order = [.. kept];
        var keys = new double[order.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = -scores[order[i]];
        }

        Array.Sort(keys, order);
        var (thresholds, positives, negatives) = (new List<double>(), new List<double>(), new List<double>());
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < order.Length; i++)
        {
            var weight = MetricInput.Weight(weights, order[i]);
            above += truth[order[i]] ? weight : 0;
            below += truth[order[i]] ? 0 : weight;
            if (i + 1 == order.Length || keys[i + 1] != keys[i])
            {
                thresholds.Add(-keys[i]);
                positives.Add(above);
                negatives.Add(below);
            }
        }

        return new RankedWeights([.. thresholds], [.. positives], [.. negatives]);
    }

    /// <summary>The area under the ROC curve up to a false positive rate, not yet scaled; NaN where there are no positives or no negatives.</summary>
    internal double Area(double upTo)
    {
        var (area, lastX, lastY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Thresholds.Length; i++)
        {
            var (x, y) = (Negatives[i] / AllNegatives, Positives[i] / AllPositives);
            if (x > upTo)
            {
                var at = lastY + ((y - lastY) * (upTo - lastX) / (x - lastX));
                return area + ((upTo - lastX) * (lastY + at) / 2);
            }

            area += (x - lastX) * (lastY + y) / 2;
            (lastX, lastY) = (x, y);
        }

        return AllPositives == 0 || AllNegatives == 0 ? double.NaN : area;
    }

    /// <summary>Σ (Rᵢ − Rᵢ₋₁) Pᵢ over falling thresholds; NaN where there are no positives.</summary>
    internal double AveragePrecision()
    {
        var (sum, last) = (0.0, 0.0);
        for (var i = 0; i < Thresholds.Length; i++)
        {
            sum += (Positives[i] - last) * (Positives[i] / (Positives[i] + Negatives[i]));
            last = Positives[i];
        }

        return sum / AllPositives;
    }
}
