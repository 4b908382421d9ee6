using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class ConformalClassifierTests
{
    static readonly ConformalClassifier Linear = new() { Base = new LogisticRegression() };

    [Theory]
    [InlineData(SetScore.Probability, 0)]
    [InlineData(SetScore.Probability, 0.4)]
    [InlineData(SetScore.Cumulative, 0)]
    [InlineData(SetScore.Cumulative, 0.4)]
    public void Sets_hold_what_calibrates_as_when_each_part_is_fitted_by_itself(SetScore score, double share)
    {
        var table = LinearTables.Random(150, 2, 3);
        var recipe = Linear with { Score = score, Share = share, Folds = 3, AllowEmpty = true, Coverage = 0.8 };

        var model = recipe.Fit(table, "y");

        var rows = ComposedRows.OfClasses(table, "y", default);
        var part = CalibrationSplit.Of(table, "y", rows, new int[rows.Count], CalibrationSettings.Of(recipe));
        var fits = Enumerable.Range(0, part.Max() + 1).Select(k => new LogisticRegression().Fit(table.Take([.. Enumerable.Range(0, 150).Where(row => part[row] != k)]), "y").PredictProbabilities(table)).ToArray();
        var calibrating = Enumerable.Range(0, 150).Where(row => part[row] >= 0).ToArray();
        var sets = model.PredictSets(table);
        var limit = 0.8 * (calibrating.Length + 1);
        for (var row = 0; row < 30; row++)
        {
            var expected = Enumerable.Range(0, 3).Where(place => calibrating.Count(i => Score(part[i], i, rows.Codes[i]) < Score(part[i], row, place)) < limit - 1e-9);
            Assert.Equal(expected.Select(place => rows.Classes[place]), sets[row]);
        }

        Assert.True(sets.Select(set => set.Count).Distinct().Count() > 1);

        double Score(int fit, int row, int place)
        {
            var own = fits[fit].AsSpan(row * 3, 3).ToArray();
            // By rank as the definition says; a sum over all classes at least as likely rounds otherwise.
            return score == SetScore.Probability ? 1 - own[place] : own.OrderDescending().TakeWhile(value => value > own[place]).Aggregate(0.0, (sum, value) => sum + value) + own[place];
        }
    }

    [Fact]
    public void Answers_have_the_set_and_its_size()
    {
        var table = LinearTables.Random(200, 2, 3);

        var model = Linear.Fit(table, "y");

        var answers = model.Predict(table);
        Assert.Equal(["prediction", "probability_class 0", "probability_class 1", "probability_class 2", "set", "set_size"], answers.Columns.Select(column => column.Name));
        Assert.Equal(model.Output, answers.Schema);
        var sets = model.PredictSets(table);
        Assert.All(Enumerable.Range(0, 200), row =>
        {
            Assert.Equal(string.Join('|', sets[row]), answers["set"].Format(row));
            Assert.Equal(sets[row].Count, answers.Column<long>("set_size").Values[row]);
        });
        Assert.Contains("|", answers["set"].Format(Array.FindIndex(sets, set => set.Count > 1)), StringComparison.Ordinal);
        Assert.Equal(model.Base.Predict(table)["prediction"].Format(7), answers["prediction"].Format(7));
    }

    [Fact]
    public void A_set_without_a_class_has_the_predicted_one_unless_it_may_be_empty()
    {
        // The base is nearly always right, so that 60 % of coverage leaves sets empty.
        var table = LinearTables.Random(300, 1, 2);
        table = table.With(Column.Of("y", table.Column<double>("x0").Values.ToArray().Select(value => value > 0 ? "up" : "down").ToArray()));
        var recipe = Linear with { Coverage = 0.6 };

        var open = (recipe with { AllowEmpty = true }).Fit(table, "y");
        var closed = recipe.Fit(table, "y");

        var empty = Enumerable.Range(0, 300).Where(row => open.PredictSets(table)[row].Count == 0).ToArray();
        Assert.InRange(empty.Length, 60, 180);
        Assert.All(empty, row => Assert.Equal([closed.Predict(table)["prediction"].Format(row)], closed.PredictSets(table)[row]));
        Assert.Equal(empty.Length / 300.0, open.EvaluateCoverage(table)["empty"]);
        Assert.True(closed.EvaluateCoverage(table)["coverage"] > 0.95);
    }

    [Fact]
    public void Each_class_has_a_threshold_of_its_own()
    {
        var (table, test) = Rare(1500).Split(0.5, "y");
        var recipe = Linear with { Share = 0.5 };

        var whole = recipe.Fit(table, "y").EvaluateCoverage(test);
        var each = (recipe with { ByClass = true }).Fit(table, "y").EvaluateCoverage(test);

        Assert.Equal(["common", "rare"], each.Classes.Select(part => part.Name));
        Assert.True(whole.Classes[1].Coverage < 0.6, $"{whole.Classes[1].Coverage}");
        Assert.InRange(each.Classes[1].Coverage, 0.78, 1);
        Assert.InRange(each.Classes[0].Coverage, 0.85, 0.95);
        Assert.Equal(1.0, each.Scores.Where(score => score.Name is "empty" or "single").Sum(score => score.Value) + ((each["mean_set_size"] - each["single"]) / 2), 1e-12);
    }

    [Fact]
    public void Classes_and_groups_with_too_few_rows_are_refused_or_pooled()
    {
        var table = Rare(200).With(Column.Of("g", Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? "left" : "right").ToArray()));
        var recipe = Linear with { ByClass = true, Coverage = 0.95, Base = new PriorClassifier() };

        var byClass = Assert.Throws<TableException>(() => recipe.Fit(table, "y"));
        var byBoth = Assert.Throws<TableException>(() => (recipe with { CoverageBy = ["g"] }).Fit(table, "y"));
        var pooled = (recipe with { CoverageBy = ["g"], PoolSmallGroups = true }).Fit(table, "y");

        var (rare, left) = (Count(row => true), Count(row => row % 2 == 0));
        Assert.Equal(
            $"The table cannot be learned from: to cover 0.95 of new rows takes at least 19 rows to calibrate by, but there are {rare} of class 'rare'. " +
            "Give more rows, lower Coverage, or let small groups go by all rows with PoolSmallGroups.",
            byClass.Message);
        Assert.Contains($"but there are {left} of class 'rare' in 'left', {rare - left} of class 'rare' in 'right'.", byBoth.Message, StringComparison.Ordinal);
        Assert.Equal(["class rare in left", "class rare in right"], pooled.PooledGroups);

        int Count(Func<int, bool> isSo) => Enumerable.Range(0, 200).Count(row => isSo(row) && table["y"].Format(row) == "rare");
    }

    [Fact]
    public void A_large_penalty_of_ranks_makes_sets_of_about_one_size()
    {
        var (table, test) = LinearTables.Random(1200, 1, 6).Split(0.6, "y");
        var recipe = Linear with { Score = SetScore.Cumulative, Coverage = 0.95, Share = 0.4 };

        var plain = recipe.Fit(table, "y").PredictSets(test);
        var penalised = (recipe with { RankPenalty = 10, FreeRanks = 2 }).Fit(table, "y");

        var sets = penalised.PredictSets(test);
        Assert.InRange(sets.Max(set => set.Count) - sets.Min(set => set.Count), 0, 1);
        Assert.True(plain.Max(set => set.Count) - plain.Min(set => set.Count) > 1);
        Assert.InRange(penalised.EvaluateCoverage(test)["coverage"], 0.9, 1);
    }

    [Fact]
    public void A_row_has_the_same_drawn_set_wherever_it_stands()
    {
        var table = LinearTables.Random(200, 2, 3);
        var model = (Linear with { Score = SetScore.Cumulative, Randomize = true }).Fit(table, "y");

        var sets = model.PredictSets(table);

        Assert.Equal(sets.Reverse(), model.PredictSets(table.Take([.. Enumerable.Range(0, 200).Reverse()])));
        Assert.True(model.EvaluateCoverage(table)["mean_set_size"] < (Linear with { Score = SetScore.Cumulative }).Fit(table, "y").EvaluateCoverage(table)["mean_set_size"]);
    }

    [Fact]
    public void Rows_that_belong_together_are_never_on_both_sides()
    {
        var table = LinearTables.Random(200, 2, 2).With(Column.Of("patient", Enumerable.Range(0, 200).Select(row => $"p{row % 23}").ToArray()));
        var recipe = Linear with { GroupBy = "patient" };

        var rows = ComposedRows.OfClasses(table.Drop("patient"), "y", default);
        var part = CalibrationSplit.Of(table, "y", rows, new int[rows.Count], CalibrationSettings.Of(recipe));

        Assert.All(Enumerable.Range(0, 200).GroupBy(row => row % 23, row => part[row]), parts => Assert.Single(parts.Distinct()));
        Assert.Equal([0, 1, 2, 3, 4], part.Distinct().Order());
        Assert.DoesNotContain(recipe.Fit(table, "y").Input.Fields, field => field.Name == "patient");
    }

    [Theory]
    [InlineData(SetScore.Probability, 0, false)]
    [InlineData(SetScore.Cumulative, 0.5, true)]
    public void Sets_are_the_same_at_any_number_of_threads_and_after_loading(SetScore score, double share, bool byClass)
    {
        var table = LinearTables.Random(400, 2, 3).With(Column.Of("w", Enumerable.Range(0, 400).Select(row => (double)(row % 4)).ToArray()));
        var recipe = new ConformalClassifier { Base = new BoostedTreesClassifier { Trees = 6 }, Score = score, Share = share, Folds = 3, ByClass = byClass, Randomize = true };

        var models = new[] { 1, 2, 7 }.Select(threads => recipe.Fit(table, "y", new FitOptions { Weight = "w", MaxThreads = threads })).ToArray();
        var loaded = Assert.IsType<ConformalClassifierModel>(LearnerCase.SaveAndLoad(models[0]));

        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[1]));
        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[2]));
        Assert.Equal(models[0].PredictSets(table), loaded.PredictSets(table));
        Assert.Equal(models[0].EvaluateCoverage(table), loaded.EvaluateCoverage(table));
    }

    [Fact]
    public void A_pipeline_passes_sets_on_and_a_base_with_a_threshold_keeps_it()
    {
        var table = ConformanceData.Mixed(200, classes: true);
        var threshold = new ThresholdClassifier { Metric = ThresholdMetric.Cost, FalseNegativeCost = 20 };

        var model = new Impute().Then(new OneHot()).Then(Linear with { Base = threshold }).Fit(table, "y");

        var answers = model.Predict(table);
        Assert.Equal(["prediction", "probability_no", "probability_yes", "set", "set_size"], answers.Columns.Select(column => column.Name));
        var last = Assert.IsType<ConformalClassifierModel>(model.Last);
        var limit = Assert.IsType<ThresholdClassifierModel>(last.Base).Threshold;
        Assert.True(limit < 0.4);
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal(answers.Column<double>("probability_yes").Values[row] >= limit ? "yes" : "no", answers["prediction"].Format(row)));
    }

    static Table Rare(int rows)
    {
        var random = new RandomStream(12);
        var x = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
        return Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => value + random.NextGaussian() > 2.2 ? "rare" : "common").ToArray()));
    }
}
