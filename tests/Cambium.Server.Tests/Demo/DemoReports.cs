using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server.Tests;

/// <summary>Reports with curves of known shape, so that pages can be tested without training anything.</summary>
static class DemoReports
{
    /// <summary>A binary classifier whose ROC curve is y = x^(1/power), with ROC AUC power / (power + 1).</summary>
    internal static ClassificationReport Binary(double power, string positive = "yes")
    {
        var roc = Enumerable.Range(0, 101).Select(i => i / 100.0).Select(x => new CurvePoint(x, Math.Pow(x, 1 / power), 1 - x)).ToArray();
        var area = power / (power + 1);
        return new ClassificationReport
        {
            Rows = 476,
            Scores =
            [
                new Score("roc_auc", area) { Interval = new Interval(area - 0.021, area + 0.018) },
                new Score("accuracy", 0.5 + area / 2.2),
                new Score("balanced_accuracy", area - 0.1),
                new Score("precision", area - 0.05),
                new Score("recall", 0.4123),
                new Score("f1", 0.5321),
                new Score("pr_auc", area - 0.2) { Interval = new Interval(area - 0.25, area - 0.14) },
                new Score("log_loss", 0.3 + (1 - area)),
                new Score("brier", 0.0887),
            ],
            Classes = ["no", positive],
            Confusion = [401, 18, 33, 24],
            Roc = [.. roc],
            PrecisionRecall = [.. Enumerable.Range(0, 101).Select(i => i / 100.0).Select(x => new CurvePoint(x, 0.12 + 0.8 * (1 - x) * (1 - x), 1 - x))],
            Calibration = [.. Enumerable.Range(0, 9).Select(i => new CalibrationBin((i + 0.5) / 10, Math.Pow((i + 0.5) / 10, 1.2), 60 - 5 * i))],
        };
    }

    /// <summary>Three classes: no curves, a bigger confusion matrix.</summary>
    internal static ClassificationReport ThreeClasses() => new()
    {
        Rows = 38,
        Scores = [new Score("roc_auc", 0.9871), new Score("accuracy", 0.9474), new Score("log_loss", 0.1423)],
        Classes = ["setosa", "versicolor", "virginica"],
        Confusion = [13, 0, 0, 0, 11, 1, 0, 1, 12],
        Roc = [],
        PrecisionRecall = [],
        Calibration = [],
    };

    internal static RegressionReport Regression()
    {
        var random = new Random(7);
        var truth = Enumerable.Range(0, 300).Select(_ => 50 + 250 * random.NextDouble()).ToArray();
        return new RegressionReport
        {
            Rows = 300,
            Scores = [new Score("rmse", 54.21) { Interval = new Interval(49.8, 58.9) }, new Score("mae", 42.9), new Score("r2", 0.4872)],
            SampleTruth = [.. truth],
            SamplePredicted = [.. truth.Select(value => 0.6 * value + 60 + 60 * (random.NextDouble() - 0.5))],
        };
    }

    internal static Explanation Explanation() => new(
        "roc_auc",
        0.8412,
        [
            new Importance("payment_to_income", 0.1021, 0.0083),
            new Importance("credit_history", 0.0712, 0.0061),
            new Importance("loan_to_value", 0.0391, 0.0072),
            new Importance("mortgage_insurance_denied", 0.0277, 0.0031),
            new Importance("housing_to_income", 0.0104, 0.0042),
            new Importance("unemployment", 0.0031, 0.0020),
            new Importance("single", 0.0004, 0.0011),
            new Importance("condominium", -0.0007, 0.0009),
        ]);

    internal static GroupComparison Groups() => new(
        "afam",
        "yes",
        [
            new GroupRates("no", 408, 0.061, 0.093, 0.421, 0.024, 0.924),
            new GroupRates("yes", 68, 0.221, 0.279, 0.526, 0.102, 0.794),
            new GroupRates("(missing)", 3, 0, 0, double.NaN, 0, 1),
        ],
        0.221,
        0.0,
        0.105,
        0.102);

    internal static Profile Profile() => new(
        1904,
        [
            new ColumnProfile
            {
                Name = "payment_to_income",
                Type = ColumnType.Float64,
                Missing = 12,
                Distinct = 512,
                Mean = 0.331,
                StandardDeviation = 0.107,
                Quantiles = [0, 0.28, 0.33, 0.37, 3],
                HistogramEdges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 3],
                HistogramCounts = [20, 140, 520, 900, 260, 52],
            },
            new ColumnProfile
            {
                Name = "credit_history",
                Type = ColumnType.Int64,
                Missing = 0,
                Distinct = 6,
                Mean = 2.1,
                StandardDeviation = 1.6,
                Quantiles = [1, 1, 1, 2, 6],
                TopValues = [new ValueCount("1", 1082), new ValueCount("2", 353)],
                HistogramEdges = [1, 2, 3, 4, 5, 6],
                HistogramCounts = [1082, 353, 101, 61, 307],
            },
            new ColumnProfile
            {
                Name = "afam",
                Type = ColumnType.Category,
                Missing = 0,
                Distinct = 2,
                TopValues = [new ValueCount("no", 1633), new ValueCount("yes", 271)],
            },
        ]);
}
