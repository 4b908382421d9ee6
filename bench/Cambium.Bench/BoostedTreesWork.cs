using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Trains boosted trees; peers/trees_xgboost.py and peers/trees_sklearn.py are its counterparts.</summary>
static class BoostedTreesWork
{
    static readonly BoostedTreesClassifier Recipe = new() { Trees = 100, Leaves = 31, LearningRate = 0.1, Bins = 255, L2 = 1, MinRowsPerLeaf = 20, CategorySmoothing = 0 };

    /// <summary>Runs one of the works, which differ in their data: two classes are judged by AUC, more by log loss.</summary>
    public static string Run(string work, string folder, int seed)
    {
        var train = F64Matrix.Read(folder, $"{work}-{seed}-train");
        var measurement = Measurement.Of(() => Recipe.Fit(train, "target", new FitOptions { MaxThreads = Measurement.Threads }), out var model);

        var test = F64Matrix.Read(folder, $"{work}-{seed}-test");
        var probabilities = model.PredictProbabilities(test);
        var (name, score) = model.Classes.Count == 2
            ? ("auc", RocAuc(probabilities, test.Column<bool>("target").Values))
            : ("log_loss", LogLoss(probabilities, model.Classes.Count, test.Column<long>("target").Values));
        return measurement.ToJson(work, new Dictionary<string, object> { [name] = score, ["seed"] = seed });
    }

    /// <summary>The mean of −log of the probability of each row's class.</summary>
    /// <param name="probabilities">n × k, row-major, in the order of the classes 0, 1, …</param>
    static double LogLoss(double[] probabilities, int classes, ReadOnlySpan<long> truth)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum -= Math.Log(probabilities[(row * classes) + (int)truth[row]]);
        }

        return sum / truth.Length;
    }

    /// <summary>
    /// The share of pairs of a positive and a negative row whose scores stand in the right order, ties counting half; written here so that
    /// the judgement does not come from the library that is judged.
    /// </summary>
    /// <param name="probabilities">n × 2, row-major: false, true.</param>
    /// <param name="truth">n.</param>
    internal static double RocAuc(double[] probabilities, ReadOnlySpan<bool> truth)
    {
        var scores = new double[truth.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = probabilities[(2 * row) + 1];
        }

        var sorted = truth.ToArray();
        Array.Sort(scores, sorted);
        double pairs = 0, negatives = 0, positives = 0;
        for (var start = 0; start < scores.Length;)
        {
            double tiedNegatives = 0, tiedPositives = 0;
            var end = start;
            for (; end < scores.Length && scores[end] == scores[start]; end++)
            {
                if (sorted[end])
                {
                    tiedPositives++;
                }
                else
                {
                    tiedNegatives++;
                }
            }

            pairs += tiedPositives * (negatives + (tiedNegatives / 2));
            negatives += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return pairs / (positives * negatives);
    }
}
