using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class LassoTests
{
    [Fact]
    public void One_feature_by_hand()
    {
        // Centred: x = −1, 0, 1, y = −2, −1, 3; mean xy = 5/3, mean x² = 2/3, so w = (5/3 − Penalty) / (2/3).
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("y", [1.0, 2, 6]));

        var lasso = new Lasso { Penalty = 1, Tolerance = 1e-15 }.Fit(table, "y");
        var net = new ElasticNet { Penalty = 2, L1Share = 0.5, Tolerance = 1e-15 }.Fit(table, "y");

        Assert.Equal(1, lasso.Coefficients["x"], 1e-14);
        Assert.Equal(2, lasso.Intercept, 1e-14);
        Assert.Equal((5.0 / 3 - 1) / (2.0 / 3 + 1), net.Coefficients["x"], 1e-14);
        Assert.True(lasso.Converged && net.Converged);
    }

    [Theory]
    [InlineData("diabetes_1", 1.0, true, false)]
    [InlineData("diabetes_20_weighted", 20.0, true, true)]
    [InlineData("diabetes_1_without_intercept", 1.0, false, false)]
    public void Coefficients_are_those_of_scikit_learn(string name, double penalty, bool intercept, bool weighted)
    {
        var recipe = new Lasso { Penalty = penalty, Intercept = intercept, Tolerance = 1e-15 };

        var model = recipe.Fit(Diabetes(weighted), "progression", new FitOptions { Weight = weighted ? "weight" : null });

        Assert.InRange(model.Gap, 0, 1e-14);
        AssertOracle(name, model.Intercept, model.Coefficients);
    }

    [Theory]
    [InlineData("diabetes_net", false)]
    [InlineData("diabetes_net_weighted", true)]
    public void Elastic_net_coefficients_are_those_of_scikit_learn(string name, bool weighted)
    {
        var recipe = new ElasticNet { Penalty = 2, L1Share = 0.3, Tolerance = 1e-15 };

        var model = recipe.Fit(Diabetes(weighted), "progression", new FitOptions { Weight = weighted ? "weight" : null });

        Assert.True(model.Converged);
        AssertOracle(name, model.Intercept, model.Coefficients);
    }

    [Theory]
    [InlineData("waves", 12, 0.05, 1.0)]
    [InlineData("waves_net", 12, 0.05, 0.7)]
    [InlineData("wide", 1500, 0.1, 1.0)]
    [InlineData("wide_net", 1500, 0.2, 0.8)]
    public void Few_and_many_columns_give_the_coefficients_of_scikit_learn(string name, int columns, double penalty, double share)
    {
        var model = new ElasticNet { Penalty = penalty, L1Share = share, Tolerance = 1e-15 }.Fit(Waves(80, columns), "y");

        Assert.InRange(model.Gap, 0, 1e-14);
        AssertOracle(name, model.Intercept, model.Coefficients);
    }

    [Fact]
    public void The_standard_path_is_that_of_scikit_learn()
    {
        var oracle = Oracle.Read("lasso.json")["diabetes_path"]!;

        var path = new Lasso { Tolerance = 1e-15 }.Path(Diabetes(weighted: false), "progression");

        Assert.Equal(100, path.Count);
        Assert.All(path.Zip(oracle["penalties"].Numbers()), pair => Oracle.Near(pair.Second, pair.First.Recipe.Penalty, 1e-12));
        Assert.All(path.Zip(oracle["coefficients"]!.AsArray()), pair => AssertNear(pair.Second.Numbers(), [.. pair.First.Coefficients.Values]));
        Assert.All(path[0].Coefficients.Values, value => Assert.Equal(0, value, 1e-12));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1200)]
    public void A_model_of_the_path_is_the_model_of_its_penalty(int columns)
    {
        var table = Waves(60, columns);
        double[] penalties = [0.02, 0.5, 0.1];

        var path = new Lasso { Tolerance = 1e-14 }.Path(table, "y", penalties);

        Assert.Equal([0.5, 0.1, 0.02], path.Select(model => model.Recipe.Penalty));
        Assert.All(path, model => AssertNear([.. model.Recipe.Fit(table, "y").Coefficients.Values], [.. model.Coefficients.Values], 1e-6));
        Assert.All(path, model => Assert.True(model.Converged));
    }

    [Theory]
    [InlineData(30, 1.0)]
    [InlineData(30, 0.5)]
    [InlineData(1200, 1.0)]
    public void The_gap_bounds_the_distance_from_the_minimum(int columns, double share)
    {
        var table = Waves(70, columns);
        var best = Objective(new ElasticNet { Penalty = 0.03, L1Share = share, Tolerance = 1e-15 }.Fit(table, "y"), table);
        var meanSquare = Objective(new ElasticNet { Penalty = 1e6, L1Share = share }.Fit(table, "y"), table) * 2;

        foreach (var tolerance in new[] { 1e-1, 1e-3, 1e-5 })
        {
            var model = new ElasticNet { Penalty = 0.03, L1Share = share, Tolerance = tolerance }.Fit(table, "y");

            Assert.InRange(model.Gap, 0, tolerance);
            Assert.InRange(Objective(model, table) - best, -1e-13 * best, (model.Gap * meanSquare) + (1e-13 * best));
        }
    }

    [Theory]
    [InlineData("x1")] // x0 + 1e-4 x1 is nothing new
    [InlineData("noise")]
    public void Collinear_and_nearly_collinear_columns_converge_in_few_passes(string part)
    {
        var table = LinearTables.Random(300, 6).With(LinearTables.Random(300, 1, seed: 2)["x0"].Rename("noise"));
        var x0 = table.Column<double>("x0").Values.ToArray();
        var twin = table.Column<double>(part).Values.ToArray().Select((noise, row) => x0[row] + (1e-4 * noise)).ToArray();

        var model = new Lasso { Penalty = 1e-6, Tolerance = 1e-11 }.Fit(table.Drop("noise").With(Column.Of("twin", twin)), "y");

        Assert.True(model.Converged);
        Assert.InRange(model.Iterations, 1, 400); // coordinates one by one would take some 1e8
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters()
    {
        var table = LinearTables.Random(120, 8);
        var weights = Enumerable.Range(0, 120).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 120).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new Lasso { Penalty = 0.2, Tolerance = 1e-15 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var expected = recipe.Fit(repeated, "y");
        AssertNear([.. expected.Coefficients.Values], [.. weighted.Coefficients.Values], 1e-12);
        Oracle.Near(expected.Intercept, weighted.Intercept, 1e-12);
    }

    [Fact]
    public void Shifting_and_scaling_the_target_and_penalty_moves_and_scales_the_model()
    {
        var table = LinearTables.Random(120, 8);
        var model = new Lasso { Penalty = 0.2, Tolerance = 1e-15 }.Fit(table, "y");

        var scaled = new Lasso { Penalty = 200, Tolerance = 1e-15 }.Fit(table.Map("y", value => (1000 * value) + 7000), "y");

        AssertNear([.. model.Coefficients.Values.Select(value => 1000 * value)], [.. scaled.Coefficients.Values], 1e-11);
        Oracle.Near((1000 * model.Intercept) + 7000, scaled.Intercept, 1e-11);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_for_many_columns()
    {
        var table = Waves(90, 1300);

        var models = new[] { 1, 2, 7 }.Select(threads => new Lasso { Penalty = 0.1 }.Fit(table, "y", new FitOptions { MaxThreads = threads })).ToArray();

        Assert.All(models, model => Assert.Equal(models[0].Coefficients, model.Coefficients));
    }

    [Fact]
    public void Not_converging_is_told_by_the_model()
    {
        var model = new Lasso { Penalty = 1e-3, Tolerance = 1e-12, MaxIterations = 1 }.Fit(Waves(60, 50), "y");

        Assert.False(model.Converged);
        Assert.Equal(1, model.Iterations);
        Assert.True(model.Gap > 1e-12);
    }

    [Fact]
    public void A_constant_target_has_a_path_of_one_model()
    {
        var table = LinearTables.Random(30, 2).With(Column.Of("y", Enumerable.Repeat(4.0, 30).ToArray()));

        var model = Assert.Single(new Lasso().Path(table, "y"));

        Assert.Equal(4, model.Intercept);
        Assert.All(model.Coefficients.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_cancelled_path_ends_and_a_path_tells_how_far_it_is()
    {
        using var source = new CancellationTokenSource();
        var told = new List<FitProgress>();
        var listener = new Listener(step =>
        {
            told.Add(step);
            if (told.Count == 5)
            {
                source.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => new Lasso().Path(Waves(60, 30), "y", new FitOptions { CancellationToken = source.Token, Progress = listener }));

        Assert.Equal(Enumerable.Range(1, 5).Select(done => new FitProgress("penalties", done, 100)), told);
    }

    [Fact]
    public void Settings_and_penalties_outside_their_range_are_refused()
    {
        var table = LinearTables.Random(30, 2);

        Assert.Equal("Penalty", Assert.Throws<ArgumentOutOfRangeException>(() => new Lasso { Penalty = 0 }).ParamName);
        Assert.Equal("L1Share", Assert.Throws<ArgumentOutOfRangeException>(() => new ElasticNet { L1Share = 0 }).ParamName);
        Assert.Equal("Tolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new Lasso { Tolerance = -1 }).ParamName);
        Assert.Equal("MaxIterations", Assert.Throws<ArgumentOutOfRangeException>(() => new Lasso { MaxIterations = 0 }).ParamName);
        Assert.Equal(
            "'penalties' is empty, expected at least one penalty. (Parameter 'penalties')",
            Assert.Throws<ArgumentException>(() => new Lasso().Path(table, "y", [])).Message);
        Assert.StartsWith(
            "Each of 'penalties' must be a finite number above 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ElasticNet().Path(table, "y", [1, double.NaN])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_prints_its_coefficients()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("z", [0.5, -1, 0.5]), Column.Of("y", [1.0, 2, 6]));

        Assert.Equal(
            "Lasso for y, 1 of 2 features used (converged after 1 pass)\n  (intercept)  2\n  x            1\n  z            0",
            new Lasso { Penalty = 1 }.Fit(table, "y").ToString());
    }

    static Table Diabetes(bool weighted)
    {
        var table = LinearTables.WithOracleWeights(LinearTables.Sample("diabetes.csv"));
        return weighted ? table : table.Drop("weight");
    }

    static Table Waves(int rows, int columns)
    {
        var x = Enumerable.Range(0, columns)
            .Select(j => Enumerable.Range(0, rows).Select(i => Math.Sin(0.7 + (0.37 * i * (j + 1)) + (0.11 * j * j))).ToArray()).ToArray();
        var y = Enumerable.Range(0, rows).Select(i => (3 * x[0][i]) - (2 * x[3][i]) + x[7][i] + (0.3 * Math.Sin(5.0 * i))).ToArray();
        return Table.Create([.. x.Select((values, j) => (Column)Column.Of($"x{j}", values)), Column.Of("y", y)]);
    }

    static double Objective(ElasticNetModel model, Table table)
    {
        var y = table.Column<double>("y").Values.ToArray();
        var squares = model.PredictValues(table).Select((value, row) => (y[row] - value) * (y[row] - value)).Average();
        var share = model.Recipe.L1Share;
        return (0.5 * squares)
            + (0.03 * model.Coefficients.Values.Sum(w => (share * Math.Abs(w)) + (0.5 * (1 - share) * w * w)) * (model.Recipe.Penalty < 1 ? 1 : 0));
    }

    static void AssertOracle(string name, double intercept, IReadOnlyDictionary<string, double> coefficients)
    {
        var oracle = Oracle.Read("lasso.json")[name]!;
        AssertNear(oracle["coefficients"].Numbers(), [.. coefficients.Values]);
        AssertNear([oracle["intercept"]!.GetValue<double>()], [intercept]);
    }

    // Both are exact to working precision times the condition of the columns in use.
    static void AssertNear(double[] expected, double[] actual, double tolerance = 1e-8)
    {
        var size = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance * Math.Max(size, 1e-3)));
    }

    sealed class Listener(Action<FitProgress> hear) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => hear(value);
    }
}
