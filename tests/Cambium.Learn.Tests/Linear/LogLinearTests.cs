using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Poisson, gamma and Tweedie regression.</summary>
public sealed class LogLinearTests
{
    [Fact]
    public void Two_groups_get_their_means_by_hand()
    {
        // Means 2 and 6 of the counts; the deviance of each row is 2 (y log(y / μ) − y + μ).
        var table = Table.Create(Column.Of("x", [0L, 0, 1, 1]), Column.Of("y", [1L, 3, 4, 8]));

        var poisson = new PoissonRegression { L2 = 0, Tolerance = 1e-13 }.Fit(table, "y");
        var gamma = new GammaRegression { L2 = 0, Tolerance = 1e-13 }.Fit(table, "y");
        var tweedie = new TweedieRegression { L2 = 0, Tolerance = 1e-13 }.Fit(table, "y");

        Assert.All(new[] { (poisson.Intercept, poisson.Coefficients["x"]), (gamma.Intercept, gamma.Coefficients["x"]), (tweedie.Intercept, tweedie.Coefficients["x"]) }, found =>
        {
            Assert.Equal(Math.Log(2), found.Item1, 1e-12);
            Assert.Equal(Math.Log(3), found.Item2, 1e-12);
        });
        var deviance = (Math.Log(0.5) + (3 * Math.Log(1.5)) + (4 * Math.Log(4.0 / 6)) + (8 * Math.Log(8.0 / 6))) / 2;
        Assert.Equal(deviance, poisson.Deviance, 1e-12);
        Assert.Equal((0 + (2 * 0.5) - (2 * Math.Log(1.5)) + (2 * (Math.Log(2) - 0.5)) + (2 * (Math.Log(1.5) - (1.0 / 3))) + (2 * ((1.0 / 3) - Math.Log(4.0 / 3)))) / 4, gamma.Deviance, 1e-12);
        Assert.Equal([2, 2, 6, 6], poisson.PredictValues(table).Select(value => Math.Round(value, 10)));
    }

    [Fact]
    public void Amounts_of_0_count_between_1_and_2()
    {
        // Without features the mean is the fit, whatever the power.
        var table = Table.Create(Column.Of("x", [1.0, 1, 1]), Column.Of("y", [0.0, 0, 6]));

        Assert.Equal(Math.Log(2), new TweedieRegression { Power = 1.2 }.Fit(table, "y").Intercept, 1e-12);
        Assert.Equal(Math.Log(2), new PoissonRegression().Fit(table, "y").Intercept, 1e-12);
    }

    [Theory]
    [InlineData("poisson_diabetes", 1.0, false)]
    [InlineData("gamma_diabetes", 2.0, false)]
    [InlineData("gamma_diabetes_weighted", 2.0, true)]
    [InlineData("inverse_gaussian_diabetes", 3.0, false)]
    public void Coefficients_without_penalty_are_those_of_R(string name, double power, bool weighted)
    {
        var oracle = Oracle.Read("glm.json")[name]!;
        var table = LinearTables.WithOracleWeights(LinearTables.Sample("diabetes.csv"));
        var recipe = new TweedieRegression { Power = power, L2 = 0, Tolerance = 1e-13 };

        var model = recipe.Fit(weighted ? table : table.Drop("weight"), "progression", new FitOptions { Weight = weighted ? "weight" : null });

        // R's iterations end at a relative change of the deviance of 1e-16.
        var total = weighted ? table.Column<long>("weight").Values.ToArray().Sum() : 442;
        AssertRelative(oracle["intercept"]!.GetValue<double>(), model.Intercept);
        Assert.All(oracle["coefficients"].Numbers().Zip(model.Coefficients.Values), pair => AssertRelative(pair.First, pair.Second));
        AssertRelative(oracle["deviance_sum"]!.GetValue<double>(), model.Deviance * total);
        AssertRelative(1 - (oracle["deviance_sum"]!.GetValue<double>() / oracle["null_deviance_sum"]!.GetValue<double>()), model.ExplainedDeviance);
    }

    [Fact]
    public void Counts_are_learned_as_R_does()
    {
        var oracle = Oracle.Read("glm.json")["poisson_cards"]!;
        var table = Cards("active_accounts");

        var model = new PoissonRegression { L2 = 0, Tolerance = 1e-13 }.Fit(table, "active_accounts");

        AssertRelative(oracle["intercept"]!.GetValue<double>(), model.Intercept);
        Assert.All(oracle["coefficients"].Numbers().Zip(model.Coefficients.Values), pair => AssertRelative(pair.First, pair.Second));
        Oracle.Near(model.ExplainedDeviance, model.ExplainedDevianceOn(table), 1e-12);
    }

