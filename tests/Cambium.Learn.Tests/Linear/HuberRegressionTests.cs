using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class HuberRegressionTests
{
    [Fact]
    public void Two_values_and_an_outlier_by_hand()
    {
        // By symmetry b = 0 for −1, 1 inside and ±9 outside: 4 σ + 2 / σ + ... − 2 ε² σ is least at σ² = 2 / (4 − 2 ε²), here with ε = 1.2.
        var table = Table.Create(Column.Of("x", [1.0, 1, 1, 1]), Column.Of("y", [-1.0, 1, -9, 9]));

        var model = new HuberRegression { Threshold = 1.2, L2 = 0, Tolerance = 1e-12 }.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.Equal(0, model.Intercept, 1e-10);
        Assert.Equal(Math.Sqrt(2 / (4 - (2 * 1.44))), model.Scale, 1e-10);
        Assert.Equal(2, model.Outliers);
    }

    [Theory]
    [InlineData("huber_diabetes", false)]
    [InlineData("huber_diabetes_weighted", true)]
    [InlineData("huber_diabetes_wide", false)]
    [InlineData("huber_cards", false)]
    public void Coefficients_and_scale_are_those_of_scikit_learn(string name, bool weighted)
    {
        var oracle = Oracle.Read("robust.json")[name]!;
        var target = name == "huber_cards" ? "expenditure" : "progression";
        var table = LinearTables.WithOracleWeights(name == "huber_cards" ? Cards() : Diabetes());
        var recipe = new HuberRegression { Threshold = oracle["epsilon"]!.GetValue<double>(), L2 = oracle["alpha"]!.GetValue<double>(), Tolerance = 1e-12 };

        var model = recipe.Fit(weighted ? table : table.Drop("weight"), target, new FitOptions { Weight = weighted ? "weight" : null });

        // The oracle polishes scikit-learn's result to working precision.
        Assert.True(model.Converged);
        Assert.InRange(model.Iterations, 1, 60);
        var size = oracle["coefficients"].Numbers().Max(Math.Abs);
        Assert.All(oracle["coefficients"].Numbers().Zip(model.Coefficients.Values), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-8 * size));
        Oracle.Near(oracle["intercept"]!.GetValue<double>(), model.Intercept, 1e-8);
        Oracle.Near(oracle["scale"]!.GetValue<double>(), model.Scale, 1e-8);
        var objective = Objective(model, table, target, weighted);
        Assert.InRange(objective, 0, oracle["scikit_learn_objective"]!.GetValue<double>() * (1 + 1e-12));
        Oracle.Near(oracle["objective"]!.GetValue<double>(), objective, 1e-10);
    }

    [Fact]
    public void A_threshold_beyond_all_rows_gives_ridge()
    {
        var table = LinearTables.Random(100, 3);

        var huber = new HuberRegression { Threshold = 1000, L2 = 0, Tolerance = 1e-12 }.Fit(table, "y");

        Assert.All(new LinearRegression().Fit(table, "y").Coefficients, pair => Oracle.Near(pair.Value, huber.Coefficients[pair.Key], 1e-8));
        Assert.Equal(0, huber.Outliers);
    }

    [Fact]
    public void Gross_errors_hardly_move_the_coefficients()
    {
        var table = LinearTables.Random(400, 3);
        var y = table.Column<double>("y").Values.ToArray().Select((value, row) => row % 25 == 0 ? value + 1e6 : value).ToArray();

        var model = new HuberRegression().Fit(table.With(Column.Of("y", y)), "y");

        Assert.True(model.Converged);
        Assert.All(new HuberRegression().Fit(table, "y").Coefficients, pair => Assert.Equal(pair.Value, model.Coefficients[pair.Key], 0.1));
    }

    [Fact]
    public void Shifting_and_scaling_target_and_columns_moves_and_scales_the_model()
    {
        var table = LinearTables.Random(150, 3);
        var recipe = new HuberRegression { L2 = 0, Tolerance = 1e-12 };
        var model = recipe.Fit(table, "y");

        var scaled = recipe.Fit(table.Map("y", value => (1000 * value) + 7).Map("x1", value => (1e-3 * value) + 5), "y");

        Oracle.Near(1000 * model.Coefficients["x0"], scaled.Coefficients["x0"], 1e-9);
        Oracle.Near(model.Coefficients["x1"], scaled.Coefficients["x1"] * 1e-6, 1e-9);
        Oracle.Near(1000 * model.Scale, scaled.Scale, 1e-9);
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters()
    {
        var table = LinearTables.Random(200, 3);
        var weights = Enumerable.Range(0, 200).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 200).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new HuberRegression { Tolerance = 1e-12 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        Assert.All(recipe.Fit(repeated, "y").Coefficients, pair => Oracle.Near(pair.Value, weighted.Coefficients[pair.Key], 1e-9));
    }

    [Fact]
    public void Rows_that_are_fitted_exactly_give_their_coefficients()
    {
        var x = Enumerable.Range(0, 30).Select(row => (double)row).ToArray();

        var model = new HuberRegression().Fit(Table.Create(Column.Of("x", x), Column.Of("y", Array.ConvertAll(x, value => (3 * value) - 2))), "y");

        Assert.Equal(3, model.Coefficients["x"], 1e-5);
        Assert.InRange(model.Scale, 0, 1e-5);
    }

    [Fact]
    public void A_constant_target_gives_that_constant()
    {
        var model = new HuberRegression().Fit(LinearTables.Random(30, 2).With(Column.Of("y", Enumerable.Repeat(4.0, 30).ToArray())), "y");

        Assert.Equal((4, 0, true), (model.Intercept, model.Scale, model.Converged));
        Assert.Equal("Huber regression for y, 0 outliers (converged after 0 iterations)\n  (intercept)  4\n  x0           0\n  x1           0", model.ToString());
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Equal("Threshold", Assert.Throws<ArgumentOutOfRangeException>(() => new HuberRegression { Threshold = 0.9 }).ParamName);
        Assert.Equal("L2", Assert.Throws<ArgumentOutOfRangeException>(() => new HuberRegression { L2 = -1 }).ParamName);
    }

    static Table Diabetes()
    {
        var table = LinearTables.Standardized(LinearTables.Sample("diabetes.csv"), "progression");
        var y = table.Column<long>("progression").Values.ToArray();
        return table.With(Column.Of("progression", y.Select((value, row) => row % 20 == 0 ? 10.0 * value : value).ToArray()));
    }

    static Table Cards() => LinearTables.Standardized(
        LinearTables.Sample("credit-cards.csv").Select("derogatory_reports", "age", "income", "share", "dependents", "months_at_address", "expenditure"), "expenditure");

    static double Objective(HuberRegressionModel model, Table table, string target, bool weighted)
    {
        var (epsilon, sigma) = (model.Recipe.Threshold, model.Scale);
        var y = table.Column<double>(target).Values.ToArray();
        var weights = table.Column<long>("weight").Values.ToArray();
        var sum = model.PredictValues(table).Select((value, row) =>
        {
            var r = Math.Abs(y[row] - value);
            return (weighted ? weights[row] : 1) * (sigma + (r <= epsilon * sigma ? r * r / sigma : (2 * epsilon * r) - (epsilon * epsilon * sigma)));
        }).Sum();
        return sum + (model.Recipe.L2 * model.Coefficients.Values.Sum(w => w * w));
    }
}
