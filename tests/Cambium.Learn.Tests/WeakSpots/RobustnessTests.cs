using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class RobustnessTests
{
    [Fact]
    public void Noise_takes_from_a_linear_models_answers_what_its_slope_says()
    {
        // y = 3 a, so that noise of s standard deviations makes a squared error of 9 s² var(a) in the mean, and R² is 1 − s² (n − 1) / n.
        var table = Line(4000);
        var model = new LinearRegression().Fit(table, "y");

        var report = Robustness.Measure(model, table, new RobustnessOptions { Repeats = 20 });

        Oracle.Near(1, report.Baseline, 1e-9);
        var noise = report.Curves.First(curve => curve.Damage == Damage.Noise);
        Assert.Equal([0.1, 0.25, 0.5, 1], noise.Points.Select(point => point.Level));
        // Chi-squared of 4,000 rows and 20 repeats: a standard error of 0.5 % of the loss.
        Assert.All(noise.Points, point => Assert.InRange(point.Loss / (point.Level * point.Level), 0.98, 1.02));
        Assert.All(noise.Points, point => Assert.True(point.Interval.Low < point.Score && point.Score < point.Interval.High));
        var column = report.Curves.Single(curve => curve.Damage == Damage.Noise && curve.Column == "a");
        Assert.Equal(0.5, Assert.Single(column.Points).Level);
        Oracle.Near(0.25, column.Points[0].Loss, 0.01);
        Assert.Equal(0, report.Curves.Single(curve => curve.Damage == Damage.Noise && curve.Column == "idle").Points[0].Loss, 1e-9);
    }

    [Fact]
    public void Swapped_values_take_twice_the_share_and_blanks_the_share_where_the_mean_stands_in()
    {
        // A swapped value is off by √2 standard deviations, one filled with the mean by 1.
        var table = Line(4000);
        var model = new Impute().Then(new LinearRegression()).Fit(table, "y");

        var report = Robustness.Measure(model, table, new RobustnessOptions { Repeats = 10, Noise = [], Shares = [0.2, 0.6] });

        var (missing, swapped) = (report.Curves.First(curve => curve.Damage == Damage.Missing), report.Curves.First(curve => curve.Damage == Damage.Swapped));
        Assert.All(missing.Points, point => Assert.InRange(point.Loss / point.Level, 0.95, 1.05));
        Assert.All(swapped.Points, point => Assert.InRange(point.Loss / point.Level, 1.9, 2.1));
        Assert.DoesNotContain(report.Curves, curve => curve.Damage == Damage.Noise);
        Assert.Equal(["", "a", "idle"], report.Curves.Where(curve => curve.Damage == Damage.Swapped).Select(curve => curve.Column));
    }

    [Fact]
    public void Every_kind_of_column_is_damaged_in_its_own_type()
    {
        Column[] columns =
        [
            Column.Of("number", [.. Enumerable.Range(0, 200).Select(row => row == 3 ? double.NaN : row)]),
            Column.Of("whole", [.. Enumerable.Range(0, 200).Select(row => (long)row)]),
            Column.Of("truth", [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0)]),
            Column.Of("day", [.. Enumerable.Range(0, 200).Select(row => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(row))]),
            Column.Of("level", [.. Enumerable.Range(0, 200).Select(row => $"l{row % 4}")]),
            TextColumn.FromValues("text", [.. Enumerable.Range(0, 200).Select(row => $"t{row}")]),
        ];

        foreach (var column in columns)
        {
            var gone = DamagedColumn.Of(column, Damage.Missing, 0.3, new RandomStream(1));
            var more = DamagedColumn.Of(column, Damage.Missing, 0.6, new RandomStream(1));
            var swapped = DamagedColumn.Of(column, Damage.Swapped, 0.3, new RandomStream(1));

            Assert.Equal((column.Type, column.Name), (gone.Type, gone.Name));
            Assert.InRange(gone.MissingCount, 40, 80);
            Assert.InRange(more.MissingCount, 100, 140);
            Assert.All(Enumerable.Range(0, 200).Where(gone.IsMissing), row => Assert.True(more.IsMissing(row)));
            Assert.All(Enumerable.Range(0, 200).Where(row => !gone.IsMissing(row)), row => Assert.Equal(column.Format(row), gone.Format(row)));
            Assert.Equal(column.Type, swapped.Type);
            Assert.InRange(Enumerable.Range(0, 200).Count(row => swapped.Format(row) != column.Format(row)), 30, 80);
            Assert.Equal(column is Column<double> or Column<long>, DamagedColumn.CanBe(Damage.Noise, column));
        }

        var noisy = Assert.IsType<Column<long>>(DamagedColumn.Of(columns[1], Damage.Noise, 1, new RandomStream(1)));
        Assert.InRange(Enumerable.Range(0, 200).Average(row => Math.Pow(noisy.Values[row] - row, 2)) / (200.0 * 201 / 12), 0.7, 1.3);
        Assert.True(DamagedColumn.Of(columns[0], Damage.Noise, 1, new RandomStream(1)).IsMissing(3));
        Assert.False(DamagedColumn.CanBe(Damage.Noise, Column.Of("constant", [2.0, 2, 2])));
        Assert.False(DamagedColumn.CanBe(Damage.Noise, Column.Of("wide", [double.MaxValue, -double.MaxValue, 0])));
    }

    [Fact]
    public void A_model_that_takes_no_missing_values_is_told_of()
    {
        var table = Line(100);
        var strict = OwnStep.Of("strict", rows => rows["a"].MissingCount == 0 ? rows : throw new TableException("Column 'a' must not be missing."));
        var model = strict.Then(new Impute()).Then(new LinearRegression()).Fit(table, "y");

        var report = Robustness.Measure(model, table, new RobustnessOptions());

        var missing = report.Curves.Where(curve => curve.Damage == Damage.Missing).ToArray();
        Assert.Equal("The model does not answer to rows so damaged: Column 'a' must not be missing.", missing[0].Refusal);
        Assert.Empty(missing[0].Points);
        Assert.Equal(["", "idle", "a"], missing.Select(curve => curve.Column));
        Assert.Equal("", missing[1].Refusal);
        Assert.Contains("With missing values in all columns: The model does not answer to rows so damaged: Column 'a' must not be missing.", report.Sentences);
        Assert.All(report.Curves.Where(curve => curve.Damage != Damage.Missing), curve => Assert.NotEmpty(curve.Points));
    }

    [Fact]
    public void The_same_bits_at_any_number_of_threads_on_rows_drawn_by_the_seed()
    {
        var table = ConformanceData.Mixed(400, classes: true);
        var model = new RandomForestClassifier { Trees = 5, MaxDepth = 4 }.Fit(table, "y");
        var options = new RobustnessOptions { MaxRows = 150, Repeats = 3, Noise = [0.5], Shares = [0.3] };

        var reports = new[] { 1, 2, 7 }.Select(threads => Robustness.Measure(model, table, options with { MaxThreads = threads })).ToArray();

        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
        Assert.Equal((150, "roc_auc", 3), (reports[0].Rows, reports[0].Score, reports[0].Repeats));
        Assert.NotEqual(reports[0], Robustness.Measure(model, table, options with { Seed = 1 }));
        var alone = Robustness.Measure(model, table, options with { MaxColumns = 0 });
        Assert.Equal(reports[0].Curves.Where(curve => curve.Column.Length == 0), alone.Curves);
    }

    [Fact]
    public void A_score_of_which_less_is_better_rises_and_the_report_prints()
    {
        var table = Line(500);
        var model = new LinearRegression().Fit(table, "y");

        var report = Robustness.Measure(model, table, new RobustnessOptions { Metric = Metric.Named("rmse"), Noise = [1], Shares = [] });

        Assert.False(report.HigherIsBetter);
        Assert.True(report.Curves[0].Points[0].Loss > 2 && report.Curves[0].Points[0].Score > 2);
        Assert.StartsWith("With noise in all columns of numbers at 1 standard deviation, it rises to ", report.Sentences[1], StringComparison.Ordinal);
        Assert.Contains("; of single columns 'a' costs most, ", report.Sentences[1], StringComparison.Ordinal);
        var lines = report.ToString().Split('\n');
        Assert.StartsWith("On 500 rows as they are, rmse is ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["damage", "level", "rmse", "95", "%", "loss"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("noise: a ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        var table = Line(50);
        var classes = ConformanceData.Mixed(60, classes: true);
        var model = new PriorClassifier().Fit(classes, "y");
        int[] yes = [.. Enumerable.Range(0, 60).Where(row => classes["y"].Format(row) == "yes")];

        Assert.Equal(
            "The score roc_auc is not defined for these rows, because the target is the same in all of them; give rows with different values of the target.",
            Assert.Throws<TableException>(() => Robustness.Measure(model, classes.Take(yes), new RobustnessOptions())).Message);
        Assert.StartsWith(
            "KMeans has no target,",
            Assert.Throws<ArgumentException>(() => Robustness.Measure(new KMeans { Clusters = 2 }.Fit(table.Select("a"), new FitOptions()), table, new RobustnessOptions())).Message, StringComparison.Ordinal);
        Assert.StartsWith("Noise must lie in (0, 100].", Assert.Throws<ArgumentOutOfRangeException>(() => new RobustnessOptions { Noise = [0.5, 0] }).Message, StringComparison.Ordinal);
        Assert.StartsWith("Shares must lie in (0, 1].", Assert.Throws<ArgumentOutOfRangeException>(() => new RobustnessOptions { Shares = [1.5] }).Message, StringComparison.Ordinal);
        Assert.StartsWith("ColumnShare must lie in (0, 1].", Assert.Throws<ArgumentOutOfRangeException>(() => new RobustnessOptions { ColumnShare = double.NaN }).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() =>
            Robustness.Measure(new MeanRegressor().Fit(table, "y"), Line(50), new RobustnessOptions { Metric = Metric.Named("rmse"), CancellationToken = new CancellationToken(canceled: true) }));
    }

    static Table Line(int rows)
    {
        var random = new RandomStream(5);
        var a = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
        return Table.Create(
            Column.Of("a", a), Column.Of("idle", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()), Column.Of("y", Array.ConvertAll(a, value => 3 * value)));
    }
}
