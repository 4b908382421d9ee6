namespace Cambium.Learn;

/// <summary>What the trees that did not see a training row say about it; empty where that was not asked for.</summary>
/// <param name="Score">Accuracy, or R²; NaN where there is no such row.</param>
/// <param name="Answers">Training rows × outputs, row-major; NaN for rows that every tree saw.</param>
sealed record OutOfBag(double Score, double[] Answers)
{
    const int BitsPerWord = 64;

    internal static OutOfBag None { get; } = new(double.NaN, []);

    /// <summary>Asks every tree about the rows out of its bag.</summary>
    /// <param name="bags">A bit a row for each tree: whether the tree saw it.</param>
    internal static OutOfBag Of(TreeForest forest, FeatureMatrix features, ulong[][] bags, GrowthTarget target, FitOptions options)
    {
        var outputs = forest.Outputs;
        var answers = new double[checked(features.RowCount * outputs)];
        var counts = new int[features.RowCount];
        forest.ForEach(
            features,
            options.MaxThreads,
            (tree, first, places) =>
            {
                var ofTree = forest.Trees[tree].Answers;
                for (var i = 0; i < places.Length; i++)
                {
                    var row = first + i;
                    if ((bags[tree][row / BitsPerWord] >> (row % BitsPerWord) & 1) == 0)
                    {
                        counts[row]++;
                        for (var output = 0; output < outputs; output++)
                        {
                            answers[(row * outputs) + output] += ofTree[(places[i] * outputs) + output];
                        }
                    }
                }
            },
            options.CancellationToken);
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] /= counts[i / outputs]; // 0 / 0 is NaN
        }

        return new OutOfBag(target.Classes > 0 ? Accuracy(answers, target) : R2(answers, target.Values), answers);
    }

    static double Accuracy(double[] answers, GrowthTarget target)
    {
        var (right, counted) = (0, 0);
        var classes = ClassifierModel.MostProbable(answers, target.Classes);
        for (var row = 0; row < classes.Length; row++)
        {
            if (!double.IsNaN(answers[row * target.Classes]))
            {
                counted++;
                right += classes[row] == target.Codes[row] ? 1 : 0;
            }
        }

        return (double)right / counted;
    }

    static double R2(double[] answers, double[] values)
    {
        var rows = Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(answers[row])).ToArray();
        return rows.Length == 0 ? double.NaN : RegressionJudge.R2([.. rows.Select(row => values[row])], [.. rows.Select(row => answers[row])]);
    }
}
