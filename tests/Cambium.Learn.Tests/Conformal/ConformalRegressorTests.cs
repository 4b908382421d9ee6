using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class ConformalRegressorTests
{
    static readonly ConformalRegressor Linear = new() { Base = new LinearRegression(), Spread = new LinearRegression(), Quantiles = new QuantileRegression() };

    [Fact]
    public void Split_intervals_by_hand()
    {
        // The mean of the rows that are learned from, plus and minus the ⌈0.75 × 5⌉-th smallest of the four other rows' residuals.
        var table = Numbers([1, 2, 4, 8, 16, 32, 64, 128]);
        var recipe = new ConformalRegressor { Base = new MeanRegressor(), Coverage = 0.75, Share = 0.5 };

        var model = recipe.Fit(table, "y");

        var part = PartOf(recipe, table);
        var y = table.Column<double>("y").Values.ToArray();
        var mean = y.Where((_, row) => part[row] < 0).Average();
        var reach = y.Where((_, row) => part[row] == 0).Select(value => Math.Abs(value - mean)).Order().ElementAt(3);
        var answer = model.Predict(table.Slice(0, 1));
        Assert.Equal(["prediction", "lower", "upper"], answer.Columns.Select(column => column.Name));
        Assert.Equal(model.Output, answer.Schema);
        Assert.Equal([mean, mean - reach, mean + reach], answer.Columns.Select(column => ((Column<double>)column).Values[0]));
    }

    [Theory]
    [InlineData(IntervalScore.Residual)]
    [InlineData(IntervalScore.ScaledResidual)]
    [InlineData(IntervalScore.Quantile)]
    public void Left_out_rows_calibrate_as_when_each_fold_is_fitted_by_itself(IntervalScore score)
    {
        var table = LinearTables.Random(90, 2);
        var recipe = Linear with { Score = score, Folds = 4, Coverage = 0.8 };

        var (lower, upper) = recipe.Fit(table, "y").PredictIntervals(table.Slice(0, 20));

        var part = PartOf(recipe, table);
        var fits = Enumerable.Range(0, 4).Select(k => IntervalPart.Fit(recipe, table.Take(Rows(part, own => own != k)), "y", default)).ToArray();
        var all = fits.Select(fit => fit.Answer(table)).ToArray();
        var y = table.Column<double>("y").Values.ToArray();
        var scores = y.Select((value, row) => all[part[row]].Score(row, value)).ToArray();
        const int Rank = 73; // ⌈0.8 × 91⌉
        for (var row = 0; row < 20; row++)
        {
            Assert.Equal(scores.Select((own, i) => all[part[i]].High[row] + (all[part[i]].Size[row] * own)).Order().ElementAt(Rank - 1), upper[row]);
            Assert.Equal(scores.Select((own, i) => all[part[i]].Low[row] - (all[part[i]].Size[row] * own)).OrderDescending().ElementAt(Rank - 1), lower[row]);
        }
    }

    [Fact]
    public void As_many_folds_as_rows_leave_each_out_by_itself()
    {
        var table = LinearTables.Random(24, 1);

        var model = (Linear with { Folds = 1000 }).Fit(table, "y");

        var rows = Enumerable.Range(0, 24).ToArray();
        var fits = rows.Select(left => new LinearRegression().Fit(table.Take(Rows(rows, row => row != left)), "y").PredictValues(table)).ToArray();
        var y = table.Column<double>("y").Values.ToArray();
        var (_, upper) = model.PredictIntervals(table);
        Assert.All(rows, row => Assert.Equal(rows.Select(i => fits[i][row] + Math.Abs(y[i] - fits[i][i])).Order().ElementAt(22), upper[row])); // ⌈0.9 × 25⌉ = 23
    }

    [Fact]
    public void Too_few_rows_are_refused_with_how_many_it_takes()
    {
        var table = LinearTables.Random(18, 1);

        var split = Assert.Throws<TableException>(() => (Linear with { Share = 0.5, Coverage = 0.95 }).Fit(table, "y"));
        var folds = Assert.Throws<TableException>(() => (Linear with { Coverage = 0.95 }).Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: to cover 0.95 of new rows takes at least 19 rows to calibrate by, but there are 9. " +
            "Give more rows, lower Coverage, raise Share, or leave rows out in turn with Share = 0.",
            split.Message);
        Assert.Equal("The table cannot be learned from: to cover 0.95 of new rows takes at least 19 rows to calibrate by, but there are 18. Give more rows, lower Coverage.", folds.Message);
        (Linear with { Coverage = 0.95 }).Fit(LinearTables.Random(19, 1), "y");
        (Linear with { Coverage = 0.9, Share = 0.5 }).Fit(table, "y");
    }

    [Fact]
    public void Each_group_has_an_interval_of_its_own()
    {
        // The noise of group b is ten times that of a.
        var table = Grouped(400, (group, random) => random.NextGaussian() * (group == "b" ? 10 : 1));
        var recipe = new ConformalRegressor { Base = new MeanRegressor(), CoverageBy = ["g"], Share = 0.5 };

        var model = recipe.Fit(table, "y");

        var (lower, upper) = model.PredictIntervals(table);
        var g = table["g"];
        var widths = Enumerable.Range(0, 400).GroupBy(row => g.Format(row), row => upper[row] - lower[row]).ToDictionary(rows => rows.Key, rows => rows.Distinct().Single());
        Assert.InRange(widths["b"] / widths["a"], 7, 14);
        Assert.Equal(widths["a"], Reference("a"), 1e-12);
        Assert.Equal(["a", "b"], model.EvaluateCoverage(table).Groups.Select(group => group.Name));

        double Reference(string name)
        {
            var part = PartOf(recipe, table);
            var mean = model.PredictValues(table.Slice(0, 1))[0];
            var scores = Enumerable.Range(0, 400).Where(row => part[row] == 0 && g.Format(row) == name).Select(row => Math.Abs(table.Column<double>("y").Values[row] - mean)).Order().ToArray();
            return 2 * scores[(int)Math.Ceiling((0.9 * (scores.Length + 1)) - 1e-9) - 1];
        }
    }

    [Fact]
    public void Small_groups_are_refused_or_pooled_and_unseen_ones_too()
    {
        var table = Grouped(60, (_, random) => random.NextGaussian(), rare: 4);
        var recipe = new ConformalRegressor { Base = new MeanRegressor(), CoverageBy = ["g"] };

        var small = Assert.Throws<TableException>(() => recipe.Fit(table, "y"));
        var pooled = (recipe with { PoolSmallGroups = true }).Fit(table, "y");
        var strict = recipe.Fit(table.Take(Rows([.. Enumerable.Range(0, 60)], row => table["g"].Format(row) != "c")), "y");
        var unseen = Assert.Throws<TableException>(() => strict.Predict(table));

        Assert.Equal(
            "The table cannot be learned from: to cover 0.9 of new rows takes at least 9 rows to calibrate by, but there are 4 of 'c'. " +
            "Give more rows, lower Coverage, or let small groups go by all rows with PoolSmallGroups.",
            small.Message);
        Assert.Equal(["c"], pooled.PooledGroups);
        var first = Enumerable.Range(0, 60).First(row => table["g"].Format(row) == "c");
        Assert.Equal(
            $"The model cannot tell how sure it is of row {first + 1}: it is of the group 'c' of 'g', of which no row was there when it was fitted; it knows 'a', 'b'. " +
            "Leave such rows out, or fit it with PoolSmallGroups.",
            unseen.Message);
        Assert.Equal(60, strict.PredictValues(table).Length);

        // A group that was not there goes by all rows, as the small one does.
        var other = table.Slice(first, 1).With(Column.Of("g", ["elsewhere"]));
        Assert.Equal(Ends(pooled, table.Slice(first, 1)), Ends(pooled, other));
        var plain = (recipe with { CoverageBy = [] }).Fit(table, "y");
        Assert.NotEqual(Ends(plain, table.Slice(0, 1)), Ends(pooled, table.Slice(0, 1)));
    }

    [Fact]
    public void Groups_of_several_columns_are_named_by_their_values()
    {
        var table = Grouped(80, (_, random) => random.NextGaussian()).With(Column.Of("h", Enumerable.Range(0, 80).Select(row => row % 4 < 2).ToArray()));

        var report = new ConformalRegressor { Base = new MeanRegressor(), CoverageBy = ["g", "h"], PoolSmallGroups = true }.Fit(table, "y").EvaluateCoverage(table);

        Assert.Equal("g, h", report.By);
        Assert.Equal(["g=a, h=false", "g=a, h=true", "g=b, h=false", "g=b, h=true"], report.Groups.Select(group => group.Name));
    }

    [Fact]
    public void Numbers_make_no_groups()
    {
        var error = Assert.Throws<TableException>(() => (Linear with { CoverageBy = ["x0"] }).Fit(LinearTables.Random(40, 1), "y"));

        Assert.Equal("Column 'x0' holds Float64 values, which make no groups; give a column of categories, texts, truths or whole numbers.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void Rows_that_belong_together_are_never_on_both_sides(double share)
    {
        var table = LinearTables.Random(120, 2).With(Column.Of("patient", Enumerable.Range(0, 120).Select(row => $"p{row % 17}").ToArray()));
        var recipe = Linear with { GroupBy = "patient", Share = share };

        var part = CalibrationSplit.Of(table, "y", ComposedRows.OfNumbers(table.Drop("patient"), "y", default), new int[120], CalibrationSettings.Of(recipe));
        var model = recipe.Fit(table, "y");

        Assert.All(Enumerable.Range(0, 120).GroupBy(row => row % 17, row => part[row]), parts => Assert.Single(parts.Distinct()));
        Assert.True(part.Distinct().Count() > 1);
        Assert.DoesNotContain(model.Input.Fields, field => field.Name == "patient");
        Assert.Equal(120, model.Predict(table.Drop("patient")).RowCount);
        var error = Assert.Throws<ArgumentException>(() => (recipe with { GroupBy = "y" }).Fit(table, "y"));
        Assert.Equal("Column 'y' cannot be both the target and GroupBy. (Parameter 'target')", error.Message);
    }

    [Fact]
    public void Weights_count_over_their_mean_in_the_quantile()
    {
        // Of residuals 1 to 19 the last ten weigh nine times the first nine: 0.5 × 20 is then reached early in the heavy ones.
        var scores = Enumerable.Range(1, 19).Select(i => (double)i).ToArray();
        var weights = scores.Select(score => score > 9 ? 9.0 : 1).ToArray();
        var settings = CalibrationSettings.Of(new ConformalRegressor { Coverage = 0.5 });
        var layer = new int[19];

        var even = CalibrationScores.Of(scores, layer, [layer], 1, [], settings).Reach(0, [0], [1]);
        var same = CalibrationScores.Of(scores, layer, [layer], 1, Enumerable.Repeat(0.3, 19).ToArray(), settings).Reach(0, [0], [1]);
        var heavy = CalibrationScores.Of(scores, layer, [layer], 1, weights, settings).Reach(0, [0], [1]);

        Assert.Equal(10, even);
        Assert.Equal(10, same);
        // 99 in all over a mean of 99 / 19: half of 20 means is 52.1, which is 9 light ones and 4.8 heavy ones.
        Assert.Equal(14, heavy);
    }

    [Fact]
    public void Rows_of_weight_0_do_not_calibrate()
    {
        var table = LinearTables.Random(40, 1).With(Column.Of("w", Enumerable.Range(0, 40).Select(row => row < 8 ? 1.0 : 0).ToArray()));

        var error = Assert.Throws<TableException>(() => Linear.Fit(table, "y", new FitOptions { Weight = "w" }));

        Assert.Equal("The table cannot be learned from: to cover 0.9 of new rows takes at least 9 rows to calibrate by, but there are 8. Give more rows, lower Coverage.", error.Message);
    }

    [Theory]
    [InlineData(IntervalScore.Residual)]
    [InlineData(IntervalScore.ScaledResidual)]
    [InlineData(IntervalScore.Quantile)]
    public void A_constant_target_has_intervals_without_width(IntervalScore score)
    {
        var table = LinearTables.Random(60, 2).With(Column.Of("y", Enumerable.Repeat(3.0, 60).ToArray()));

        var model = new ConformalRegressor { Score = score }.Fit(table, "y");

        var (lower, upper) = model.PredictIntervals(table);
        Assert.All(lower.Concat(upper), end => Assert.Equal(3, end));
        Assert.Equal(1, model.EvaluateCoverage(table)["coverage"]);
    }

    [Fact]
    public void Scaled_and_quantile_intervals_are_wide_where_the_noise_is()
    {
        var random = new RandomStream(4);
        var x = Enumerable.Range(0, 1200).Select(_ => random.NextDouble()).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => (0.1 + (2 * value)) * random.NextGaussian()).ToArray()));
        var rows = Table.Create(Column.Of("x", [0.05, 0.95]), Column.Of("y", [0.0, 0.0]));

        foreach (var score in new[] { IntervalScore.ScaledResidual, IntervalScore.Quantile })
        {
            var (lower, upper) = new ConformalRegressor { Base = new LinearRegression(), Score = score, Share = 0.3 }.Fit(table, "y").PredictIntervals(rows);
            Assert.True(upper[1] - lower[1] > 3 * (upper[0] - lower[0]), $"{score}: {upper[1] - lower[1]} against {upper[0] - lower[0]}");
        }
    }

    [Fact]
    public void A_learner_that_predicts_no_quantiles_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ConformalRegressor { Quantiles = new Impute().Then(new Lasso()) });

        Assert.Equal("Quantiles is a Lasso, which predicts no quantiles; give a BoostedTreesRegressor, a QuantileRegression, or a pipeline that ends in one. (Parameter 'Quantiles')", error.Message);
    }

    [Theory]
    [InlineData(IntervalScore.Residual, 0)]
    [InlineData(IntervalScore.ScaledResidual, 0.5)]
    [InlineData(IntervalScore.Quantile, 0.5)]
    [InlineData(IntervalScore.Quantile, 0)]
    public void Intervals_are_the_same_at_any_number_of_threads_and_after_loading(IntervalScore score, double share)
    {
        var table = Grouped(500, (_, random) => random.NextGaussian(), rare: 5).With(Column.Of("w", Enumerable.Range(0, 500).Select(row => 1.0 + (row % 3)).ToArray()));
        var trees = new BoostedTreesRegressor { Trees = 8 };
        var recipe = new ConformalRegressor { Base = trees, Spread = trees, Quantiles = trees, Score = score, Share = share, Folds = 3, CoverageBy = ["g"], PoolSmallGroups = true };

        var models = new[] { 1, 2, 7 }.Select(threads => recipe.Fit(table, "y", new FitOptions { Weight = "w", MaxThreads = threads })).ToArray();
        var loaded = Assert.IsType<ConformalRegressorModel>(LearnerCase.SaveAndLoad(models[0]));

        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[1]));
        Assert.Equal(LearnerCase.Bytes(models[0]), LearnerCase.Bytes(models[2]));
        Assert.Equal(Ends(models[0], table), Ends(loaded, table));
        Assert.Equal(models[0].EvaluateCoverage(table), loaded.EvaluateCoverage(table));
        Assert.Equal(models[0].PooledGroups, loaded.PooledGroups);
    }

    [Fact]
    public void A_pipeline_passes_intervals_on()
    {
        var table = ConformanceData.Mixed(120, classes: false);

        var model = new Impute().Then(new OneHot()).Then(Linear).Fit(table, "y");

        Assert.Equal(["prediction", "lower", "upper"], model.Predict(table).Columns.Select(column => column.Name));
        Assert.Equal(model.Output, LearnerCase.SaveAndLoad(model).Predict(table).Schema);
    }

    [Fact]
    public void Steps_that_a_base_needs_are_put_into_it()
    {
        var prepared = Assert.IsType<ConformalRegressor>(RecipeCatalog.Prepare(Linear));

        Assert.IsType<RegressorPipeline>(prepared.Base);
        Assert.IsType<RegressorPipeline>(prepared.Quantiles);
        var whole = new ConformalRegressor();
        Assert.Same(whole, RecipeCatalog.Prepare(whole));
    }

    [Theory]
    [InlineData("parts", "4", "weights.safetensors: 'counts' has 5 items, expected 4. The file is damaged; save the model again.")]
    [InlineData("parts", "6", "model.json: 'parts' is 6, expected 2 to 5. The file is damaged or was edited; save the model again.")]
    [InlineData("groups", "[]", "model.json: 'groups' is empty, expected at least one. The file is damaged or was edited; save the model again.")]
    public void A_saved_model_that_does_not_fit_itself_is_refused(string name, string value, string problem)
    {
        using var saved = new SavedModel(Linear.Fit(LinearTables.Random(30, 1), "y"));
        saved.Edit(json => json[name] = System.Text.Json.Nodes.JsonNode.Parse(value));

        var error = Assert.Throws<ModelFormatException>(() => Model.Load(saved.Folder));

        Assert.Equal($"The model in '{saved.Folder}' cannot be loaded: {problem}", error.Message);
    }

    static double[] Ends(ConformalRegressorModel model, Table rows)
    {
        var (lower, upper) = model.PredictIntervals(rows);
        return [.. lower, .. upper];
    }

    static Table Numbers(double[] y) => Table.Create(Column.Of("x", new double[y.Length]), Column.Of("y", y));

    /// <summary>Rows of groups "a" and "b" in turn, and the last ones of "c".</summary>
    static Table Grouped(int rows, Func<string, RandomStream, double> target, int rare = 0)
    {
        var random = new RandomStream(6);
        var groups = Enumerable.Range(0, rows).Select(row => row >= rows - rare ? "c" : row % 2 == 0 ? "a" : "b").ToArray();
        return Table.Create(Column.Of("x", groups.Select(_ => random.NextGaussian()).ToArray()), Column.Of("g", groups), Column.Of("y", groups.Select(group => target(group, random)).ToArray()));
    }

    static int[] PartOf(ConformalRegressor recipe, Table table)
    {
        var settings = CalibrationSettings.Of(recipe);
        var groups = CalibrationCells.Learn(table.Drop("y"), settings, []).GroupsOf(table);
        return CalibrationSplit.Of(table, "y", ComposedRows.OfNumbers(table, "y", default), groups, settings);
    }

    static int[] Rows(int[] values, Func<int, bool> isSo) => [.. Enumerable.Range(0, values.Length).Where(row => isSo(values[row]))];
}
