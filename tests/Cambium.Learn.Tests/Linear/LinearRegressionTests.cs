using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class LinearRegressionTests
{
    [Fact]
    public void A_line_through_three_points_by_hand()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("y", [1.0, 2, 4]));

        var model = new LinearRegression().Fit(table, "y");

        Assert.Equal(1.5, model.Coefficients["x"], 1e-14);
        Assert.Equal(5.0 / 6, model.Intercept, 1e-14);
        Assert.Equal(1, model.Rank);
        Assert.Equal(5.0 / 6 + 15, model.PredictValues(Table.Create(Column.Of("x", [10.0])))[0], 1e-13);
    }

    [Fact]
    public void Ridge_by_hand()
    {
        // Centred: x = −1, 1 and y = −2, 2, so w = 4 / (2 + L2).
        var table = Table.Create(Column.Of("x", [0L, 2]), Column.Of("y", [3L, 7]));

        var model = new LinearRegression { L2 = 2 }.Fit(table, "y");

        Assert.Equal(1, model.Coefficients["x"], 1e-15);
        Assert.Equal(4, model.Intercept, 1e-15);
    }

    [Fact]
    public void Without_intercept_by_hand()
    {
        // Σ x y / Σ x² = (1·1 + 2·3) / 5.
        var table = Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [1.0, 3]));

        var model = new LinearRegression { Intercept = false }.Fit(table, "y");

        Assert.Equal(1.4, model.Coefficients["x"], 1e-15);
        Assert.Equal(0, model.Intercept);
    }

    [Fact]
    public void Without_intercept_a_constant_column_takes_its_place()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("one", [1.0, 1, 1]), Column.Of("y", [1.0, 2, 4]));

        var model = new LinearRegression { Intercept = false }.Fit(table, "y");

        Assert.Equal(1.5, model.Coefficients["x"], 1e-14);
        Assert.Equal(5.0 / 6, model.Coefficients["one"], 1e-14);
    }

    [Fact]
    public void Constant_target_gives_that_constant()
    {
        var table = LinearTables.Random(50, 3).With(Column.Of("y", Enumerable.Repeat(0.1, 50).ToArray()));

        var model = new LinearRegression().Fit(table, "y");

        Assert.All(model.PredictValues(table), value => Assert.Equal(0.1, value));
        Assert.All(model.Coefficients.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Constant_column_is_aliased_and_changes_nothing()
    {
        var table = LinearTables.Random(50, 3);
        var model = new LinearRegression().Fit(table, "y");

        var with = new LinearRegression().Fit(table.With(Column.Of("constant", Enumerable.Repeat(0.3, 50).ToArray())), "y");

        Assert.Equal(double.NaN, with.Coefficients["constant"]);
        Assert.Equal(["constant"], with.Aliased);
        Assert.Equal(model.Coefficients["x1"], with.Coefficients["x1"]);
        Assert.Equal(3, with.Rank);
    }

    [Fact]
    public void Of_two_equal_columns_the_first_is_kept()
    {
        var table = LinearTables.Random(100, 3);
        var one = new LinearRegression().Fit(table, "y");

        var two = new LinearRegression().Fit(table.With(table["x1"].Rename("again")), "y");

        Assert.Equal(3, two.Rank);
        Assert.Equal(["again"], two.Aliased);
        Assert.Equal(double.NaN, two.Coefficients["again"]);
        Oracle.Near(one.Coefficients["x1"], two.Coefficients["x1"], 1e-12);
        Assert.All(one.PredictValues(table).Zip(two.PredictValues(table.With(table["x1"].Rename("again")))), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
        Assert.Matches("again +aliased$", two.ToString());
    }

    [Fact]
    public void All_levels_of_a_category_beside_the_intercept_predict_its_means()
    {
        var table = Table.Create(Column.Of("colour", ["red", "red", "green", "blue"]), Column.Of("y", [1.0, 3, 5, 9]));

        var model = new OneHot().Then(new LinearRegression()).Fit(table, "y");

        Assert.All(model.PredictValues(table).Zip([2.0, 2, 5, 9]), pair => Oracle.Near(pair.Second, pair.First, 1e-13));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-3)]
    [InlineData(10)]
    public void More_columns_than_rows_give_a_finite_model(double l2)
    {
        var table = LinearTables.Random(10, 40);

        var model = new LinearRegression { L2 = l2 }.Fit(table, "y");

        Assert.All(model.Coefficients.Values, value => Assert.InRange(double.IsNaN(value) ? 0 : Math.Abs(value), 0, 50));
        Assert.Equal(l2 > 0 ? 0 : 31, model.Aliased.Count);
        if (l2 == 0)
        {
            Assert.Equal(9, model.Rank); // the mean takes one
            Assert.All(model.PredictValues(table).Zip(table.Column<double>("y").Values.ToArray()), pair => Oracle.Near(pair.Second, pair.First, 1e-11));
        }
    }

    [Fact]
    public void Nearly_collinear_columns_keep_their_digits()
    {
        // x1 = x0 + 1e-6 noise has a condition number near 1e6; the target is exact, so the solution is known.
        var table = LinearTables.Random(200, 3);
        var (x0, noise) = (table.Column<double>("x0").Values.ToArray(), table.Column<double>("x1").Values.ToArray());
        var x1 = x0.Select((value, row) => value + (1e-6 * noise[row])).ToArray();
        table = table.With(Column.Of("x1", x1)).With(Column.Of("y", x0.Select((value, row) => (2 * value) - (3 * x1[row]) + 5).ToArray()));

        var model = new LinearRegression().Fit(table, "y");

        Assert.Equal(3, model.Rank);
        Assert.Equal(2, model.Coefficients["x0"], 1e-8); // 1e-16 times the condition, for y and for x1 each
        Assert.Equal(-3, model.Coefficients["x1"], 1e-8);
        Assert.Equal(5, model.Intercept, 1e-8);
    }

    [Fact]
    public void Moving_and_scaling_a_column_moves_and_scales_its_coefficient()
    {
        var table = LinearTables.Random(100, 4);
        var model = new LinearRegression().Fit(table, "y");

        var scaled = new LinearRegression().Fit(table.Map("x2", value => (1e6 * value) + 1e7), "y");

        Oracle.Near(model.Coefficients["x2"] / 1e6 * 1e6, scaled.Coefficients["x2"] * 1e6, 1e-12);
        Oracle.Near(model.Coefficients["x0"], scaled.Coefficients["x0"], 1e-12);
        Oracle.Near(model.Intercept - (10 * model.Coefficients["x2"]), scaled.Intercept, 1e-11);
    }

    [Fact]
    public void Shifting_the_target_shifts_the_intercept()
    {
        var table = LinearTables.Random(100, 4);
        var model = new LinearRegression { L2 = 3 }.Fit(table, "y");

        var shifted = new LinearRegression { L2 = 3 }.Fit(table.Map("y", value => value + 100), "y");

        Oracle.Near(model.Intercept + 100, shifted.Intercept, 1e-13);
        Oracle.Near(model.Coefficients["x3"], shifted.Coefficients["x3"], 1e-12);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var table = LinearTables.Random(1000, 4);
        var model = new LinearRegression { L2 = 3 }.Fit(table, "y");

        var reversed = new LinearRegression { L2 = 3 }.Fit(table.Take([.. Enumerable.Range(0, 1000).Reverse()]), "y");

        Assert.All(model.Coefficients, pair => Oracle.Near(pair.Value, reversed.Coefficients[pair.Key], 1e-13));
    }

    [Fact]
    public void A_row_of_weight_2_counts_as_two_rows_and_one_of_weight_0_as_none()
    {
        var table = LinearTables.Random(60, 3);
        var weights = Enumerable.Range(0, 60).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, row % 3))]);

        var weighted = new LinearRegression { L2 = 3 }.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var expected = new LinearRegression { L2 = 3 }.Fit(repeated, "y");
        Assert.All(expected.Coefficients, pair => Oracle.Near(pair.Value, weighted.Coefficients[pair.Key], 1e-13));
        Oracle.Near(expected.Intercept, weighted.Intercept, 1e-13);
    }

    [Theory]
    [InlineData("diabetes", 0.0, true, false)]
    [InlineData("diabetes_weighted", 0.0, true, true)]
    [InlineData("diabetes_without_intercept", 0.0, false, false)]
    [InlineData("diabetes_ridge_100", 100.0, true, false)]
    [InlineData("diabetes_ridge_100_weighted", 100.0, true, true)]
    public void Coefficients_are_those_of_scikit_learn(string name, double l2, bool intercept, bool weighted)
    {
        var oracle = Oracle.Read("linear.json")[name]!;
        var table = LinearTables.WithOracleWeights(LinearTables.Sample("diabetes.csv"));

        var model = weighted
            ? new LinearRegression { L2 = l2, Intercept = intercept }.Fit(table, "progression", new FitOptions { Weight = "weight" })
            : new LinearRegression { L2 = l2, Intercept = intercept }.Fit(table.Drop("weight"), "progression");

        // Both solve to working precision; the columns' condition number of some 1e3 is the rest.
        AssertRelative(oracle["intercept"]!.GetValue<double>(), model.Intercept);
        Assert.All(model.Coefficients, pair => AssertRelative(oracle["coefficients"]![pair.Key]!.GetValue<double>(), pair.Value));
    }

    [Theory]
    [InlineData("first_7", false)]
    [InlineData("collinear", false)]
    [InlineData("collinear_weighted", true)]
    [InlineData("collinear_without_intercept", false)]
    public void Collinear_columns_are_left_out_as_R_does(string name, bool weighted)
    {
        var oracle = Oracle.Read("linear_aliased.json")[name]!;
        var table = LinearTables.WithOracleWeights(LinearTables.Sample("diabetes.csv"));
        table = name == "first_7" ? table.Slice(0, 7) : WithCollinearColumns(table);

        var model = new LinearRegression { Intercept = !name.EndsWith("without_intercept", StringComparison.Ordinal) }.Fit(
            weighted ? table : table.Drop("weight"), "progression", new FitOptions { Weight = weighted ? "weight" : null });

        var expected = oracle["coefficients"].Numbers();
        Assert.Equal(expected.Count(double.IsNaN), model.Aliased.Count);
        Assert.All(expected.Zip(model.Coefficients.Values), pair => AssertRelative(pair.First, pair.Second));
        AssertRelative(oracle["intercept"]!.GetValue<double>(), model.Intercept);
        Assert.All(oracle["first_fitted"].Numbers().Zip(model.PredictValues(table)), pair => AssertRelative(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(100.0)]
    public void Ridge_is_linear_regression_with_its_penalty(double l2)
    {
        var table = LinearTables.Sample("diabetes.csv");

        var ridge = new Ridge { L2 = l2 }.Fit(table, "progression");

        var linear = new LinearRegression { L2 = l2 }.Fit(table, "progression");
        Assert.Equal(linear.Coefficients, ridge.Coefficients);
        Assert.Equal(linear.Intercept, ridge.Intercept);
        Assert.StartsWith("Ridge regression for progression\n  (intercept) ", ridge.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_columns_are_told_in_one_message()
    {
        var table = Table.Create(
            Column.Of("colour", ["red", "blue", "red"]),
            Column.Of("a", [1, double.NaN, 3]),
            Column.Of("b", [double.NaN, double.NaN, 3]),
            Column.Of("c", [1, 2, double.NegativeInfinity]),
            Column.Of("y", [1.0, 2, 3]));

        var error = Assert.Throws<TableException>(() => new LinearRegression().Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: column 'colour' holds categories, which this learner cannot read: put the step OneHot before it; " +
            "columns 'a', 'b' lack values (first in row 2 of 'a'): put the step Impute before it; " +
            "column 'c' holds infinite numbers (first in row 3 of 'c'): make them missing and put the step Impute before it, or drop those rows.",
            error.Message);
        Assert.Equal("colour", error.Column);
    }

    [Fact]
    public void A_missing_value_to_predict_is_refused()
    {
        var model = new LinearRegression().Fit(LinearTables.Random(20, 2), "y");

        var error = Assert.Throws<TableException>(() => model.PredictValues(Table.Create(Column.Of("x0", [1, double.NaN]), Column.Of("x1", [1.0, 2]))));

        Assert.Equal("The table does not fit the model: column 'x0' lacks values (first in row 2 of 'x0'): put the step Impute before it.", error.Message);
        Assert.Equal("x0", error.Column);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_outside_its_range_is_refused(double l2)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new LinearRegression { L2 = l2 });

        Assert.Equal($"L2 must be a finite number of at least 0. (Parameter 'L2')\nActual value was {l2}.", error.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_model_prints_its_coefficients()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("longer", [0.0, 0, 0]), Column.Of("y", [1.0, 2, 3]));

        var text = new LinearRegression().Fit(table, "y").ToString();

        Assert.Equal("Linear regression for y\n  (intercept)        1\n  x                  1\n  longer       aliased", text);
    }

    /// <summary>Columns that others make up between those that are there, as tests/oracles/linear_aliased.R makes them.</summary>
    static Table WithCollinearColumns(Table table)
    {
        var age = table.Column<long>("age").Values.ToArray();
        var sex = table.Column<long>("sex").Values.ToArray();
        var bmi = table.Column<double>("body_mass_index").Values.ToArray();
        return Table.Create(
            table["age"],
            Column.Of("months", Array.ConvertAll(age, value => 12.0 * value)),
            table["sex"],
            table["body_mass_index"],
            Column.Of("mix", age.Select((value, row) => value + (2.0 * sex[row]) - (0.5 * bmi[row])).ToArray()),
            Column.Of("seven", Enumerable.Repeat(7.0, age.Length).ToArray()),
            table["ldl"],
            Column.Of("near", bmi.Select((value, row) => value + (1e-4 * (row % 5))).ToArray()),
            table["progression"],
            table["weight"]);
    }

    static void AssertRelative(double expected, double actual) =>
        Assert.True(
            (double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(expected - actual) <= 1e-8 * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
