using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Two_groups_by_hand()
    {
        // Without a penalty, the fit gives each group its share: 1/4 at x = 0 and 3/4 at x = 1, log-odds −log 3 and log 3.
        var table = Table.Create(
            Column.Of("x", [0L, 0, 0, 0, 1, 1, 1, 1]),
            Column.Of("y", [true, false, false, false, true, true, true, false]));

        var model = new LogisticRegression { L2 = 0, Tolerance = 1e-12 }.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.Equal(-Math.Log(3), model.Intercepts[0], 1e-11);
        Assert.Equal(2 * Math.Log(3), model.Coefficients["x"][0], 1e-11);
        Assert.Equal([0.75, 0.25], model.PredictProbabilities(table.Slice(0, 1)).Select(value => Math.Round(value, 10)));
    }

    [Fact]
    public void Three_groups_by_hand()
    {
        // As many sums as groups: the fit gives each group its shares.
        var table = Table.Create(
            Column.Of("g", ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c"]),
            Column.Of("y", [1L, 1, 2, 3, 1, 2, 2, 3, 1, 2, 3, 3]));

        var model = new OneHot().Then(new LogisticRegression { L2 = 0, Tolerance = 1e-12 }).Fit(table, "y");

        var probabilities = model.PredictProbabilities(table.Take([0, 4, 8]));
        double[] expected = [0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.5];
        Assert.All(expected.Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
    }

    [Fact]
    public void A_huge_penalty_leaves_the_shares_of_the_classes()
    {
        var table = LinearTables.Random(90, 3, classes: 3);
        var shares = new PriorClassifier().Fit(table, "y").PredictProbabilities(table.Slice(0, 1));

        var model = new LogisticRegression { L2 = 1e12 }.Fit(table, "y");

        Assert.All(model.PredictProbabilities(table).Chunk(3), row => Assert.All(row.Zip(shares), pair => Assert.Equal(pair.Second, pair.First, 1e-6)));
    }

    [Theory]
    [InlineData(2, true, 0.5)]
    [InlineData(2, false, 0.5)]
    [InlineData(4, true, 0.5)]
    [InlineData(4, false, 2.0)]
    public void The_gradient_of_the_stated_objective_is_zero(int classes, bool intercept, double l2)
    {
        var table = LinearTables.Random(300, 4, classes);
        var model = new LogisticRegression { L2 = l2, Intercept = intercept, Tolerance = 1e-12 }.Fit(table, "y");

        var p = model.PredictProbabilities(table);
        var target = table.Column<double>("x0").Length;
        var y = Enumerable.Range(0, target).Select(row => model.Classes.IndexOf(table["y"].Format(row))).ToArray();
        for (var j = 0; j < 4; j++)
        {
            var x = table.Column<double>($"x{j}").Values.ToArray();
            for (var score = 0; score < model.Intercepts.Count; score++)
            {
                var place = classes == 2 ? 1 : score;
                var gradient = Enumerable.Range(0, 300).Sum(row => x[row] * (p[(row * classes) + place] - (y[row] == place ? 1 : 0)));
                Assert.Equal(0, gradient + (l2 * model.Coefficients[$"x{j}"][score]), 1e-8); // 1e-12 for each of 300 rows, and rounding
            }
        }

        Assert.True(model.Converged);
        Assert.All(model.Intercepts, value => Assert.True(intercept || value == 0));
    }

    [Theory]
    [InlineData("breast_cancer", "breast-cancer.csv", "diagnosis", false)]
    [InlineData("breast_cancer_weighted", "breast-cancer.csv", "diagnosis", true)]
    [InlineData("iris", "iris.csv", "species", false)]
    public void Coefficients_are_those_of_scikit_learn(string name, string file, string target, bool weighted)
    {
        var oracle = Oracle.Read("linear.json")[name]!;
        var table = LinearTables.WithOracleWeights(LinearTables.Sample(file));

        var recipe = new LogisticRegression { Tolerance = 1e-12 };
        var model = weighted ? recipe.Fit(table, target, new FitOptions { Weight = "weight" }) : recipe.Fit(table.Drop("weight"), target);

        // scikit-learn stops at a gradient of 1e-7 of the sum of 150 rows' losses for iris, near working precision for breast cancer.
        var tolerance = name == "iris" ? 1e-6 : 1e-8;
        Assert.True(model.Converged);
        Assert.Equal(oracle["classes"]!.AsArray().Select(item => item!.GetValue<string>()), model.Classes);
        AssertRelative(oracle["intercepts"].Numbers(), [.. model.Intercepts], tolerance);
        Assert.All(model.Coefficients, pair => AssertRelative(oracle["coefficients"]![pair.Key].Numbers(), [.. pair.Value], tolerance));
        // scikit-learn computes one probability as 1 minus the other, which leaves it the digits of 1 only.
        var probabilities = oracle["first_probabilities"]!.AsArray().SelectMany(Oracle.Numbers).Zip(model.PredictProbabilities(table.Slice(0, 3)));
        Assert.All(probabilities, pair => Oracle.Near(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void Coefficients_without_penalty_are_those_of_R()
    {
        JsonNode oracle = Oracle.Read("linear.json")["iris_two_species"]!["values"]!;
        var iris = LinearTables.Sample("iris.csv");
        var two = LinearTables.WithOracleWeights(iris.Slice(50, 100));

        var model = new LogisticRegression { L2 = 0, Tolerance = 1e-13 }.Fit(two, "species", new FitOptions { Weight = "weight" });

        // R's iterations end at a relative change of the deviance of 1e-15.
        AssertRelative(oracle.Numbers(), [model.Intercepts[0], .. model.Coefficients.Values.Select(values => values[0])], 1e-8);
    }

    [Theory]
    [InlineData("mortgages.csv", "deny", 30)]
    [InlineData("credit-cards.csv", "card", 80)]
    [InlineData("breast-cancer.csv", "diagnosis", 50)]
    [InlineData("digits.csv", "digit", 120)]
    public void Columns_of_very_different_units_need_few_iterations(string file, string target, int most)
    {
        // Twice what it takes. Without the curvature of the rows, digits takes over a thousand.
        var model = new Impute().Then(new OneHot()).Then(new LogisticRegression { Tolerance = 1e-10 }).Fit(LinearTables.Sample(file), target);

        var last = Assert.IsType<LogisticRegressionModel>(model.Last);
        Assert.True(last.Converged);
        Assert.InRange(last.Iterations, 1, most);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Separable_classes_without_penalty_end_with_finite_coefficients(int classes)
    {
        var x = Enumerable.Range(0, 60).Select(row => (double)row).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => (long)value / (60 / classes)).ToArray()));

        var model = new LogisticRegression { L2 = 0 }.Fit(table, "y");

        Assert.True(model.Converged);
        LearnerCase.AssertSound(model, table);
        Assert.Equal(1, model.Evaluate(table)["accuracy"]);
    }

    [Fact]
    public void Not_converging_is_told_by_the_model()
    {
        var model = new LogisticRegression { MaxIterations = 1, Tolerance = 1e-12 }.Fit(LinearTables.Random(100, 5, 2), "y");

        Assert.False(model.Converged);
        Assert.Equal(1, model.Iterations);
        Assert.InRange(model.GradientNorm, 1e-12, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void More_columns_than_rows_converge(int classes)
    {
        var table = LinearTables.Random(20, 60, classes);

        var model = new LogisticRegression { Tolerance = 1e-9 }.Fit(table, "y");

        Assert.True(model.Converged);
        LearnerCase.AssertSound(model, table);
    }

    [Fact]
    public void Two_equal_columns_share_the_coefficient_of_one_without_penalty()
    {
        var table = LinearTables.Random(200, 3, 2);
        var recipe = new LogisticRegression { L2 = 0, Tolerance = 1e-11 };
        var one = recipe.Fit(table, "y");

        var two = recipe.Fit(table.With(table["x1"].Rename("again")), "y");

        Assert.True(two.Converged);
        Oracle.Near(one.Coefficients["x1"][0], two.Coefficients["x1"][0] + two.Coefficients["again"][0], 1e-8);
        Oracle.Near(two.Coefficients["again"][0], two.Coefficients["x1"][0], 1e-6);
    }

    [Fact]
    public void Constant_column_has_the_coefficient_zero_and_changes_nothing()
    {
        var table = LinearTables.Random(100, 3, 3);
        var model = new LogisticRegression().Fit(table, "y");

        var with = new LogisticRegression().Fit(table.With(Column.Of("constant", Enumerable.Repeat(0.3, 100).ToArray())), "y");

        Assert.Equal([0, 0, 0], with.Coefficients["constant"]);
        Assert.Equal(model.Coefficients["x1"], with.Coefficients["x1"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Moving_and_scaling_a_column_moves_and_scales_its_coefficient_without_penalty(int classes)
    {
        var table = LinearTables.Random(300, 4, classes);
        var recipe = new LogisticRegression { L2 = 0, Tolerance = 1e-11 };
        var model = recipe.Fit(table, "y");

        var scaled = recipe.Fit(table.Map("x2", value => (1e6 * value) + 1e7), "y");

        for (var score = 0; score < model.Intercepts.Count; score++)
        {
            Oracle.Near(model.Coefficients["x2"][score], scaled.Coefficients["x2"][score] * 1e6, 1e-8);
            Oracle.Near(model.Coefficients["x0"][score], scaled.Coefficients["x0"][score], 1e-8);
            Oracle.Near(model.Intercepts[score] - (10 * model.Coefficients["x2"][score]), scaled.Intercepts[score], 1e-7);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters(int classes)
    {
        var table = LinearTables.Random(200, 3, classes);
        var weights = Enumerable.Range(0, 200).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 200).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new LogisticRegression { Tolerance = 1e-11 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var expected = recipe.Fit(repeated, "y");
        Assert.All(expected.Coefficients, pair => Assert.All(pair.Value.Zip(weighted.Coefficients[pair.Key]), both => Oracle.Near(both.First, both.Second, 1e-8)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_model_to_the_bit()
    {
        var table = LinearTables.Random(30_000, 12, 3);

        var models = new[] { 1, 2, 7 }.Select(threads => new LogisticRegression().Fit(table, "y", new FitOptions { MaxThreads = threads })).ToArray();

        Assert.All(models, model => Assert.Equal(models[0].Coefficients, model.Coefficients));
        Assert.All(models, model => Assert.Equal(models[0].Intercepts, model.Intercepts));
    }

    [Fact]
    public void The_loss_that_progress_tells_falls()
    {
        var told = new List<FitProgress>();

        var model = new LogisticRegression().Fit(LinearTables.Random(300, 5, 3), "y", new FitOptions { Progress = new Listener(told.Add) });

        Assert.Equal(model.Iterations, told.Count);
        Assert.All(told, step => Assert.Equal(("iterations", 1000), (step.Stage, step.Total)));
        Assert.Equal(told.Select(step => step.TrainingLoss).OrderDescending(), told.Select(step => step.TrainingLoss));
    }

    [Fact]
    public void A_fit_cancelled_between_iterations_ends()
    {
        using var source = new CancellationTokenSource();
        var options = new FitOptions { CancellationToken = source.Token, Progress = new Listener(_ => source.Cancel()) };

        Assert.ThrowsAny<OperationCanceledException>(() => new LogisticRegression().Fit(LinearTables.Random(300, 5, 3), "y", options));
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Equal("L2", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { L2 = -0.1 }).ParamName);
        Assert.Equal("Tolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { Tolerance = double.NaN }).ParamName);
        Assert.Equal("MaxIterations", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { MaxIterations = 0 }).ParamName);
    }

    [Fact]
    public void The_model_prints_its_coefficients()
    {
        var two = Table.Create(Column.Of("x", [-1.0, 1, -1, 1]), Column.Of("y", ["no", "no", "yes", "yes"]));
        var three = Table.Create(Column.Of("x", [-1.0, 1, -1, 1, -1, 1]), Column.Of("y", ["a", "a", "b", "b", "c", "c"]));

        Assert.Equal(
            "Logistic regression for y, log-odds of yes (converged after 0 iterations)\n  (intercept)  0\n  x            0",
            new LogisticRegression().Fit(two, "y").ToString());
        Assert.Equal(
            "Logistic regression for y (converged after 0 iterations)\n               a  b  c\n  (intercept)  0  0  0\n  x            0  0  0",
            new LogisticRegression().Fit(three, "y").ToString());
    }

    static void AssertRelative(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(
            expected.Zip(actual),
            pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance * Math.Abs(pair.First), $"expected {pair.First:R}, found {pair.Second:R}"));
    }

    sealed class Listener(Action<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told(value);
    }
}