    [Theory]
    [InlineData("poisson_diabetes_penalised", 1.0, false)]
    [InlineData("poisson_diabetes_penalised_weighted", 1.0, true)]
    [InlineData("gamma_diabetes_penalised", 2.0, false)]
    [InlineData("tweedie_diabetes_penalised", 1.7, true)]
    [InlineData("tweedie_cards_penalised", 1.5, false)]
    public void Coefficients_with_penalty_are_those_of_scikit_learn(string name, double power, bool weighted)
    {
        var oracle = Oracle.Read("glm.json")[name]!;
        var cards = name.Contains("cards", StringComparison.Ordinal);
        var target = cards ? "expenditure" : "progression";
        var table = LinearTables.WithOracleWeights(LinearTables.Standardized(cards ? Cards(target) : LinearTables.Sample("diabetes.csv"), target));
        var total = weighted ? table.Column<long>("weight").Values.ToArray().Sum() : table.RowCount;
        var recipe = new TweedieRegression { Power = power, L2 = oracle["alpha"]!.GetValue<double>() * total, Tolerance = 1e-13 };

        var model = recipe.Fit(weighted ? table : table.Drop("weight"), target, new FitOptions { Weight = weighted ? "weight" : null });

        // The oracle polishes scikit-learn's result to working precision.
        var objective = (0.5 * model.Deviance) + (0.5 * oracle["alpha"]!.GetValue<double>() * model.Coefficients.Values.Sum(w => w * w));
        AssertRelative(oracle["objective"]!.GetValue<double>(), objective);
        Assert.InRange(objective, 0, oracle["scikit_learn_objective"]!.GetValue<double>() * (1 + 1e-12));
        AssertRelative(oracle["intercept"]!.GetValue<double>(), model.Intercept);
        Assert.All(oracle["coefficients"].Numbers().Zip(model.Coefficients.Values), pair => AssertRelative(pair.First, pair.Second));
        if (!weighted)
        {
            AssertRelative(oracle["d2"]!.GetValue<double>(), model.ExplainedDeviance, 1e-6); // at scikit-learn's own coefficients
        }
    }

