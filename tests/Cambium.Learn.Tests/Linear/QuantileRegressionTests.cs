using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class QuantileRegressionTests
{
    [Theory]
    [InlineData(0.5, 3.0)]
    [InlineData(0.3, 2.0)]
    [InlineData(0.9, 100.0)]
    public void Without_features_the_quantile_of_five_values_by_hand(double quantile, double expected)
    {
        var table = Table.Create(Column.Of("x", [1.0, 1, 1, 1, 1]), Column.Of("y", [4.0, 1, 100, 2, 3]));

        var model = new QuantileRegression { Quantile = quantile }.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.Equal(expected, model.Intercept, 1e-12);
    }

    [Fact]
    public void The_median_line_goes_through_two_rows_by_hand()
    {
        // Three rows on y = 2 x + 1, and one far off that a median line does not see.
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 3]), Column.Of("y", [1.0, 3, 50, 7]));

        var model = new QuantileRegression().Fit(table, "y");

        Assert.Equal(2, model.Coefficients["x"], 1e-12);
        Assert.Equal(1, model.Intercept, 1e-12);
    }

    [Theory]
    [InlineData("quantile_diabetes_median", false)]
    [InlineData("quantile_diabetes_tenth_weighted", true)]
    [InlineData("quantile_diabetes_penalised", false)]
    [InlineData("quantile_diabetes_penalised_weighted", true)]
    [InlineData("quantile_diabetes_without_intercept", false)]
    [InlineData("quantile_cards_median", false)]
    [InlineData("quantile_cards_high", false)]
    public void The_objective_is_that_of_scikit_learn(string name, bool weighted)
    {
        var oracle = Oracle.Read("robust.json")[name]!;
        var cards = name.Contains("cards", StringComparison.Ordinal);
        var target = cards ? "expenditure" : "progression";
        var table = LinearTables.WithOracleWeights(cards ? Cards() : LinearTables.Sample("diabetes.csv"));
        var recipe = new QuantileRegression
        {
            Quantile = oracle["quantile"]!.GetValue<double>(),
            Penalty = oracle["penalty"]!.GetValue<double>(),
            Intercept = !name.EndsWith("without_intercept", StringComparison.Ordinal),
        };
        table = recipe.Intercept ? LinearTables.WithOracleWeights(LinearTables.Standardized(table.Drop("weight"), target)) : table;

        var model = recipe.Fit(weighted ? table : table.Drop("weight"), target, new FitOptions { Weight = weighted ? "weight" : null });

        // Both are corners of the same linear programme, exact to working precision.
        var expected = oracle["objective"]!.GetValue<double>();
        Assert.True(model.Converged);
        Assert.InRange((Objective(model, table, target, weighted) - expected) / expected, -1e-10, 1e-12);
        Assert.All(oracle["coefficients"].Numbers().Zip(model.Coefficients.Values), pair => Oracle.Near(pair.First, pair.Second, 1e-8));
        Oracle.Near(oracle["intercept"]!.GetValue<double>(), model.Intercept, 1e-8);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void As_many_rows_as_the_quantile_says_lie_below(double quantile)
    {
        var table = LinearTables.Random(1000, 4);

        var values = new QuantileRegression { Quantile = quantile }.Fit(table, "y").PredictValues(table);

        // Koenker and Bassett, theorem 3.4: at most n τ below, at least n τ below or on the line, which p + 1 rows are.
        var y = table.Column<double>("y").Values.ToArray();
        Assert.InRange(y.Where((value, row) => value < values[row] - 1e-9).Count(), (1000 * quantile) - 5, 1000 * quantile);
        Assert.Equal(5, y.Where((value, row) => Math.Abs(value - values[row]) < 1e-9).Count());
    }

    [Fact]
    public void The_gap_bounds_the_distance_from_the_minimum()
    {
        var table = LinearTables.WithOracleWeights(LinearTables.Random(300, 5));
        var best = Objective(new QuantileRegression { Penalty = 0.05 }.Fit(table.Drop("weight"), "y"), table, "y", weighted: false);
        var y = table.Column<double>("y").Values.ToArray();
        var deviation = Math.Sqrt(y.Average(value => value * value) - (y.Average() * y.Average()));

        for (var most = 1; most < 8; most++)
        {
            var model = new QuantileRegression { Penalty = 0.05, MaxIterations = most }.Fit(table.Drop("weight"), "y");

            Assert.Equal(most, model.Iterations);
            Assert.Equal(model.Gap <= 1e-9, model.Converged);
            Assert.InRange(Objective(model, table, "y", weighted: false) - best, -1e-12, (model.Gap * deviation) + 1e-12);
        }
    }

    [Fact]
    public void Shifting_and_scaling_target_and_columns_moves_and_scales_the_model()
    {
        var table = LinearTables.Random(150, 3);
        var model = new QuantileRegression { Quantile = 0.7 }.Fit(table, "y");

        var scaled = new QuantileRegression { Quantile = 0.7 }.Fit(table.Map("y", value => (1000 * value) + 7).Map("x1", value => (1e-3 * value) + 5), "y");

        Oracle.Near(1000 * model.Coefficients["x0"], scaled.Coefficients["x0"], 1e-9);
        Oracle.Near(model.Coefficients["x1"], scaled.Coefficients["x1"] * 1e-6, 1e-9);
    }

    [Fact]
    public void A_quantile_of_the_negated_target_is_the_other_quantile_negated()
    {
        var table = LinearTables.Random(151, 3);

        var low = new QuantileRegression { Quantile = 0.2 }.Fit(table, "y");
        var high = new QuantileRegression { Quantile = 0.8 }.Fit(table.Map("y", value => -value), "y");

        Assert.All(low.Coefficients, pair => Oracle.Near(-pair.Value, high.Coefficients[pair.Key], 1e-10));
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters()
    {
        var table = LinearTables.Random(201, 3);
        var weights = Enumerable.Range(0, 201).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 201).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new QuantileRegression { Quantile = 0.37 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        Assert.All(recipe.Fit(repeated, "y").Coefficients, pair => Oracle.Near(pair.Value, weighted.Coefficients[pair.Key], 1e-10));
    }

    [Fact]
    public void Ties_collinear_columns_and_more_columns_than_rows_converge()
    {
        var table = LinearTables.Random(100, 3);
        var ties = Table.Create(
            Column.Of("x", Enumerable.Range(0, 100).Select(row => (double)(row % 4)).ToArray()),
            Column.Of("y", Enumerable.Range(0, 100).Select(row => (double)(row % 3)).ToArray()));

        Assert.True(new QuantileRegression().Fit(ties, "y").Converged);
        Assert.True(new QuantileRegression().Fit(table.With(table["x1"].Rename("again")), "y").Converged);
        Assert.True(new QuantileRegression { Penalty = 0.01 }.Fit(LinearTables.Random(20, 60), "y").Converged);
    }

    [Fact]
    public void A_large_penalty_leaves_the_quantile()
    {
        var table = LinearTables.Random(101, 3);

        var model = new QuantileRegression { Penalty = 100 }.Fit(table, "y");

        Assert.All(model.Coefficients.Values, value => Assert.Equal(0, value));
        Assert.Equal(table.Column<double>("y").Values.ToArray().Order().ElementAt(50), model.Intercept, 1e-10);
    }

    [Fact]
    public void A_constant_target_gives_that_constant()
    {
        var model = new QuantileRegression { Quantile = 0.25 }.Fit(LinearTables.Random(30, 1).With(Column.Of("y", Enumerable.Repeat(4.0, 30).ToArray())), "y");

        Assert.Equal((4, 0, true), (model.Intercept, model.Gap, model.Converged));
        Assert.Equal("Quantile regression for y, quantile 0.25 (converged after 0 iterations)\n  (intercept)  4\n  x0           0", model.ToString());
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Equal("Quantile", Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileRegression { Quantile = 1 }).ParamName);
        Assert.Equal("Penalty", Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileRegression { Penalty = -1 }).ParamName);
    }

    static Table Cards() =>
        LinearTables.Sample("credit-cards.csv").Select("derogatory_reports", "age", "income", "share", "dependents", "months_at_address", "expenditure");

    static double Objective(QuantileRegressionModel model, Table table, string target, bool weighted)
    {
        var y = LinearTables.Numbers(table[target]);
        var weights = table.Column<long>("weight").Values.ToArray().Select(value => weighted ? (double)value : 1).ToArray();
        var tau = model.Recipe.Quantile;
        var losses = model.PredictValues(table).Select((value, row) => weights[row] * (y[row] > value ? tau * (y[row] - value) : (tau - 1) * (y[row] - value)));
        return (losses.Sum() / weights.Sum()) + (model.Recipe.Penalty * model.Coefficients.Values.Sum(Math.Abs));
    }
}
