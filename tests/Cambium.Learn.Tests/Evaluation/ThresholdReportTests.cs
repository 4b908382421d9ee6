using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class ThresholdReportTests
{
    static readonly EvaluateOptions Plain = new() { Intervals = IntervalMethod.None };

    [Theory]
    [InlineData("precision=0.75", 0.5, 0.75, 0.75)] // 3 of the 4 down to 0.6
    [InlineData("precision=0.9", 0.85, 1, 0.25)] // the first alone
    [InlineData("recall=0.75", 0.5, 0.75, 0.75)]
    [InlineData("recall=1", 0.15, 2.0 / 3, 1)] // the threshold 0.15 leaves two negatives below
    [InlineData("alarms=0.5", 0.5, 0.75, 0.75)] // 4 of 8
    [InlineData("alarms=0.49", 0.65, 2.0 / 3, 0.5)] // 3 of 8
    [InlineData("cost=10:1", 0.15, 2.0 / 3, 1)]
    [InlineData("cost=1:10", 0.85, 1, 0.25)]
    [InlineData("f1", 0.15, 2.0 / 3, 1)] // 8/10 against 6/8
    [InlineData("youden", 0.5, 0.75, 0.75)] // of the draw with 0.15 the one nearer to one half
    public void Thresholds_by_hand(string goal, double threshold, double precision, double recall)
    {
        // Positives at 0.9, 0.7, 0.6, 0.2; negatives at 0.8, 0.4, 0.1, 0.1.
        var finding = Assert.Single(Find([0.9, 0.8, 0.7, 0.6, 0.4, 0.2, 0.1, 0.1], [1, 0, 1, 1, 0, 1, 0, 0], goal));

        Assert.True(finding.IsReached);
        Assert.Equal(threshold, finding.Threshold, 1e-12);
        Assert.Equal(precision, finding["precision"], 1e-12);
        Assert.Equal(recall, finding["recall"], 1e-12);
        Assert.Null(finding.ThresholdInterval);
        Assert.All(finding.Figures, figure => Assert.Null(figure.Interval));
    }

    [Fact]
    public void Every_figure_by_hand()
    {
        var finding = Assert.Single(Find([0.9, 0.8, 0.7, 0.6, 0.4, 0.2, 0.1, 0.1], [1, 0, 1, 1, 0, 1, 0, 0], "cost=4:2"));

        // All but the last two are called: two false alarms at 2 each.
        Assert.Equal(["precision", "recall", "specificity", "selected", "f1", "cost"], finding.Figures.Select(figure => figure.Name));
        Assert.Equal([2.0 / 3, 1, 0.5, 0.75, 0.8, 0.5], finding.Figures.Select(figure => figure.Value));
        Assert.Equal("Rows of a probability of 'yes' from 0.1500 on: precision 0.6667, recall 1.0000, 75 % of the rows, at 0.5000 a row.", finding.Sentence);
        var error = Assert.Throws<ArgumentException>(() => finding["precisoin"]);
        Assert.Equal("The finding has no figure 'precisoin'. Did you mean 'precision'? It has: precision, recall, specificity, selected, f1, cost. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void What_no_threshold_reaches_is_said_with_the_best_there_is()
    {
        var precision = Assert.Single(Find([0.9, 0.8, 0.7, 0.6], [0, 1, 1, 0], "precision=0.9"));
        var recall = Assert.Single(Find([0.9, 0.3], [0, 0], "recall=0.5"));
        var alarms = Assert.Single(Find([1, 1, 0.3, 0.1], [1, 0, 0, 0], "alarms=0.1"));

        Assert.All([precision, recall, alarms], finding => Assert.False(finding.IsReached));
        Assert.Equal("No threshold reaches a precision of 0.9. The highest is 0.6667, from 0.6500 on, with a recall of 1.0000.", precision.Sentence);
        Assert.Equal("No threshold has a recall, because no row is 'yes'.", recall.Sentence);
        Assert.Equal("No threshold calls as few as 10 % of the rows: 50 % have a probability of 1.", alarms.Sentence);
    }

    [Fact]
    public void Few_alarms_of_equal_rows_are_none()
    {
        var finding = Assert.Single(Find([0.8, 0.8, 0.3, 0.1], [1, 0, 0, 0], "alarms=0.25"));

        Assert.Equal((true, 1.0, 0.0), (finding.IsReached, finding.Threshold, finding["selected"]));
    }

    [Fact]
    public void No_threshold_does_better_and_none_parts_equal_rows()
    {
        var random = new RandomStream(31);
        string[] goals = ["precision=0.7", "recall=0.6", "alarms=0.3", "cost=3:1", "f1", "youden", "accuracy", "matthews"];
        for (var round = 0; round < 200; round++)
        {
            var rows = 1 + random.NextInt(30);
            double[] p = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(11) / 10.0)];
            int[] truth = [.. p.Select(own => random.NextDouble() < own ? 1 : 0)];

            foreach (var finding in Find(p, truth, goals))
            {
                var borders = p.Concat(p.Select(own => own + 1e-6)).Append(0).Append(1).Where(own => own <= 1);
                var best = borders.Max(own => Calls(p, truth, own).For(finding.Goal).Score);
                Assert.Equal(best, Calls(p, truth, finding.Threshold).For(finding.Goal).Score, 1e-12);
                Assert.True(finding.Threshold is 0.5 or 0 or 1 || !p.Contains(finding.Threshold), $"{finding.Threshold}");
                Assert.Equal(Calls(p, truth, finding.Threshold).Precision, finding["precision"], 1e-12);
            }
        }
    }

    [Fact]
    public void Out_of_fold_answers_give_the_threshold_that_a_model_keeps()
    {
        var table = LinearTables.Random(400, 3, 2);
        var goal = ThresholdGoal.Precision(0.8);
        var folds = ComposedRows.OfClasses(table, "y", default).Folds(5, 0, "y");
        var dealt = table.With(Column.Of("fold", [.. folds.Select(fold => (long)fold)]));
        var validation = CrossValidation.Run(new LogisticRegression(), dealt, "y", new CrossValidationOptions { Splitter = new PredefinedFolds("fold") });

        var finding = ThresholdReport.Of(validation, dealt, "y", [goal], Plain).Findings[0];
        var model = ThresholdClassifier.For(new LogisticRegression(), goal).Fit(table, "y");

        Assert.Equal(finding.Threshold, model.Threshold);
        Assert.Equal(finding["recall"], model.Score);
        var loaded = (ThresholdClassifierModel)LearnerCase.SaveAndLoad(model);
        Assert.Equal((model.Threshold, goal), (loaded.Threshold, loaded.Recipe.Goal));
    }

    [Fact]
    public void Thread_counts_do_not_matter_and_a_report_reads_back_equal()
    {
        var table = LinearTables.Random(300, 3, 2);
        var model = new LogisticRegression().Fit(table, "y");
        EquatableArray<ThresholdGoal> goals = [ThresholdGoal.Recall(0.8), ThresholdGoal.Cost(5, 1), ThresholdGoal.Precision(1)];
        ThresholdReport Report(int threads) => ThresholdReport.Of(model, table, goals, new EvaluateOptions { Resamples = 200, MaxThreads = threads });

        var report = Report(1);

        Assert.Equal(report, Report(2));
        Assert.Equal(report, Report(7));
        Assert.Equal(report, ThresholdReport.FromJson(report.ToJson()));
        Assert.All(report.Findings, finding => Assert.InRange(finding.Threshold, finding.ThresholdInterval!.Value.Low, finding.ThresholdInterval.Value.High));
        Assert.All(report.Findings.SelectMany(finding => finding.Figures), figure => Assert.True(figure.Interval!.Value.Low < figure.Interval.Value.High, figure.Name));
        Assert.StartsWith("goal         threshold  precision", report.ToString(), StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => ThresholdReport.FromJson("{}"));
    }

    [Fact]
    public void Groups_of_like_rows_widen_the_intervals()
    {
        var rows = LinearTables.Random(60, 3, 2);
        var table = rows.Take([.. Enumerable.Range(0, 600).Select(row => row / 10)]).With(Column.Of("patient", [.. Enumerable.Range(0, 600).Select(row => (long)(row / 10))]));
        var model = new LogisticRegression().Fit(rows, "y");
        double Width(string? group)
        {
            var interval = ThresholdReport.Of(model, table, [ThresholdGoal.Alarms(0.3)], new EvaluateOptions { GroupBy = group }).Findings[0].Figures[1].Interval!.Value;
            return interval.High - interval.Low;
        }

        Assert.InRange(Width("patient") / Width(null), 2, 5); // √10 where the threshold did not move
    }

    [Fact]
    public void More_classes_and_no_goals_are_refused()
    {
        var flowers = LinearTables.Sample("iris.csv");
        var three = new LogisticRegression().Fit(flowers, "species");
        var two = new LogisticRegression().Fit(LinearTables.Random(50, 2, 2), "y");

        var classes = Assert.Throws<ArgumentException>(() => ThresholdReport.Of(three, flowers, [new ThresholdGoal()], Plain));
        var goals = Assert.Throws<ArgumentException>(() => ThresholdReport.Of(two, LinearTables.Random(50, 2, 2), [], Plain));
        var free = Assert.Throws<ArgumentException>(() => ThresholdReport.Of(two, LinearTables.Random(50, 2, 2), [ThresholdGoal.Cost(0, 0)], Plain));
        var kept = Assert.Throws<ArgumentException>(() => ThresholdClassifier.For(new LogisticRegression(), ThresholdGoal.Cost(0, 0)).Fit(LinearTables.Random(50, 2, 2), "y"));

        Assert.All([free, kept], error => Assert.Equal("Neither error has a price, so that every threshold costs the same. Set FalseNegativeCost or FalsePositiveCost above 0.", error.Message));
        Assert.Equal("A threshold is between two classes; this model tells 3 apart (setosa, versicolor, virginica). Give prices of wrong calls to a CostSensitiveClassifier. (Parameter 'model')", classes.Message);
        Assert.Equal("There are no goals. Name at least one, such as ThresholdGoal.Precision(0.9). (Parameter 'goals')", goals.Message);
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("youden")]
    [InlineData("accuracy")]
    [InlineData("matthews")]
    [InlineData("precision=0.9")]
    [InlineData("recall=0.125")]
    [InlineData("alarms=0.05")]
    [InlineData("cost=10:0.5")]
    public void A_goal_reads_back_from_its_text(string text) => Assert.Equal(text, ThresholdGoal.Parse(text).ToString());

    [Theory]
    [InlineData("precison=0.9", " Did you mean 'precision'?")]
    [InlineData("precision", "")]
    [InlineData("precision=90", "")]
    [InlineData("precision=NaN", "")]
    [InlineData("cost=10", "")]
    [InlineData("cost=-1:2", "")]
    [InlineData("f1=0.5", "")]
    [InlineData("", "")]
    public void Another_text_is_refused(string text, string suggestion)
    {
        var error = Assert.Throws<ArgumentException>(() => ThresholdGoal.Parse(text));

        Assert.Equal(
            $"'{text}' is no goal of a threshold.{suggestion} Expected f1, youden, accuracy, matthews, precision=SHARE, recall=SHARE, alarms=SHARE " +
            "with a share from 0 to 1, or cost=MISSED:FALSE with the prices of a missed positive row and of a false alarm, such as cost=10:1. (Parameter 'text')",
            error.Message);
    }

    static ThresholdFinding[] Find(double[] p, int[] truth, params string[] goals) =>
        [.. ThresholdFinder.Find(new JudgedClasses(truth, truth, [.. p.SelectMany(own => new[] { 1 - own, own })], 2), "yes", FigureIntervals.Each(p.Length), [.. goals.Select(ThresholdGoal.Parse)], Plain)];

    static ThresholdCalls Calls(double[] p, int[] truth, double threshold) => new(
        p.Where((own, row) => own >= threshold && truth[row] == 1).Count(),
        p.Where((own, row) => own >= threshold && truth[row] == 0).Count(),
        truth.Count(place => place == 1),
        truth.Count(place => place == 0));
}
