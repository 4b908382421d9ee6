using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ExplainTests
{
    static readonly Table Rows = ConformanceData.Numbers(600, classes: false);

    [Fact]
    public void The_column_that_the_target_rests_on_most_comes_first_and_an_unused_one_drops_nothing()
    {
        var model = new LinearRegression().Fit(Rows, "y");

        var explanation = model.Explain(Rows, new ExplainOptions { Repeats = 10 });

        Assert.Equal("r2", explanation.Score);
        Assert.Equal(model.Evaluate(Rows)["r2"], explanation.Baseline);
        Assert.Equal(["a", "b", "c"], explanation.Importances.Select(importance => importance.Column));
        // Shuffling a column of variance v and coefficient w adds 2 w² v to the mean squared error: 2 · 4 · 1 and 2 · 9 / 12 over the target's variance.
        var variance = Rows.Column<double>("y").Values.ToArray().Select(value => value * value).Average() - Math.Pow(Rows.Column<double>("y").Values.ToArray().Average(), 2);
        Assert.Equal(8 / variance, explanation.Importances[0].Drop, 0.2);
        Assert.Equal(1.5 / variance, explanation.Importances[1].Drop, 0.06);
        Assert.InRange(explanation.Importances[2].Drop, -0.01, 0.01);
    }

    [Fact]
    public void Threads_and_other_columns_do_not_change_the_result()
    {
        var model = new LinearRegression().Fit(Rows, "y");

        var one = model.Explain(Rows, new ExplainOptions { MaxThreads = 1, Seed = 3 });
        var seven = model.Explain(Rows, new ExplainOptions { MaxThreads = 7, Seed = 3 });
        var otherSeed = model.Explain(Rows, new ExplainOptions { MaxThreads = 1, Seed = 4 });

        Assert.Equal(one, seven);
        Assert.NotEqual(one, otherSeed);
    }

    [Fact]
    public void A_pipelines_columns_are_those_of_the_raw_table()
    {
        var rows = ConformanceData.Mixed(300, classes: true);
        var model = new Impute().Then(new OneHot()).Then(new LogisticRegression()).Fit(rows, "y");

        var explanation = model.Explain(rows);

        Assert.Equal("roc_auc", explanation.Score);
        Assert.Equal(["a", "b", "c", "colour", "truth"], explanation.Importances.Select(importance => importance.Column).Order(StringComparer.Ordinal));
        Assert.Equal("a", explanation.Importances[0].Column);
        Assert.StartsWith($"roc_auc {explanation.Baseline:F4}; it drops by, when a column is shuffled:\na ", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_three_classes_the_accuracy_is_watched()
    {
        var table = Rows.With(Column.Of("y", Rows.Column<double>("a").Values.ToArray().Select(value => value < -0.5 ? 0L : value < 0.5 ? 1 : 2).ToArray()));
        var model = new LogisticRegression().Fit(table, "y");

        var explanation = model.Explain(table);

        Assert.Equal("accuracy", explanation.Score);
        Assert.Equal(model.Evaluate(table)["accuracy"], explanation.Baseline);
        Assert.Equal("a", explanation.Importances[0].Column);
    }

    [Fact]
    public void Rows_of_one_class_have_no_score_to_watch()
    {
        var rows = ConformanceData.Numbers(200, classes: true);
        var model = new LogisticRegression().Fit(rows, "y");
        var yes = rows.Take([.. Enumerable.Range(0, 200).Where(row => rows["y"].Format(row) == "yes")]);

        var error = Assert.Throws<TableException>(() => model.Explain(yes));

        Assert.Equal(
            "The score roc_auc is not defined for these rows, because the target is the same in all of them; give rows with different values of the target.",
            error.Message);
    }

    [Fact]
    public void Progress_counts_the_columns_and_cancellation_ends_the_work()
    {
        var model = new LinearRegression().Fit(Rows, "y");
        var counts = new Counts();

        model.Explain(Rows, new ExplainOptions { Progress = counts, MaxThreads = 3 });

        Assert.Equal([1, 2, 3], counts.Done);
        Assert.ThrowsAny<OperationCanceledException>(() => model.Explain(Rows, new ExplainOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    public void Repeats_are_between_2_and_1000(int repeats)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ExplainOptions { Repeats = repeats });

        Assert.StartsWith("Repeats must be between 2 and 1000.", error.Message, StringComparison.Ordinal);
    }

    sealed class Counts : IProgress<FitProgress>
    {
        internal List<int> Done { get; } = [];

        public void Report(FitProgress value) => Done.Add(value.Done);
    }
}
