using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How good a model is, in words that a person without statistics reads.</summary>
static class QualitySentences
{
    internal static EquatableArray<string> Of(Model model, JudgedRows judged, Report report) => judged switch
    {
        JudgedClasses classes => OfClasses((ClassifierModel)model, classes, (ClassificationReport)report).ToEquatableArray(),
        JudgedNumbers numbers => OfNumbers(model.Target, numbers, report).ToEquatableArray(),
        _ => [],
    };

    static IEnumerable<string> OfClasses(ClassifierModel model, JudgedClasses judged, ClassificationReport report)
    {
        var (most, share) = MostFrequent(judged);
        if (share == 1)
        {
            yield return $"All of these rows are '{model.Classes[most]}': how well it tells the classes apart cannot be said. It calls {ReportNumbers.Of100(report["accuracy"])} of 100 what they are.";
            yield break;
        }

        var verdict = report["accuracy"] > share ? "" : ", so that by this count alone it does no better";
        yield return $"Of 100 rows such as these it calls {ReportNumbers.Of100(report["accuracy"])} what they are{ReportNumbers.Range100(report, "accuracy")}; "
            + $"always calling them '{model.Classes[most]}' would be right for {ReportNumbers.Of100(share)}{verdict}.";
        if (model.Classes.Count == 2)
        {
            var positive = model.Classes[1];
            if (model.OwnThreshold is { } threshold)
            {
                yield return $"It calls a row '{positive}' from a probability of {ReportNumbers.Of(threshold)} on, its own threshold.";
            }

            yield return $"Of 100 that are '{positive}' it finds {ReportNumbers.Of100(report["recall"])}{ReportNumbers.Range100(report, "recall")}; "
                + $"of 100 that it calls '{positive}', {ReportNumbers.Of100(report["precision"])} are{ReportNumbers.Range100(report, "precision")}.";
            if (!double.IsNaN(report["roc_auc"]))
            {
                yield return $"Of two rows of which one is '{positive}' it gives that one the higher probability {ReportNumbers.Of100(report["roc_auc"])} times of 100{ReportNumbers.Range100(report, "roc_auc")}; tossing a coin does 50 times.";
            }
        }

        var guess = GuessLoss(judged);
        yield return report["log_loss"] < guess
            ? $"Its probabilities say more than the classes' shares: their log loss is {ReportNumbers.Of(report["log_loss"])} against {ReportNumbers.Of(guess)}."
            : $"Its probabilities say no more than the classes' shares would: their log loss is {ReportNumbers.Of(report["log_loss"])} against {ReportNumbers.Of(guess)}.";
        if (report.Calibration.Count > 0)
        {
            yield return $"Its probabilities lie {ReportNumbers.Of(Gap(report) * 100)} points of 100 from what then happens, on average.";
        }
    }

    static IEnumerable<string> OfNumbers(string target, JudgedNumbers judged, Report report)
    {
        var mean = judged.Truth.Average();
        var guess = judged.Truth.Average(value => Math.Abs(value - mean));
        var misses = judged.Truth.Zip(judged.Predicted, (truth, predicted) => Math.Abs(truth - predicted)).Order().ToArray();
        yield return $"Its answers miss '{target}' by {ReportNumbers.Of(report["mae"])} on average{ReportNumbers.Range(report, "mae")}; always answering the mean, {ReportNumbers.Of(mean)}, would miss by {ReportNumbers.Of(guess)}.";
        yield return $"Half of the answers are off by at most {ReportNumbers.Of(At(misses, 0.5))}, 9 of 10 by at most {ReportNumbers.Of(At(misses, 0.9))}, and the worst by {ReportNumbers.Of(misses[^1])}.";
        if (!double.IsNaN(report["r2"]))
        {
            yield return report["r2"] > 0
                ? $"It explains {ReportNumbers.Of100(report["r2"])} of 100 parts of what makes '{target}' vary{ReportNumbers.Range100(report, "r2")}."
                : $"It explains nothing of what makes '{target}' vary (r2 {ReportNumbers.Of(report["r2"])}): the mean would do as well.";
        }

        double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>The mean distance between probability and observed share over the bins, by rows.</summary>
    internal static double Gap(ClassificationReport report)
    {
        var rows = report.Calibration.Sum(bin => bin.Rows);
        return rows == 0 ? double.NaN : report.Calibration.Sum(bin => bin.Rows * Math.Abs(bin.MeanPredicted - bin.ObservedShare)) / rows;
    }

    /// <summary>The place of the class that most rows are of, the first of equals, and its share.</summary>
    static (int Place, double Share) MostFrequent(JudgedClasses judged)
    {
        var counts = Counts(judged);
        var most = Array.IndexOf(counts, counts.Max());
        return (most, (double)counts[most] / judged.Count);
    }

    /// <summary>The log loss of always giving each class its share.</summary>
    static double GuessLoss(JudgedClasses judged) =>
        -Counts(judged).Where(count => count > 0).Sum(count => (double)count / judged.Count * Math.Log((double)count / judged.Count));

    internal static int[] Counts(JudgedClasses judged)
    {
        var counts = new int[judged.Classes];
        foreach (var place in judged.Truth)
        {
            counts[place]++;
        }

        return counts;
    }
}
