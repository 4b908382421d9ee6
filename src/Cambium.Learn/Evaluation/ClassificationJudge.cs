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

    /// <summary>The report of probabilities (n × k, row-major) against the true classes, each row called its most probable class and standing for itself.</summary>
    internal static ClassificationReport Report(int[] truth, double[] probabilities, EquatableArray<string> classes, EvaluateOptions options) =>
        Report(new JudgedClasses(truth, ClassifierModel.MostProbable(probabilities, classes.Count), probabilities, classes.Count), classes, FigureIntervals.Each(truth.Length), options);

    /// <summary>The report of judged rows.</summary>
    /// <param name="rows">Truth and answers.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="units">The group of each row, for the intervals.</param>
    /// <param name="options">More figures, and how intervals are made.</param>
    internal static ClassificationReport Report(JudgedClasses rows, EquatableArray<string> classes, int[] units, EvaluateOptions options)
    {
        var k = classes.Count;
        var matrix = ConfusionScores.Matrix(rows.Truth, rows.Called, k);
        var decisions = ConfusionScores.Of(matrix, k);
        var rankings = Rankings(rows.Probabilities, k);
        var counts = rankings.Select(ranking => ranking.Ranking.Count(rows.Truth, ranking.Positive)).ToArray();
        Score[] scores =
        [
            new Score("roc_auc", Mean(counts.Select(ofRank => RankScores.RocAuc(ofRank)))),
            new Score("accuracy", decisions.Accuracy),
            new Score("balanced_accuracy", decisions.BalancedAccuracy),
            new Score("precision", decisions.Precision),
            new Score("recall", decisions.Recall),
            new Score("f1", decisions.F1),
            new Score("pr_auc", Mean(counts.Select(ofRank => RankScores.AveragePrecision(ofRank)))),
            new Score("log_loss", ProbabilityScores.LogLoss(rows.Truth, rows.Probabilities, k)),
            new Score("brier", ProbabilityScores.Brier(rows.Truth, rows.Probabilities, k)),
        ];
        return new ClassificationReport
        {
            Rows = rows.Count,
            Classes = classes,
            Scores = WithIntervals(scores, rows, units, options, rankings),
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

    /// <summary>Average precision: of the second class where there are two, else the mean over the classes, each against the rest.</summary>
    internal static double PrAuc(int[] truth, double[] probabilities, int classes) =>
        Mean(Rankings(probabilities, classes).Select(ranking => RankScores.AveragePrecision(ranking.Ranking.Count(truth, ranking.Positive))));

    /// <summary>The share of rows that are called what they are.</summary>
    internal static double Accuracy(int[] truth, int[] called) => (double)truth.Where((place, row) => called[row] == place).Count() / truth.Length;

    static (int Positive, Ranking Ranking)[] Rankings(double[] probabilities, int classes) =>
        [.. Enumerable.Range(classes == 2 ? 1 : 0, classes == 2 ? 1 : classes).Select(place => (place, Ranking.Of(probabilities, classes, place)))];

    /// <summary>The mean of the scores that are defined: a class that no row is of has none.</summary>
    internal static double Mean(IEnumerable<double> scores) => scores.Where(score => !double.IsNaN(score)).DefaultIfEmpty(double.NaN).Average();

    static EquatableArray<Score> WithIntervals(
        Score[] scores, JudgedClasses rows, int[] units, EvaluateOptions options, (int Positive, Ranking Ranking)[] rankings)
    {
        // In the order of the first ranking, counting its ranks walks through memory.
        var order = FigureIntervals.Each(rows.Count);
        Array.Sort((int[])rankings[0].Ranking.RankOf.Clone(), order);
        var sorted = rows.Take(order);
        var tally = new Lazy<ClassificationTally>(() => new ClassificationTally(sorted, [.. rankings.Select(ranking => Array.ConvertAll(order, row => ranking.Ranking.RankOf[row]))]));
        return FigureIntervals.Of(scores, sorted, Array.ConvertAll(order, row => units[row]), options, rankings.Length, () => tally.Value.NewScores());
    }
}
