using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class OverfittingGapTests
{
    [Fact]
    public void A_tree_that_knows_noise_by_heart_has_a_gap_and_a_mean_has_none()
    {
        var (learned, heldOut) = (Noise(300, 1), Noise(400, 2));

        var tree = OverfittingGap.Measure(new DecisionTreeRegressor().Fit(learned, "y"), learned, heldOut, new EvaluateOptions());
        var mean = OverfittingGap.Measure(new MeanRegressor().Fit(learned, "y"), learned, heldOut, new EvaluateOptions { Metrics = [Metric.Named("rmse")] });

        Assert.Equal((300, 400), (tree.LearnedRows, tree.HeldOutRows));
        Assert.Equal(["r2", "rmse"], tree.Figures.Select(figure => figure.Metric));
        Assert.True(tree.Figures[0].Interval!.Value.Low > 0.5);
        Assert.All(tree.Figures, figure => Assert.InRange(figure.Gap, figure.Interval!.Value.Low, figure.Interval.Value.High));
        Assert.EndsWith("the model does better on rows that it has seen, by more than chance. The figure to trust is that of the rows held out.", tree.Sentence, StringComparison.Ordinal);
        Assert.True(mean.Figures[0].Interval!.Value.Low < 0 && mean.Figures[0].Interval!.Value.High > 0);
        Assert.EndsWith(": no gap beyond chance.", mean.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_of_a_difference_of_shares_is_as_wide_as_the_normal_one()
    {
        // A model that always says no is right on the rows that are no: 0.8 of 500 and 0.6 of 1,000.
        var learned = Shares(500, 0.2);
        var heldOut = Shares(1000, 0.4);

        var gap = OverfittingGap.Measure(new PriorClassifier().Fit(learned, "y"), learned, heldOut, new EvaluateOptions { Metrics = [Metric.Named("accuracy")], Resamples = 4000 });

        var figure = Assert.Single(gap.Figures);
        Oracle.Near(0.2, figure.Gap, 1e-12);
        var error = Math.Sqrt((0.8 * 0.2 / 500) + (0.6 * 0.4 / 1000));
        // Ends of a bootstrap of 4,000: a standard error of some 0.04 of a standard error.
        Assert.InRange(figure.Interval!.Value.Low, 0.2 - (2.15 * error), 0.2 - (1.8 * error));
        Assert.InRange(figure.Interval.Value.High, 0.2 + (1.8 * error), 0.2 + (2.15 * error));
        Assert.Equal(
            $"accuracy is 0.8 on the 500 rows learned from and 0.6 on 1,000 rows held out, 0.2 worse (95 % interval of the gap {ReportNumbers.Of(figure.Interval.Value.Low)} to {ReportNumbers.Of(figure.Interval.Value.High)}): "
            + "the model does better on rows that it has seen, by more than chance. The figure to trust is that of the rows held out.",
            gap.Sentence);
    }

    [Fact]
    public void The_same_at_any_number_of_threads_and_prints_as_a_table()
    {
        var (learned, heldOut) = (Shares(200, 0.2), Shares(200, 0.1));
        var model = new PriorClassifier().Fit(learned, "y");

        var gaps = new[] { 1, 2, 7 }.Select(threads => OverfittingGap.Measure(model, learned, heldOut, new EvaluateOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(gaps[0], gaps[1]);
        Assert.Equal(gaps[0], gaps[2]);
        Assert.Equal(["roc_auc", "accuracy", "log_loss"], gaps[0].Figures.Select(figure => figure.Metric));
        Assert.False(gaps[0].Figures[2].HigherIsBetter);
        Assert.True(gaps[0].Figures[1].Gap < 0 && gaps[0].Figures[2].Gap < 0);
        Assert.StartsWith("figure    learned from  held out      gap ", gaps[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "the rows held out are easier than those learned from; they may not be alike.",
            OverfittingGap.Measure(model, learned, heldOut, new EvaluateOptions { Metrics = [Metric.Named("log_loss")] }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused_or_said()
    {
        var table = Shares(100, 0.2);
        var model = new PriorClassifier().Fit(table, "y");
        var no = table.Take([.. Enumerable.Range(0, 100).Where(row => table["y"].Format(row) == "no")]);

        Assert.Equal("These rows do not define roc_auc, so that nothing can be said of a gap.", OverfittingGap.Measure(model, table, no, new EvaluateOptions()).Sentence);
        Assert.StartsWith(
            "The gap has intervals over single rows: ask for Percentile or Bca, and leave GroupBy out.",
            Assert.Throws<ArgumentException>(() => OverfittingGap.Measure(model, table, table, new EvaluateOptions { Intervals = IntervalMethod.None })).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The metric 'rmse' judges regressors, this is one of the classifiers.",
            Assert.Throws<ArgumentException>(() => OverfittingGap.Measure(model, table, table, new EvaluateOptions { Metrics = [Metric.Named("rmse")] })).Message, StringComparison.Ordinal);
    }

    static Table Noise(int rows, int seed)
    {
        var random = new RandomStream(seed);
        return Table.Create(
            Column.Of("x", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()), Column.Of("y", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()));
    }

    static Table Shares(int rows, double share) => Table.Create(
        Column.Of("x", Enumerable.Range(0, rows).Select(row => (double)(row % 3)).ToArray()), Column.Of("y", Enumerable.Range(0, rows).Select(row => row < share * rows ? "yes" : "no").ToArray()));
}
