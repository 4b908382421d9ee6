namespace Cambium.Learn;

/// <summary>Finds the threshold on the probability of the positive class that does best by a metric.</summary>
static class ThresholdSearch
{
    /// <summary>The threshold and what it scores. Of equals, the one nearest to one half is chosen.</summary>
    /// <param name="recipe">Metric, floor and prices.</param>
    /// <param name="probabilities">The probability of the positive class for each row.</param>
    /// <param name="isPositive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static (double Threshold, double Score) Best(ThresholdClassifier recipe, double[] probabilities, bool[] isPositive, double[] weights)
    {
        var order = Enumerable.Range(0, probabilities.Length).OrderByDescending(row => probabilities[row]).ToArray();
        var (positives, negatives) = (0.0, 0.0);
        foreach (var row in order)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            positives += isPositive[row] ? weight : 0;
            negatives += isPositive[row] ? 0 : weight;
        }

        // Above the highest probability nothing is called positive; from there on, each distinct probability in turn joins the positive calls.
        var best = (Score: Score(recipe, 0, 0, positives, negatives), Threshold: 1.0);
        var (truly, falsely) = (0.0, 0.0);
        if (probabilities[order[0]] >= 1)
        {
            best = (double.NegativeInfinity, 1); // a row of probability 1 is positive at any threshold
        }

        for (var i = 0; i < order.Length; i++)
        {
            var weight = weights.Length == 0 ? 1 : weights[order[i]];
            truly += isPositive[order[i]] ? weight : 0;
            falsely += isPositive[order[i]] ? 0 : weight;
            var own = probabilities[order[i]];
            var next = i + 1 < order.Length ? probabilities[order[i + 1]] : 0;
            if (i + 1 < order.Length && next == own)
            {
                continue;
            }

            var score = Score(recipe, truly, falsely, positives, negatives);
            var threshold = Between(next, own);
            if (score > best.Score || (score == best.Score && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5)))
            {
                best = (score, threshold);
            }
        }

        return (best.Threshold, best.Score);
    }

    /// <summary>One half where that parts the two, else midway; never at the lower one.</summary>
    static double Between(double low, double high)
    {
        if (low < 0.5 && high >= 0.5)
        {
            return 0.5;
        }

        var middle = low + ((high - low) / 2);
        return middle > low ? middle : high;
    }

    /// <summary>The metric of calls; higher is better. Counts are sums of weights.</summary>
    static double Score(ThresholdClassifier recipe, double truly, double falsely, double positives, double negatives)
    {
        var (missed, spared) = (positives - truly, negatives - falsely);
        var precision = Share(truly, truly + falsely);
        var recall = Share(truly, positives);
        return recipe.Metric switch
        {
            ThresholdMetric.F1 => Share(2 * truly, (2 * truly) + falsely + missed),
            ThresholdMetric.Accuracy => Share(truly + spared, positives + negatives),
            ThresholdMetric.BalancedAccuracy => (recall + Share(spared, negatives)) / 2,
            ThresholdMetric.Matthews => Matthews(truly, falsely, missed, spared),
            ThresholdMetric.Cost => -((recipe.FalsePositiveCost * falsely) + (recipe.FalseNegativeCost * missed)) / (positives + negatives),
            // Below the floor, what is nearest to it comes first, and always after all that reach it.
            ThresholdMetric.PrecisionAtRecall => recall >= recipe.Floor ? precision : recall - 2,
            _ => precision >= recipe.Floor ? recall : precision - 2,
        };
    }

    static double Matthews(double truly, double falsely, double missed, double spared)
    {
        var product = (truly + falsely) * (truly + missed) * (spared + falsely) * (spared + missed);
        return product > 0 ? ((truly * spared) - (falsely * missed)) / Math.Sqrt(product) : 0;
    }

    static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
