using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class AutoMlTests
{
    static readonly Table Rows = Rings(160);

    static readonly AutoMlOptions Few = new() { MaxCandidates = 5, Folds = 3, Repeats = 1, Families = ["linear", "decision-tree", "k-nearest"] };

    [Fact]
    public void The_winner_is_the_best_on_all_rows_and_is_fitted_to_them()
    {
        var (model, report) = AutoMl.Run(Rows, "inside", Few);

        Assert.Equal("roc_auc", report.Metric);
        Assert.Equal(["baseline", "linear", "decision-tree", "k-nearest"], report.Candidates.Take(4).Select(candidate => candidate.Family));
        Assert.Equal(report.Candidates.Max(candidate => candidate.Mean), report.Best.Mean);
        Assert.Equal(report.Leaderboard[0], report.Best);
        Assert.Equal(report.BestRecipe, model.Recipe);
        Assert.InRange(report.Best.Mean, 0.85, 1);
        Assert.All(report.Candidates, candidate => Assert.Equal(3, candidate.Folds.Count));
        Assert.All(report.Leaderboard, candidate => Assert.InRange(candidate.Mean, candidate.Interval!.Value.Low, candidate.Interval.Value.High));
    }

    [Fact]
    public void Scores_are_those_of_cross_validation()
    {
        var (_, report) = AutoMl.Run(Rows, "inside", Few);

        foreach (var candidate in report.Candidates.Where(candidate => candidate.Family is not ("stack" or "vote")))
        {
            Assert.Equal(CrossValidation.Run(candidate.Recipe, Rows, "inside", new CrossValidationOptions { Folds = 3 })["roc_auc"], candidate.Mean);
        }
    }

    [Fact]
    public void A_number_of_candidates_gives_the_same_at_any_number_of_threads()
    {
        var one = AutoMl.Run(Rows, "inside", Few with { MaxThreads = 1, MaxCandidates = 8, Seed = 3 });

        foreach (var threads in new[] { 2, 7 })
        {
            var many = AutoMl.Run(Rows, "inside", Few with { MaxThreads = threads, MaxCandidates = 8, Seed = 3 });

            Assert.Equal(Timeless(one.Report), Timeless(many.Report));
            Assert.Equal(one.Model.Predict(Rows).Fingerprint(), many.Model.Predict(Rows).Fingerprint());
        }
    }

    [Fact]
    public void A_budget_ends_it_before_what_no_longer_fits_is_begun()
    {
        // Each piece of progress takes a twentieth of a second, so that candidates take time on any machine alike.
        var clock = new Ticking(TimeSpan.FromSeconds(0.05));
        var (model, report) = AutoMl.Run(Rows, "inside", Few with { MaxCandidates = 0, MaxThreads = 1, Budget = TimeSpan.FromSeconds(10), Time = clock, Progress = clock });

        Assert.InRange(report.Seconds, 7, 10);
        Assert.True(report.Candidates.Count > 8, $"{report.Candidates.Count} candidates");
        Assert.NotEqual("baseline", report.Best.Family);
        Assert.Equal(Rows.RowCount, model.Predict(Rows).RowCount);
    }

    [Fact]
    public void A_budget_that_is_used_up_at_once_still_gives_a_model()
    {
        var clock = new Ticking(TimeSpan.FromSeconds(2));
        var (model, report) = AutoMl.Run(Rows, "inside", Few with { MaxCandidates = 0, MaxThreads = 1, Budget = TimeSpan.FromSeconds(1), Time = clock, Progress = clock });

        Assert.Equal("baseline", report.Best.Family);
        Assert.IsType<PriorClassifierModel>(model);
    }

    [Fact]
    public void Numbers_are_predicted_with_steps_for_missing_values_and_categories()
    {
        var random = new RandomStream(5);
        var x = Enumerable.Range(0, 150).Select(_ => random.NextDouble()).ToArray();
        var table = Table.Create(
            Column.Of("x", [.. x.Select((value, row) => row % 7 == 0 ? double.NaN : value)]),
            Column.Of("kind", [.. x.Select((_, row) => $"k{row % 60}")]),
            Column.Of("y", [.. x.Select((value, row) => (3 * value) + (row % 60 / 10.0))]));

        var (_, report) = AutoMl.Run(table, "y", Few);

        Assert.Equal("rmse", report.Metric);
        Assert.All(report.Candidates, candidate => Assert.Equal(TrialStatus.Complete, candidate.Status));
        Assert.Contains("new TargetEncode { Columns = [\"kind\"] }", RecipeCode.Of(report.Candidates[1].Recipe), StringComparison.Ordinal);
        Assert.True(report.Best.Mean < report.Candidates[0].Mean);
    }

    [Fact]
    public void Columns_that_give_the_answer_away_are_left_out()
    {
        var leaky = Rows.With(Column.Of("copy", [.. Enumerable.Range(0, Rows.RowCount).Select(row => Rows.Column<bool>("inside").Values[row] ? 2.0 : 1.0)]));

        var (model, report) = AutoMl.Run(leaky, "inside", Few);

        Assert.Equal(["copy"], report.LeftOut);
        Assert.Contains("copy", report.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain(model.Input.Fields, field => field.Name == "copy");
        Assert.Contains(".Drop(\"copy\")", report.ToCSharp("rings.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_for_wrongly_is_refused()
    {
        var family = Assert.Throws<ArgumentException>(() => AutoMl.Run(Rows, "inside", Few with { Families = ["boosted-tree"] }));
        var metric = Assert.Throws<ArgumentException>(() => AutoMl.Run(Rows, "inside", Few with { Metric = "auc" }));
        var budget = Assert.Throws<ArgumentOutOfRangeException>(() => new AutoMlOptions { Budget = TimeSpan.Zero });
        var none = Assert.Throws<TableException>(() => AutoMl.Run(Table.Create(Column.Of("x", [1.0]), Column.Of("y", [double.NaN])), "y", Few));

        Assert.Equal(
            "There is no family 'boosted-tree'. Did you mean 'boosted-trees'? The families are: linear, splines, decision-tree, boosted-trees, extra-trees, random-forest, k-nearest. (Parameter 'options')",
            family.Message);
        Assert.StartsWith("The cross-validation has no figure 'auc'.", metric.Message, StringComparison.Ordinal);
        Assert.StartsWith("Budget lies between one second and 20 days. (Parameter 'Budget')", budget.Message, StringComparison.Ordinal);
        Assert.Equal("The target 'y' has no value in any of 1 rows, so there is nothing to learn. Choose another target.", none.Message);
    }

    [Fact]
    public void Cancelled_it_ends_with_an_exception()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => AutoMl.Run(Rows, "inside", Few with { CancellationToken = source.Token }));
    }

    [Fact]
    public void A_report_is_read_back_equal_and_prints_a_leaderboard()
    {
        var (_, report) = AutoMl.Run(Rows, "inside", Few);

        Assert.Equal(report, AutoMlReport.FromJson(report.ToJson()));
        Assert.StartsWith("candidate", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(report.Candidates.Count + 1, report.ToString().TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Few_rows_are_dealt_out_again_and_the_score_is_the_mean_over_all_folds()
    {
        var (_, report) = AutoMl.Run(Rows, "inside", Few with { Repeats = 0 });
        var (_, twice) = AutoMl.Run(Rows, "inside", Few with { Repeats = 2 });

        Assert.All(report.Leaderboard, candidate => Assert.Equal(12, candidate.Folds.Count));
        Assert.All(twice.Leaderboard, candidate => Assert.Equal(6, candidate.Folds.Count));
        Assert.Equal(report.Candidates[1].Folds.Take(6), twice.Candidates[1].Folds);
        Assert.Equal(twice.Candidates[1].Folds.Average(), twice.Candidates[1].Mean, 1e-15);
    }

    [Theory]
    [InlineData("vote", "outside")]
    [InlineData("stack", "outside")]
    [InlineData("vote", "radius")]
    [InlineData("stack", "radius")]
    public void What_joins_candidates_is_the_same_as_its_recipe_fitted_anew(string family, string target)
    {
        // The rows name the classes in order, so that the stack's folds are those of the cross-validation.
        var (x, y) = (Rows.Column<double>("x").Values.ToArray(), Rows.Column<double>("y").Values.ToArray());
        var table = Rows.Drop("inside").With(target == "radius"
            ? Column.Of("radius", [.. x.Zip(y, (one, other) => (one * one) + (other * other))])
            : Column.Of("outside", [.. Rows.Column<bool>("inside").Values.ToArray().Select(inside => !inside)]));
        var (_, report) = AutoMl.Run(table, target, Few);
        var joined = report.Candidates.Single(candidate => candidate.Family == family);
        var trials = new AutoMlTrials(AutoMlColumns.Of(table, target, Few), target, Few, new AutoMlClock(TimeProvider.System, null));
        foreach (var member in report.Candidates.Where(candidate => candidate.Family is not ("vote" or "stack")))
        {
            trials.Try(member.Family, member.Recipe, 1, double.PositiveInfinity);
        }

        var fits = new AutoMlFits(trials, AutoMlColumns.Of(table, target, Few), Few);

        Assert.True(fits.KnowsStackAnswers);
        Assert.Equal(joined.Recipe.Fit(table, target).Predict(table).Fingerprint(), fits.Fit(joined, double.PositiveInfinity)!.Predict(table).Fingerprint());
    }

    [Fact]
    public void Where_the_time_was_too_short_for_all_before_it_a_family_may_take_half_of_what_is_left()
    {
        var columns = AutoMlColumns.Of(Rows, "inside", Few);
        var families = AutoMlFamilies.Of(columns, Few);
        var trials = new AutoMlTrials(columns, "inside", Few, new AutoMlClock(TimeProvider.System, TimeSpan.FromSeconds(10_000)));
        Assert.Equal(double.PositiveInfinity, AutoMl.LookSeconds(trials, families[0]));
        trials.Try(families[0].Name, families[0].Recipe, 1, double.PositiveInfinity);

        Assert.Equal(1500, AutoMl.LookSeconds(trials, families[1]), 1e-9);
        trials.Try(families[1].Name, new BoostedTreesClassifier { Trees = 10_000 }, 1, 0);
        Assert.Equal(TrialStatus.Pruned, trials.Tried[^1].Status);
        Assert.InRange(AutoMl.LookSeconds(trials, families[2]), 4000, 5000);
        trials.Try(families[1].Name, families[1].Recipe, 1, double.PositiveInfinity);
        Assert.Equal(1500, AutoMl.LookSeconds(trials, families[2]), 1e-9);
    }

    [Fact]
    public void A_single_candidate_wins_over_a_vote_only_where_it_is_clearly_better()
    {
        var (_, report) = AutoMl.Run(Rows, "inside", Few);
        var single = report.Leaderboard.First(candidate => candidate.Family is not ("vote" or "stack"));
        var joined = report.Leaderboard.First(candidate => candidate.Family is "vote" or "stack");
        var gains = single.Folds.Zip(joined.Folds, (one, other) => one - other).ToArray();
        var deviation = Math.Sqrt(gains.Sum(gain => (gain - gains.Average()) * (gain - gains.Average())) / 2);

        Assert.Equal(gains.Average() <= deviation * Math.Sqrt((1.0 / 3) + (1.0 / 2)) ? joined : single, report.Best);
    }

    [Fact]
    public void Groups_stay_together_and_time_goes_on_in_every_fold()
    {
        var table = Rows.With(Column.Of("site", [.. Enumerable.Range(0, Rows.RowCount).Select(row => (double)(row % 16))])).With(Column.Of("day", [.. Enumerable.Range(0, Rows.RowCount).Select(row => (double)row)]));

        foreach (var splitter in new Splitter[] { new StratifiedGroupKFold("inside", "site") { Folds = 4 }, new TimeSeriesSplit { Time = "day", Folds = 4 } })
        {
            var options = Few with { Splitter = splitter };
            var (model, report) = AutoMl.Run(table, "inside", options);
            var key = splitter is TimeSeriesSplit ? "day" : "site";

            Assert.Equal([key], report.LeftOut);
            Assert.DoesNotContain(model.Input.Fields, field => field.Name == key);
            Assert.DoesNotContain(report.Candidates, candidate => candidate.Family == "stack");
            Assert.Contains(report.Candidates, candidate => candidate.Family == "vote" && candidate.Folds.Count == 4);
            var linear = report.Candidates.First(candidate => candidate.Family == "linear");
            var own = CrossValidation.Run(linear.Recipe, table, "inside", new CrossValidationOptions { Splitter = splitter });
            Assert.Equal(own.Scores.First(score => score.Name == "roc_auc").Values, linear.Folds);
        }
    }

    [Fact]
    public void Moments_are_read_as_parts_of_the_calendar_and_a_trend()
    {
        var random = new RandomStream(4);
        var days = Enumerable.Range(0, 300).Select(day => new DateTime(2024, 1, 1).AddDays(day)).ToArray();
        var table = Table.Create(
            Column.Of("day", days),
            Column.Of("sold", [.. days.Select((day, row) => (day.DayOfWeek == DayOfWeek.Sunday ? 5 : 0) + (row / 100.0) + (0.1 * random.NextDouble()))]));

        var (_, report) = AutoMl.Run(table, "sold", Few with { Families = ["linear", "splines", "decision-tree"] });

        Assert.All(report.Candidates, candidate => Assert.Equal(TrialStatus.Complete, candidate.Status));
        Assert.Contains("new DateParts { Columns = [\"day\"]", RecipeCode.Of(report.Candidates[3].Recipe), StringComparison.Ordinal);
        Assert.Contains("new Spline { Columns = [\"day_days_since\"]", RecipeCode.Of(report.Candidates[2].Recipe), StringComparison.Ordinal);
        Assert.InRange(report.Best.Mean, 0, 0.5);
    }

    [Fact]
    public void Curves_follow_what_a_straight_line_cannot()
    {
        var random = new RandomStream(8);
        var x = Enumerable.Range(0, 200).Select(_ => (6 * random.NextDouble()) - 3).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("often", [.. x.Select((_, row) => row % 4 == 0 ? (double)row : 0)]), Column.Of("y", [.. x.Select(value => Math.Sin(value) + (0.05 * random.NextDouble()))]));

        var (_, report) = AutoMl.Run(table, "y", Few with { Families = ["linear", "splines"], MaxCandidates = 3 });

        Assert.Contains("new Spline { Columns = [\"x\"], Quantiles = true }", RecipeCode.Of(report.Candidates[2].Recipe), StringComparison.Ordinal);
        Assert.True(report.Candidates[2].Mean < report.Candidates[1].Mean / 3);
    }

    static AutoMlReport Timeless(AutoMlReport report) =>
        report with { Seconds = 0, Candidates = report.Candidates.Select(candidate => candidate with { Seconds = 0 }).ToEquatableArray() };

    /// <summary>Points of a plane, of which those near its middle are to be told, with some noise.</summary>
    static Table Rings(int count)
    {
        var random = new RandomStream(1);
        var x = new double[count];
        var y = new double[count];
        var inside = new bool[count];
        for (var row = 0; row < count; row++)
        {
            (x[row], y[row]) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            inside[row] = (x[row] * x[row]) + (y[row] * y[row]) + (0.1 * random.NextDouble()) < 0.6;
        }

        return Table.Create(Column.Of("x", x), Column.Of("y", y), Column.Of("inside", inside));
    }

    /// <summary>A clock that goes on by what it is told.</summary>
    sealed class Ticking(TimeSpan step) : TimeProvider, IProgress<AutoMlProgress>
    {
        long _reports;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _reports) * step.Ticks;

        public void Report(AutoMlProgress value) => Interlocked.Increment(ref _reports);
    }
}
