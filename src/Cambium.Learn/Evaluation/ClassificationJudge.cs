using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes the report of a classifier's answers.</summary>
static class ClassificationJudge
{
    /// <summary>The class of each row, as its place among the classes.</summary>
    /// <exception cref="ArgumentException">The target is not there.</exception>
    /// <exception cref="TableException">There are no rows, or the target is missing, or a class that the model does not know.</exception>
    internal static int[] Truth(Table test, string target, EquatableArray<string> classes)
    {
        ArgumentNullException.ThrowIfNull(test);
        var column = test[target];
        var problems = new List<string>();
        TrainingRows.CheckTarget(column, problems);
        var codes = ClassLabels.Encode(column, classes);
        var unseen = codes.Count(code => code == ClassLabels.Unseen);
        if (unseen > 0)
        {
            var first = Array.IndexOf(codes, ClassLabels.Unseen);
            problems.Add(
                $"the target '{target}' is none of the model's classes ({string.Join(", ", classes)}) in {unseen} of {codes.Length} " +
                $"rows, first '{column.Format(first)}' in row {first + 1}; " +
                "drop those rows, or fit a model on rows of that class");
        }

        return problems.Count == 0
            ? codes
            : throw new TableException($"The model cannot be judged on this table: {string.Join("; ", problems)}.") { Column = target };
    }

    /// <summary>The report of probabilities (n × k, row-major) against the true classes, each row called its most probable class.</summary>
    internal static ClassificationReport Report(int[] truth, double[] probabilities, EquatableArray<string> classes, bool intervals) =>
        Report(truth, probabilities, ClassifierModel.MostProbable(probabilities, classes.Count), classes, intervals);

    /// <summary>The report of probabilities (n × k, row-major) and of what each row is called against the true classes.</summary>
    internal static ClassificationReport Report(int[] truth, double[] probabilities, int[] called, EquatableArray<string> classes, bool intervals)
    {
        var k = classes.Count;
        var matrix = ConfusionScores.Matrix(truth, called, k);
        var decisions = ConfusionScores.Of(matrix, k);
        var rankings = Rankings(probabilities, k);
        var counts = rankings.Select(ranking => ranking.Ranking.Count(truth, ranking.Positive)).ToArray();
        return new ClassificationReport
        {
            Rows = truth.Length,
            Classes = classes,
            Scores =
            [
                new Score("roc_auc", Mean(counts.Select(ofRank => RankScores.RocAuc(ofRank)))) { Interval = intervals ? AreaInterval(truth, rankings) : null },
                new Score("accuracy", decisions.Accuracy),
                new Score("balanced_accuracy", decisions.BalancedAccuracy),
                new Score("precision", decisions.Precision),
                new Score("recall", decisions.Recall),
                new Score("f1", decisions.F1),
                new Score("pr_auc", Mean(counts.Select(ofRank => RankScores.AveragePrecision(ofRank)))),
                new Score("log_loss", ProbabilityScores.LogLoss(truth, probabilities, k)),
                new Score("brier", ProbabilityScores.Brier(truth, probabilities, k)),
            ],
            Confusion = matrix.ToEquatableArray(),
            Roc = k == 2 ? Curves.Roc(rankings[0].Ranking, counts[0]) : [],
            PrecisionRecall = k == 2 ? Curves.PrecisionRecall(rankings[0].Ranking, counts[0]) : [],
            Calibration = k == 2 ? Curves.Calibration(rankings[0].Ranking, counts[0]) : [],
        };
    }

    /// <summary>
    /// The area under the ROC curve: of the second class where there are two, else the mean over the classes, each against the rest.
    /// </summary>
    internal static double RocAuc(int[] truth, double[] probabilities, int classes) =>
        Mean(Rankings(probabilities, classes).Select(ranking => RankScores.RocAuc(ranking.Ranking.Count(truth, ranking.Positive))));

    /// <summary>The share of rows that are called what they are.</summary>
    internal static double Accuracy(int[] truth, int[] called) => (double)truth.Where((place, row) => called[row] == place).Count() / truth.Length;

    static (int Positive, Ranking Ranking)[] Rankings(double[] probabilities, int classes) =>
        [.. Enumerable.Range(classes == 2 ? 1 : 0, classes == 2 ? 1 : classes).Select(place => (place, Ranking.Of(probabilities, classes, place)))];

    /// <summary>The mean of the scores that are defined: a class that no row is of has none.</summary>
    static double Mean(IEnumerable<double> scores) => scores.Where(score => !double.IsNaN(score)).DefaultIfEmpty(double.NaN).Average();

    static Interval? AreaInterval(int[] truth, (int Positive, Ranking Ranking)[] rankings)
    {
        // Where a row counts: twice its rank, and one more if it is positive. In the order of the first ranking, counting walks through memory.
        var order = Enumerable.Range(0, truth.Length).ToArray();
        Array.Sort((int[])rankings[0].Ranking.RankOf.Clone(), order);
        var slots = rankings.Select(ranking => Array.ConvertAll(order, row => (2 * ranking.Ranking.RankOf[row]) + (truth[row] == ranking.Positive ? 1 : 0))).ToArray();
        return Bootstrap.Of(truth.Length, slots.Length, () =>
        {
            var counts = rankings.Select(ranking => new int[2 * ranking.Ranking.Scores.Length]).ToArray();
            var areas = new double[slots.Length];
            return times =>
            {
                for (var i = 0; i < slots.Length; i++)
                {
                    areas[i] = Area(slots[i], counts[i], times);
                }

                return Mean(areas);
            };
        });
    }

    static double Area(int[] slots, int[] counts, byte[] times)
    {
        Array.Clear(counts);
        for (var i = 0; i < slots.Length; i++)
        {
            counts[slots[i]] += times[i];
        }

        return RankScores.RocAuc(counts);
    }
}
