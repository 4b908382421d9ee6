using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CrossValidationTests
{
    static readonly Table Classes = ConformanceData.Numbers(203, classes: true);

    [Fact]
    public void Every_row_is_judged_once_and_folds_are_stratified()
    {
        var result = CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Folds = 5, Seed = 4 });

        Assert.Equal(203, result.Folds.Sum(report => report.Rows));
        var positives = result.Folds.Cast<ClassificationReport>().Select(report => report.Confusion[2] + report.Confusion[3]).ToArray();
        Assert.InRange(positives.Max() - positives.Min(), 0, 1);
        Assert.All(result.Folds, report => Assert.Null(report.Scores[0].Interval));
    }

    [Fact]
    public void Means_and_deviations_are_over_the_folds()
    {
        var result = CrossValidation.Run(new LinearRegression(), ConformanceData.Numbers(90, classes: false), "y", new CrossValidationOptions { Folds = 3 });

        var values = result.Folds.Select(report => report["rmse"]).ToArray();
        Assert.Equal(values.Average(), result["rmse"]);
        var variance = values.Select(value => (value - values.Average()) * (value - values.Average())).Sum() / 2;
        Assert.Equal(Math.Sqrt(variance), result.Scores[0].StandardDeviation, 1e-15); // one rounding
        Assert.Equal(["rmse", "mae", "r2"], result.Scores.Select(score => score.Name));
        Assert.StartsWith("folds       3\nrmse   ", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_at_any_thread_count()
    {
        var one = CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Seed = 1, MaxThreads = 1 });
        var three = CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Seed = 1, MaxThreads = 3 });
        var other = CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Seed = 2, MaxThreads = 1 });

        Assert.Equal(one, three);
        Assert.Equal(one, CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Seed = 1, MaxThreads = 7 }));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Steps_learn_in_each_fold_from_its_training_rows_only()
    {
        // One row stands far out: the fold that judges it must not have standardised by it.
        var x = Enumerable.Range(0, 40).Select(row => row == 7 ? 1e9 : row % 5).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => value * 2).ToArray()));

        var result = CrossValidation.Run(new Standardize().Then(new LinearRegression()), table, "y", new CrossValidationOptions { Folds = 4 });

        Assert.All(result.Folds, report => Assert.InRange(report["rmse"], 0, 1)); // 1e9 times a rounding of 1e-16, and some
    }

    [Fact]
    public void Progress_tells_of_folds_and_of_the_fits_within()
    {
        var told = new List<FitProgress>();

        CrossValidation.Run(new PriorClassifier(), Classes, "y", new CrossValidationOptions { Folds = 2, MaxThreads = 1, Progress = new Into(told) });

        Assert.Equal(
            [new FitProgress("folds", 0, 2), new("fold 1: rows", 1, 1), new("folds", 1, 2), new("fold 2: rows", 1, 1), new("folds", 2, 2)],
            told);
    }

    [Fact]
    public void More_folds_than_rows_and_unknown_columns_and_figures_are_refused()
    {
        var folds = Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Run(new PriorClassifier(), Classes, "y", new CrossValidationOptions { Folds = 204 }));
        var column = Assert.Throws<ArgumentException>(() => CrossValidation.Run(new PriorClassifier(), Classes, "z", new CrossValidationOptions()));
        var figure = Assert.Throws<ArgumentException>(() => CrossValidation.Run(new PriorClassifier(), Classes, "y", new CrossValidationOptions())["roc"]);

        Assert.StartsWith("Folds must be between 2 and the number of rows, 203.", folds.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no column 'z'.", column.Message, StringComparison.Ordinal);
        Assert.StartsWith("The cross-validation has no figure 'roc'.", figure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossValidationOptions { Folds = 1 });
    }

    [Fact]
    public void Cancellation_ends_it() =>
        Assert.ThrowsAny<OperationCanceledException>(
            () => CrossValidation.Run(new PriorClassifier(), Classes, "y", new CrossValidationOptions { CancellationToken = new CancellationToken(canceled: true) }));

    sealed class Into(List<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Add(value);
    }
}
