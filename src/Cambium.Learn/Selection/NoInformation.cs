namespace Cambium.Learn;

/// <summary>The figures of answers that have nothing to do with the truth: each row's truth with every row's answer, all pairs alike.</summary>
static class NoInformation
{
    /// <summary>A ROC curve of chance.</summary>
    const double AreaOfChance = 0.5;

    /// <summary>The figures of a classifier, by the names of its report.</summary>
    internal static Dictionary<string, double> OfClasses(int[] truth, double[] probabilities, int[] called, int classes)
    {
        var (truths, calls) = (new long[classes], new long[classes]);
        for (var row = 0; row < truth.Length; row++)
        {
            truths[truth[row]]++;
            calls[called[row]]++;
        }

        // Pairs of truth and call: n² of them.
        var pairs = new long[classes * classes];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = truths[i / classes] * calls[i % classes];
        }

        var decisions = ConfusionScores.Of(pairs, classes);
        var shares = Array.ConvertAll(truths, count => (double)count / truth.Length);
        var (logLoss, brier) = (0.0, 0.0);
        for (var place = 0; place < classes; place++)
        {
            if (truths[place] > 0)
            {
                int[] all = [.. Enumerable.Repeat(place, truth.Length)];
                logLoss += shares[place] * ProbabilityScores.LogLoss(all, probabilities, classes);
                brier += shares[place] * ProbabilityScores.Brier(all, probabilities, classes);
            }
        }

        return new Dictionary<string, double>
        {
            ["roc_auc"] = AreaOfChance,
            ["accuracy"] = decisions.Accuracy,
            ["balanced_accuracy"] = decisions.BalancedAccuracy,
            ["precision"] = decisions.Precision,
            ["recall"] = decisions.Recall,
            ["f1"] = decisions.F1,
            // Among rows in random order the share of positives is the precision at every threshold.
            ["pr_auc"] = classes == 2 ? shares[1] : shares.Where(share => share > 0).Average(),
            ["log_loss"] = logLoss,
            ["brier"] = brier,
        };
    }

    /// <summary>The figures of a regressor, by the names of its report.</summary>
    internal static Dictionary<string, double> OfNumbers(double[] truth, double[] predicted)
    {
        var difference = truth.Average() - predicted.Average();
        var spread = Variance(truth);
        var square = spread + Variance(predicted) + (difference * difference);
        return new Dictionary<string, double>
        {
            ["rmse"] = Math.Sqrt(square),
            ["mae"] = MeanDistance(truth, predicted),
            ["r2"] = spread == 0 ? double.NaN : 1 - (square / spread),
        };
    }

    static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / values.Length;
    }

    /// <summary>The mean of |y − ŷ| over all pairs, in O(n log n): sorted, a prediction is above some truths and below the others.</summary>
    static double MeanDistance(double[] truth, double[] predicted)
    {
        double[] ys = [.. truth.Order()];
        var total = ys.Sum();
        var (below, sumBelow, sum) = (0, 0.0, 0.0);
        foreach (var value in predicted.Order())
        {
            for (; below < ys.Length && ys[below] <= value; below++)
            {
                sumBelow += ys[below];
            }

            sum += (value * below) - sumBelow + (total - sumBelow) - (value * (ys.Length - below));
        }

        return sum / ((double)ys.Length * predicted.Length);
    }
}