    [Fact]
    public void Poisson_and_gamma_are_Tweedie_of_their_powers()
    {
        var table = Amounts(200);

        var poisson = new PoissonRegression { Tolerance = 1e-12 }.Fit(table, "y");
        var gamma = new GammaRegression { Tolerance = 1e-12 }.Fit(table, "y");

        Assert.Equal(new TweedieRegression { Power = 1, Tolerance = 1e-12 }.Fit(table, "y").Coefficients, poisson.Coefficients);
        Assert.Equal(new TweedieRegression { Power = 2, Tolerance = 1e-12 }.Fit(table, "y").Coefficients, gamma.Coefficients);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(2.0)]
    public void Scaling_the_target_shifts_the_intercept_and_scaling_a_column_scales_its_coefficient(double power)
    {
        var table = Amounts(200);
        var recipe = new TweedieRegression { Power = power, L2 = 0, Tolerance = 1e-12 };
        var model = recipe.Fit(table, "y");

        var scaled = recipe.Fit(table.Map("y", value => 1000 * value).Map("x1", value => (1e-3 * value) + 5), "y");

        Oracle.Near(model.Coefficients["x0"], scaled.Coefficients["x0"], 1e-10);
        Oracle.Near(model.Coefficients["x1"], scaled.Coefficients["x1"] * 1e-3, 1e-10);
        Oracle.Near(model.Intercept + Math.Log(1000) - (5e3 * model.Coefficients["x1"]), scaled.Intercept, 1e-9);
        Assert.Equal(model.Iterations, scaled.Iterations);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.5, true)]
    [InlineData(2.0, false)]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters(double power, bool intercept)
    {
        var table = Amounts(200);
        var weights = Enumerable.Range(0, 200).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 200).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new TweedieRegression { Power = power, Intercept = intercept, Tolerance = 1e-12 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var expected = recipe.Fit(repeated, "y");
        Assert.All(expected.Coefficients, pair => Oracle.Near(pair.Value, weighted.Coefficients[pair.Key], 1e-10));
        Oracle.Near(expected.Deviance, weighted.Deviance, 1e-10);
        Assert.True(intercept || expected.Intercept == 0);
    }

    [Fact]
    public void An_exposure_is_a_weight_on_the_rate()
    {
        // A row of 3 years with 6 events weighs as three rows of a year with 2 events each.
        var table = Amounts(90);
        var years = Enumerable.Range(0, 90).Select(row => 1L + (row % 3)).ToArray();
        var single = table.Take([.. Enumerable.Range(0, 90).SelectMany(row => Enumerable.Repeat(row, (int)years[row]))]);

        var rates = new PoissonRegression { Tolerance = 1e-12 }.Fit(table.With(Column.Of("years", years)), "y", new FitOptions { Weight = "years" });

        Assert.All(new PoissonRegression { Tolerance = 1e-12 }.Fit(single, "y").Coefficients, pair => Oracle.Near(pair.Value, rates.Coefficients[pair.Key], 1e-10));
    }

    [Fact]
    public void Collinear_columns_and_more_columns_than_rows_converge()
    {
        var table = Amounts(60);

        var twins = new PoissonRegression { L2 = 0 }.Fit(table.With(table["x1"].Rename("again")), "y");
        var wide = new GammaRegression().Fit(LinearTables.Random(20, 60).Map("y", value => Math.Exp(value / 10)), "y");

        Assert.True(twins.Converged && wide.Converged);
    }

    [Fact]
    public void Many_columns_are_learned_without_their_curvature()
    {
        var table = LinearTables.Random(200, 1100).Map("y", value => Math.Exp(value / 40));

        var model = new PoissonRegression { L2 = 10 }.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.InRange(model.ExplainedDeviance, 0.5, 1);
    }

    [Fact]
    public void Targets_out_of_the_domain_are_refused_by_row()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("c", ["a", "b", "a"]), Column.Of("y", [1.0, 0, -2.5]));
        const string Categories = "column 'c' holds categories, which this learner cannot read: put the step OneHot before it.";

        Assert.Equal(
            $"The table cannot be learned from: the target 'y' is -2.5 in row 3; a Poisson regression takes numbers of at least 0; {Categories}",
            Assert.Throws<TableException>(() => new PoissonRegression().Fit(table, "y")).Message);
        Assert.Equal(
            $"The table cannot be learned from: the target 'y' is 0 in row 2; a gamma regression takes numbers above 0; {Categories}",
            Assert.Throws<TableException>(() => new GammaRegression().Fit(table, "y")).Message);
        Assert.Equal(
            "The table cannot be learned from: the target 'y' is 0 in every row; a Tweedie regression needs rows above 0.",
            Assert.Throws<TableException>(() => new TweedieRegression().Fit(Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [0.0, 0])), "y")).Message);
        Assert.Equal(
            "The table cannot be learned from: the target is 0 in every row whose weight is above 0; the learner needs rows above 0.",
            Assert.Throws<TableException>(() => new PoissonRegression().Fit(
                Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [0.0, 1]), Column.Of("w", [1.0, 0])), "y", new FitOptions { Weight = "w" })).Message);
    }

    [Fact]
    public void Rows_out_of_the_domain_cannot_be_judged()
    {
        var model = new GammaRegression().Fit(Amounts(50), "y");

        var error = Assert.Throws<TableException>(() => model.ExplainedDevianceOn(Amounts(50).Map("y", value => value - 1)));

        Assert.StartsWith("The rows cannot be judged: the target 'y' is -", error.Message, StringComparison.Ordinal);
        Assert.Equal("y", error.Column);
    }

    [Fact]
    public void Not_converging_is_told_by_the_model_and_settings_out_of_range_are_refused()
    {
        var model = new GammaRegression { MaxIterations = 1, Tolerance = 1e-14 }.Fit(Amounts(100), "y");

        Assert.Equal((false, 1), (model.Converged, model.Iterations));
        Assert.InRange(model.GradientNorm, 1e-14, 1);
        Assert.Equal("Power", Assert.Throws<ArgumentOutOfRangeException>(() => new TweedieRegression { Power = 0.5 }).ParamName);
        Assert.Equal("L2", Assert.Throws<ArgumentOutOfRangeException>(() => new PoissonRegression { L2 = -1 }).ParamName);
    }

    [Fact]
    public void The_model_prints_its_coefficients()
    {
        var table = Table.Create(Column.Of("x", [-1.0, 1, -1, 1]), Column.Of("y", [1.0, 1, 1, 1]));

        Assert.Equal("Poisson regression for y (converged after 0 iterations)\n  (intercept)  0\n  x            0", new PoissonRegression().Fit(table, "y").ToString());
    }

    static Table Cards(string target)
    {
        var cards = LinearTables.Sample("credit-cards.csv");
        return cards.Select("derogatory_reports", "age", "income", "share", "dependents", "months_at_address", target);
    }

    static Table Amounts(int rows) => LinearTables.Random(rows, 3).Map("y", value => Math.Exp(value / 4));

    static void AssertRelative(double expected, double actual, double tolerance = 1e-8) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
