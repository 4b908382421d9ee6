using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Logistic regression with a penalty on the sizes of the coefficients.</summary>
public sealed class LogisticSparseTests
{
    [Fact]
    public void One_feature_by_hand()
    {
        // Without intercept, x = ±1 and y agreeing in 3 of 4 rows: 4 · (1/4 − σ(−w)) = L1, so that w = log((3 − L1) / (1 + L1)).
        var table = Table.Create(Column.Of("x", [1.0, 1, -1, -1]), Column.Of("y", [true, true, false, true]));

        var model = new LogisticRegression { L1 = 0.5, L2 = 0, Intercept = false, Tolerance = 1e-13 }.Fit(table, "y");
        var none = new LogisticRegression { L1 = 1, L2 = 0, Intercept = false }.Fit(table, "y");

        Assert.Equal(Math.Log(2.5 / 1.5), model.Coefficients["x"][0], 1e-12);
        Assert.Equal(0, none.Coefficients["x"][0]);
    }

    [Theory]
    [InlineData("breast_cancer_l1", "breast-cancer.csv", "diagnosis", false, true)]
    [InlineData("breast_cancer_net_weighted", "breast-cancer.csv", "diagnosis", true, true)]
    [InlineData("breast_cancer_l1_without_intercept", "breast-cancer.csv", "diagnosis", false, false)]
    [InlineData("iris_l1", "iris.csv", "species", false, true)]
    [InlineData("iris_net", "iris.csv", "species", false, true)]
    [InlineData("wine_l1", "wine.csv", "cultivar", false, true)]
    [InlineData("wine_net_weighted", "wine.csv", "cultivar", true, true)]
    public void The_objective_is_that_of_scikit_learn(string name, string file, string target, bool weighted, bool intercept)
    {
        var oracle = Oracle.Read("logistic_sparse.json")[name]!;
        var table = LinearTables.WithOracleWeights(LinearTables.Standardized(LinearTables.Sample(file), target));
        var recipe = new LogisticRegression { L1 = oracle["l1"]!.GetValue<double>(), L2 = oracle["l2"]!.GetValue<double>(), Intercept = intercept, Tolerance = 1e-11 };

        var model = recipe.Fit(weighted ? table : table.Drop("weight"), target, new FitOptions { Weight = weighted ? "weight" : null });

        // saga stops where no coefficient changes by more than 1e-14 of the largest.
        var expected = oracle["objective"]!.GetValue<double>();
        Assert.True(model.Converged);
        Assert.InRange((Objective(model, table, target, weighted) - expected) / expected, -1e-8, 1e-12);
        for (var score = 0; score < model.Intercepts.Count; score++)
        {
            var row = oracle["coefficients"]![score].Numbers();
            Assert.All(row.Zip(model.Coefficients.Values), pair => Assert.Equal(pair.First == 0, pair.Second[score] == 0));
            Assert.All(row.Zip(model.Coefficients.Values), pair => Oracle.Near(pair.First, pair.Second[score], 1e-6));
        }
    }

