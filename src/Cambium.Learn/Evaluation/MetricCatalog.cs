namespace Cambium.Learn;

/// <summary>The metrics that are known by name: of two classes about the second, of more the mean over the classes (ece and mce: the most probable class of each row).</summary>
static class MetricCatalog
{
    internal static IReadOnlyList<Metric> All { get; } = [.. Decisions(), .. Probabilities(), .. Numbers()];

    static IEnumerable<Metric> Decisions() =>
    [
        OfClasses("accuracy", true, (truth, called, _) => ClassificationMetrics.Accuracy(truth, called)),
        OfClasses("zero_one_loss", false, (truth, called, _) => ClassificationMetrics.ZeroOneLoss(truth, called)),
        OfClasses("balanced_accuracy", true, (truth, called, _) => ClassificationMetrics.BalancedAccuracy(truth, called)),
        OfClasses("adjusted_balanced_accuracy", true, (truth, called, _) => ClassificationMetrics.BalancedAccuracy(truth, called, adjusted: true)),
        OfClasses("precision", true, (truth, called, k) => k == 2 ? ClassificationMetrics.Precision(truth, called) : ClassificationMetrics.Precision(truth, called, Averaging.Macro)),
        OfClasses("recall", true, (truth, called, k) => k == 2 ? ClassificationMetrics.Recall(truth, called) : ClassificationMetrics.Recall(truth, called, Averaging.Macro)),
        OfClasses("f1", true, (truth, called, k) => F(truth, called, k, 1)),
        OfClasses("f2", true, (truth, called, k) => F(truth, called, k, 2)),
        OfClasses("f05", true, (truth, called, k) => F(truth, called, k, 0.5)),
        OfClasses("f1_weighted", true, (truth, called, _) => ClassificationMetrics.F1(truth, called, Averaging.Weighted)),
        OfClasses("jaccard", true, (truth, called, k) => k == 2 ? ClassificationMetrics.Jaccard(truth, called) : ClassificationMetrics.Jaccard(truth, called, Averaging.Macro)),
        OfClasses("matthews", true, (truth, called, _) => ClassificationMetrics.Matthews(truth, called)),
        OfClasses("cohen_kappa", true, (truth, called, _) => ClassificationMetrics.CohenKappa(truth, called)),
        OfClasses("cohen_kappa_linear", true, (truth, called, _) => ClassificationMetrics.CohenKappa(truth, called, Disagreement.Linear)),
        OfClasses("cohen_kappa_quadratic", true, (truth, called, _) => ClassificationMetrics.CohenKappa(truth, called, Disagreement.Quadratic)),
    ];

    static IEnumerable<Metric> Probabilities() =>
    [
        OfScores("roc_auc", true, rows => ClassificationJudge.RocAuc(rows.Truth, rows.Probabilities, rows.Classes)),
        OfScores("roc_auc_weighted", true, rows => ProbabilityMetrics.RocAucOfClasses(rows.Truth, rows.Probabilities, rows.Classes, averaging: Averaging.Weighted)),
        OfScores("roc_auc_ovo", true, rows => ProbabilityMetrics.RocAucOfClasses(rows.Truth, rows.Probabilities, rows.Classes, ClassMatches.EachAgainstEach)),
        OfScores("pr_auc", true, rows => ClassificationJudge.PrAuc(rows.Truth, rows.Probabilities, rows.Classes)),
        OfScores("log_loss", false, rows => ProbabilityScores.LogLoss(rows.Truth, rows.Probabilities, rows.Classes)),
        OfScores("brier", false, rows => ProbabilityScores.Brier(rows.Truth, rows.Probabilities, rows.Classes)),
        OfScores("ece", false, rows => Calibration(rows, CalibrationBinning.EqualWidth).Expected()),
        OfScores("ece_equal_mass", false, rows => Calibration(rows, CalibrationBinning.EqualMass).Expected()),
        OfScores("ece_classwise", false, rows =>
            CalibrationErrors.Classwise(rows.Truth, rows.Probabilities, rows.Classes, CalibrationErrors.StandardBins, CalibrationBinning.EqualWidth, [])),
        OfScores("mce", false, rows => Calibration(rows, CalibrationBinning.EqualWidth).Largest()),
        OfScores("top_2_accuracy", true, rows => ProbabilityMetrics.TopKAccuracy(rows.Truth, rows.Probabilities, rows.Classes, 2)),
        OfScores("top_3_accuracy", true, rows => ProbabilityMetrics.TopKAccuracy(rows.Truth, rows.Probabilities, rows.Classes, Math.Min(3, rows.Classes))),
    ];

    static IEnumerable<Metric> Numbers() =>
    [
        Metric.Of("rmse", (truth, predicted) => RegressionMetrics.RootMeanSquaredError(truth, predicted), false),
        Metric.Of("mse", (truth, predicted) => RegressionMetrics.MeanSquaredError(truth, predicted), false),
        Metric.Of("mae", (truth, predicted) => RegressionMetrics.MeanAbsoluteError(truth, predicted), false),
        Metric.Of("median_absolute_error", (truth, predicted) => RegressionMetrics.MedianAbsoluteError(truth, predicted), false),
        Metric.Of("max_error", RegressionMetrics.MaxError, false),
        Metric.Of("mape", (truth, predicted) => RegressionMetrics.MeanAbsolutePercentageError(truth, predicted), false),
        Metric.Of("msle", (truth, predicted) => RegressionMetrics.MeanSquaredLogError(truth, predicted), false),
        Metric.Of("rmsle", (truth, predicted) => RegressionMetrics.RootMeanSquaredLogError(truth, predicted), false),
        Metric.Of("r2", (truth, predicted) => RegressionMetrics.R2(truth, predicted)),
        Metric.Of("explained_variance", (truth, predicted) => RegressionMetrics.ExplainedVariance(truth, predicted)),
        Metric.Of("poisson_deviance", (truth, predicted) => RegressionMetrics.PoissonDeviance(truth, predicted), false),
        Metric.Of("gamma_deviance", (truth, predicted) => RegressionMetrics.GammaDeviance(truth, predicted), false),
        Metric.Of("d2_poisson", (truth, predicted) => RegressionMetrics.D2Tweedie(truth, predicted, 1)),
        Metric.Of("d2_absolute_error", (truth, predicted) => RegressionMetrics.D2AbsoluteError(truth, predicted)),
    ];

    static CalibrationTally Calibration(JudgedClasses rows, CalibrationBinning binning) =>
        CalibrationErrors.Tally(rows.Truth, rows.Probabilities, rows.Classes, CalibrationErrors.Standard(rows.Classes), CalibrationErrors.StandardBins, binning, []);

    static double F(int[] truth, int[] called, int classes, double beta) =>
        classes == 2 ? ClassificationMetrics.FBeta(truth, called, beta) : ClassificationMetrics.FBeta(truth, called, beta, Averaging.Macro);

    static Metric OfClasses(string name, bool higherIsBetter, Func<int[], int[], int, double> formula) =>
        OfScores(name, higherIsBetter, rows => formula(rows.Truth, rows.Called, rows.Classes));

    static Metric OfScores(string name, bool higherIsBetter, Func<JudgedClasses, double> formula) =>
        new(name, higherIsBetter, "classifiers", rows => formula((JudgedClasses)rows)); // looked at by Metric.Judge
}