    [Theory]
    [InlineData(2, 1.0, 0.0, 1.0)]
    [InlineData(2, 1.0, 0.3, 1e-6)]
    [InlineData(4, 1.0, 0.0, 1.0)]
    [InlineData(4, 0.5, 1.0, 1e6)]
    public void Zero_is_among_the_subgradients_of_the_stated_objective(int classes, double l1, double l2, double unit)
    {
        var table = LinearTables.Random(300, 6, classes).Map("x2", value => unit * (value + 3));
        var model = new LogisticRegression { L1 = l1, L2 = l2, Tolerance = 1e-12 }.Fit(table, "y");

        var p = model.PredictProbabilities(table);
        var y = Enumerable.Range(0, 300).Select(row => model.Classes.IndexOf(table["y"].Format(row))).ToArray();
        Assert.True(model.Converged);
        foreach (var (name, coefficients) in model.Coefficients)
        {
            var x = table.Column<double>(name).Values.ToArray();
            for (var score = 0; score < coefficients.Count; score++)
            {
                var place = classes == 2 ? 1 : score;
                var slope = Enumerable.Range(0, 300).Sum(row => x[row] * (p[(row * classes) + place] - (y[row] == place ? 1 : 0))) + (l2 * coefficients[score]);
                var margin = 1e-8 * Math.Max(1, name == "x2" ? unit : 1);
                Assert.InRange(coefficients[score] == 0 ? Math.Max(0, Math.Abs(slope) - l1) : Math.Abs(slope + (l1 * Math.Sign(coefficients[score]))), 0, margin);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Many_columns_converge_with_few_in_use(int classes)
    {
        var table = LinearTables.Random(80, 1500, classes);

        var model = new LogisticRegression { L1 = 5, L2 = 0, Tolerance = 1e-9 }.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.InRange(model.Coefficients.Values.Count(values => values.Any(value => value != 0)), 1, 80);
        LearnerCase.AssertSound(model, table);
    }

    [Fact]
    public void Classes_solved_for_one_beside_the_other_reach_the_same_minimum()
    {
        // 5 classes × up to 331 coordinates: with more columns in use than 306, their effects on each other are not computed.
        var table = LinearTables.Random(700, 330, 5);
        var recipe = new LogisticRegression { L1 = 0.2, L2 = 0.5, Tolerance = 1e-6 };

        var model = recipe.Fit(table, "y");

        Assert.True(model.Converged);
        Assert.InRange(model.Coefficients.Values.Count(values => values.Any(value => value != 0)), 307, 330);
        Assert.InRange(model.Iterations, 2, 500);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_large_penalty_leaves_the_shares_of_the_classes(int classes)
    {
        var table = LinearTables.Random(90, 3, classes);
        var shares = new PriorClassifier().Fit(table, "y").PredictProbabilities(table);

        var model = new LogisticRegression { L1 = 1e4 }.Fit(table, "y");

        Assert.All(model.Coefficients.Values.SelectMany(values => values), value => Assert.Equal(0, value));
        Assert.All(model.PredictProbabilities(table).Zip(shares), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Separable_classes_converge(int classes)
    {
        var x = Enumerable.Range(0, 60).Select(row => (double)row).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => (long)value / (60 / classes)).ToArray()));

        var model = new LogisticRegression { L1 = 1e-3, L2 = 0 }.Fit(table, "y");

        Assert.True(model.Converged);
        LearnerCase.AssertSound(model, table);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Neither_the_order_of_rows_nor_writing_weights_as_repeated_rows_matters(int classes)
    {
        var table = LinearTables.Random(200, 5, classes);
        var weights = Enumerable.Range(0, 200).Select(row => row % 3L).ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 200).Reverse().SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        var recipe = new LogisticRegression { L1 = 1, Tolerance = 1e-11 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var expected = recipe.Fit(repeated, "y");
        Assert.All(expected.Coefficients, pair => Assert.All(pair.Value.Zip(weighted.Coefficients[pair.Key]), both => Oracle.Near(both.First, both.Second, 1e-9)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same_model_to_the_bit(int classes)
    {
        var table = LinearTables.Random(20_000, 8, classes);

        var models = new[] { 1, 2, 7 }.Select(threads => new LogisticRegression { L1 = 20 }.Fit(table, "y", new FitOptions { MaxThreads = threads })).ToArray();

        Assert.All(models, model => Assert.Equal(models[0].Coefficients, model.Coefficients));
    }

    [Fact]
    public void Progress_is_told_and_a_fit_cancelled_between_iterations_ends()
    {
        using var source = new CancellationTokenSource();
        var told = new List<FitProgress>();
        var table = LinearTables.Random(300, 5, 3);

        var model = new LogisticRegression { L1 = 0.1 }.Fit(table, "y", new FitOptions { Progress = new Listener(told.Add) });

        var options = new FitOptions { CancellationToken = source.Token, Progress = new Listener(_ => source.Cancel()) };
        Assert.Equal(Enumerable.Range(1, model.Iterations), told.Select(step => step.Done));
        Assert.Equal(told.Select(step => step.TrainingLoss).OrderDescending(), told.Select(step => step.TrainingLoss));
        Assert.ThrowsAny<OperationCanceledException>(() => new LogisticRegression { L1 = 0.1, Tolerance = 0 }.Fit(table, "y", options));
    }

    [Fact]
    public void A_negative_penalty_is_refused() =>
        Assert.Equal("L1", Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { L1 = -1 }).ParamName);

    [Theory]
    [InlineData(new[] { 1.0, 2, 9 }, 1.0, 0.0, 2.0)] // the median
    [InlineData(new[] { 1.0, 2, 9 }, 0.0, 1.0, 4.0)] // the mean
    [InlineData(new[] { 1.0, 2, 9 }, 1.0, 1.0, 11.0 / 3)] // 3 c = 12 − (2 − 1)
    [InlineData(new[] { -1.0, 0, 0, 5 }, 1.0, 0.1, 0.0)]
    [InlineData(new[] { -1.0, 1 }, 1.0, 0.0, 0.0)] // any between is as good
    public void The_best_common_shift_by_hand(double[] values, double l1, double l2, double expected) =>
        Assert.Equal(expected, ProximalNewton.BestShift(values, l1, l2), 1e-14);

    static double Objective(LogisticRegressionModel model, Table table, string target, bool weighted)
    {
        var p = model.PredictProbabilities(table);
        var weights = table.Column<long>("weight").Values;
        var sum = 0.0;
        for (var row = 0; row < table.RowCount; row++)
        {
            sum -= (weighted ? weights[row] : 1) * Math.Log(p[(row * model.Classes.Count) + model.Classes.IndexOf(table[target].Format(row))]);
        }

        return sum + model.Coefficients.Values.SelectMany(values => values).Sum(w => (model.Recipe.L1 * Math.Abs(w)) + (0.5 * model.Recipe.L2 * w * w));
    }

    sealed class Listener(Action<FitProgress> hear) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => hear(value);
    }
}
