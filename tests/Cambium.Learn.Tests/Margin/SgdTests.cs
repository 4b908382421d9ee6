using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SgdTests
{
    static readonly SgdClassifier Five = new() { Shuffle = false, MaxIterations = 5, Patience = 10 };
    static readonly SgdClassifier Stop = new() { Shuffle = false };

    static readonly Dictionary<string, Recipe> Recipes = new()
    {
        ["cancer_hinge"] = Five,
        ["cancer_log"] = Stop with { Loss = SgdLoss.Log, Schedule = LearningSchedule.InverseScaling, LearningRate = 0.2 },
        ["cancer_squared_hinge"] = Five with { Loss = SgdLoss.SquaredHinge, Schedule = LearningSchedule.InverseScaling, LearningRate = 0.0005, Power = 0.3 },
        ["cancer_modified_huber"] = Five with { Loss = SgdLoss.ModifiedHuber, Schedule = LearningSchedule.Constant, LearningRate = 0.02 },
        ["cancer_average"] = Five with { Loss = SgdLoss.Log, Schedule = LearningSchedule.Constant, LearningRate = 0.05, AverageFrom = 100 },
        ["cancer_l1"] = Five with { Loss = SgdLoss.Log, L1Share = 1, Penalty = 0.01 },
        ["cancer_elastic_net"] = Five with { L1Share = 0.4, Penalty = 0.005 },
        ["wine_hinge"] = Five,
        ["wine_adaptive"] = Stop with { Loss = SgdLoss.Log, Schedule = LearningSchedule.Adaptive, LearningRate = 0.5 },
        ["wine_perceptron"] = new Perceptron { Shuffle = false, MaxIterations = 5, Patience = 10 },
        ["diabetes_squared"] = new SgdRegressor { Shuffle = false },
        ["diabetes_huber"] = new SgdRegressor { Shuffle = false, MaxIterations = 5, Patience = 10, Loss = SgdRegressionLoss.Huber, Epsilon = 0.3, AverageFrom = 1 },
        ["diabetes_epsilon"] = new SgdRegressor
        {
            Shuffle = false, MaxIterations = 5, Patience = 10, Loss = SgdRegressionLoss.EpsilonInsensitive, Epsilon = 0.2, Schedule = LearningSchedule.Optimal, Penalty = 0.001,
        },
    };

    public static TheoryData<string> Cases => [.. Recipes.Keys];

    [Fact]
    public void Two_rows_by_hand()
    {
        // At step ½ and no penalty: the first row moves w from 0 to ½ · 2 = 1 and b to ½; the second, at score −1 + ½, to 1 + ½ and 0.
        var table = Table.Create(Column.Of("x", [2.0, -1]), Column.Of("y", ["b", "a"]));
        var recipe = new SgdClassifier { Penalty = 0, Schedule = LearningSchedule.Constant, LearningRate = 0.5, MaxIterations = 1, Shuffle = false };

        var model = recipe.Fit(table, "y");

        Assert.Equal(1.5, model.Coefficients[0]);
        Assert.Equal(0, model.Intercepts[0]);
        Assert.Equal(2, model.RowsSeen);
        Assert.Equal([3, -1.5], model.PredictMargins(table));
    }

    [Fact]
    public void A_perceptron_by_hand()
    {
        var table = Table.Create(Column.Of("x", [2.0, -1, 3]), Column.Of("y", ["b", "a", "b"]));

        // The first row, at score 0, moves w to 2 and b to 1; the others are on their sides.
        var model = new Perceptron { MaxIterations = 1, Shuffle = false }.Fit(table, "y");

        Assert.Equal(2, model.Coefficients[0]);
        Assert.Equal(1, model.Intercepts[0]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_shuffling_the_steps_are_those_of_scikit_learn(string name)
    {
        var oracle = Oracle.Read("sgd.json")[name]!;
        var (table, target) = Sample(name);
        var weighted = name is "cancer_modified_huber" or "diabetes_huber";

        var model = weighted ? Recipes[name].Fit(LinearTables.WithOracleWeights(table), target, new FitOptions { Weight = "weight" }) : Recipes[name].Fit(table, target);

        AssertSame(oracle, model, Recipes[name] is SgdClassifier { Loss: SgdLoss.Log } ? 1e-6 : 1e-8);
        Assert.Equal(oracle["epochs"]!.GetValue<int>(), Known(model).Epochs);
    }

    [Fact]
    public void Learning_on_in_parts_is_as_partial_fit_of_scikit_learn()
    {
        var (wine, cultivar) = Sample("wine");
        var (diabetes, progression) = Sample("diabetes");

        // The first part must show all classes; it does.
        var classifier = (Stop with { Loss = SgdLoss.Log, MaxIterations = 1 }).Fit(wine.Slice(0, 60), cultivar).Continue(wine.Slice(60, 59)).Continue(wine.Slice(119, 59));
        var regressor = new SgdRegressor { Shuffle = false, MaxIterations = 1 }.Fit(diabetes.Slice(0, 148), progression).Continue(diabetes.Slice(148, 147)).Continue(diabetes.Slice(295, 147));

        AssertSame(Oracle.Read("sgd.json")["wine_parts"]!, classifier, 1e-6);
        AssertSame(Oracle.Read("sgd.json")["diabetes_parts"]!, regressor, 1e-8);
        Assert.Equal(178, classifier.RowsSeen);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 0)]
    [InlineData(20, 0.5)]
    public void A_saved_model_learns_on_as_the_one_that_was_saved(int averageFrom, double l1)
    {
        var table = SparseTables.Texts(120, 30, 3);
        var model = new SgdClassifier { Loss = SgdLoss.Log, AverageFrom = averageFrom, L1Share = l1, MaxIterations = 2 }.Fit(table.Slice(0, 60), "y");
        var before = model.Coefficients;

        var on = model.Continue(table.Slice(60, 60), passes: 3);
        var loaded = ((SgdClassifierModel)LearnerCase.SaveAndLoad(model)).Continue(table.Slice(60, 60), passes: 3);

        Assert.Equal(LearnerCase.Bytes(on), LearnerCase.Bytes(loaded));
        Assert.Equal(before, model.Coefficients);
        Assert.Equal((2 * 60) + (3 * 60), on.RowsSeen);
        Assert.Equal(3, on.Iterations);
    }

    [Fact]
    public void Long_training_of_a_hinge_comes_near_the_optimum_of_a_linear_svm()
    {
        var (table, target) = Sample("cancer");
        var c = 1 / (0.001 * table.RowCount);
        var best = new LinearSvm { Loss = MarginLoss.Linear, C = c, InterceptScaling = 0, Tolerance = 1e-6, MaxIterations = 100_000 }.Fit(table, target);

        var model = new SgdClassifier { Penalty = 0.001, Intercept = false, MaxIterations = 400, Patience = 400, AverageFrom = 569 * 100 }.Fit(table, target);

        var signs = Enumerable.Range(0, table.RowCount).Select(row => table[target].Format(row) == model.Classes[1] ? 1 : -1).ToArray();
        var losses = model.PredictMargins(table).Zip(signs, (margin, sign) => Math.Max(0, 1 - (margin * sign)));
        var objective = (0.5 * model.Coefficients.Sum(w => w * w)) + (c * losses.Sum());
        Assert.InRange(objective / best.Objectives[0], 1, 1.02); // 400 passes from the optimum
    }

    [Fact]
    public void An_L1_penalty_leaves_weights_of_0()
    {
        var table = SparseTables.Texts(400, 200, 2);

        var plain = new SgdClassifier { Loss = SgdLoss.Log }.Fit(table, "y");
        var thin = new SgdClassifier { Loss = SgdLoss.Log, L1Share = 1, Penalty = 0.005 }.Fit(table, "y");

        Assert.True(thin.Coefficients.Count(w => w == 0) > 100);
        Assert.True(plain.Coefficients.Count(w => w == 0) < 50);
    }

    [Fact]
    public void Rows_held_out_end_the_fit()
    {
        var (table, target) = Sample("cancer");
        var recipe = new SgdClassifier { Loss = SgdLoss.Log, Penalty = 1e-5, Tolerance = 0, MaxIterations = 500 };

        var share = (recipe with { ValidationShare = 0.3 }).Fit(table, target);
        var given = recipe.Fit(table.Slice(0, 400), target, new FitOptions { Validation = table.Slice(400, 169) });

        Assert.True(share.Converged && given.Converged);
        Assert.Equal(398, share.RowsSeen / share.Iterations);
        Assert.Equal(400, given.RowsSeen / given.Iterations);
        Assert.NotEqual(recipe.Fit(table.Slice(0, 400), target).Iterations, given.Iterations);
    }

    [Fact]
    public void Validation_rows_that_cannot_be_used_are_refused_with_all_problems()
    {
        var table = LinearTables.Random(60, 2, classes: 2);
        var numbers = LinearTables.Random(60, 2);
        var broken = new FitOptions { Validation = table.Map("x0", value => double.NaN).Map("x1", value => value > 0 ? double.PositiveInfinity : value) };
        const string Problems =
            "The validation rows cannot be used: column 'x0' lacks values (first in row 1 of 'x0'): put the step Impute before it; " +
            "column 'x1' holds infinite numbers (first in row ";

        var classifier = Assert.Throws<TableException>(() => new SgdClassifier().Fit(table, "y", broken));
        var regressor = Assert.Throws<TableException>(
            () => new SgdRegressor().Fit(numbers, "y", new FitOptions { Validation = numbers.Map("x0", value => double.NaN).Map("x1", value => value > 0 ? double.PositiveInfinity : value) }));

        Assert.StartsWith(Problems, classifier.Message, StringComparison.Ordinal);
        Assert.EndsWith("of 'x1'): make them missing and put the step Impute before it, or drop those rows.", classifier.Message, StringComparison.Ordinal);
        Assert.StartsWith(Problems, regressor.Message, StringComparison.Ordinal);
        Assert.Equal(("x0", "x0"), (classifier.Column, regressor.Column));
    }

    [Fact]
    public void A_row_of_weight_0_is_as_one_that_is_not_there()
    {
        var table = LinearTables.Random(80, 3, classes: 2);
        var weights = Enumerable.Range(0, 80).Select(row => row < 60 ? 1.0 : 0).ToArray();
        var weighted = table.With(Column.Of("w", weights));
        // Far rows that do not count: their loss would be infinite.
        var validation = weighted.With(Column.Of("x0", Enumerable.Range(0, 80).Select(row => row < 60 ? 1.0 : 1e148).ToArray()));
        var recipe = new SgdClassifier { Loss = SgdLoss.SquaredHinge, Seed = 3 };

        var all = recipe.Fit(weighted, "y", new FitOptions { Weight = "w", Validation = validation });
        var some = recipe.Fit(weighted.Slice(0, 60), "y", new FitOptions { Weight = "w", Validation = validation.Slice(0, 60) });

        Assert.Equal(some.Coefficients, all.Coefficients);
        Assert.Equal((some.RowsSeen, some.Iterations), (all.RowsSeen, all.Iterations));
    }

    [Fact]
    public void More_rows_that_cannot_be_learned_from_are_refused_with_all_problems()
    {
        var table = Table.Create(Column.Of("x", [1.0, -1]), Column.Of("y", ["a", "b"]));
        var model = new SgdClassifier().Fit(table, "y");

        var more = Table.Create(Column.Of("x", [1.0, double.NaN]), Column.Of("y", ["c", "b"]), Column.Of("w", [1.0, -1]));
        var error = Assert.Throws<TableException>(() => model.Continue(more, options: new FitOptions { Weight = "w" }));
        var passes = Assert.Throws<ArgumentOutOfRangeException>(() => model.Continue(table, passes: 0));

        Assert.Equal(
            "The table cannot be learned from: the target 'y' is 'c' in row 1, which the model does not know; its classes are a, b: fit anew with rows of all classes; " +
            "the weight 'w' is -1 in row 2; weights are finite numbers of at least 0; column 'x' lacks values (first in row 2 of 'x'): put the step Impute before it.",
            error.Message);
        Assert.StartsWith("passes must be between 1 and 1000000.", passes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_far_row_does_not_carry_the_weights_off()
    {
        // At x = 30 the first step would be 9 times as long as the way to the row's own answer, and every turn 8 times as far off as the one before.
        var x = Enumerable.Range(0, 400).Select(row => row % 100 == 99 ? 30.0 : (row % 7) - 3).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", Array.ConvertAll(x, value => (3 * value) + 1)));

        var model = new SgdRegressor { Tolerance = 1e-9, Penalty = 0 }.Fit(table, "y");

        Assert.Equal(3, model.Coefficients[0], 1e-3);
        Assert.Equal(1, model.Intercept, 1e-3);
    }

    [Fact]
    public void Steps_that_overflow_are_told_with_the_column()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("b", [1e148, -3e148, 2e148]), Column.Of("y", [1.0, 2, 3]));

        var error = Assert.Throws<TableException>(() => new SgdRegressor { Loss = SgdRegressionLoss.EpsilonInsensitive, LearningRate = 1e300 }.Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: the weights overflow, for column 'b' holds the number -3E+148: put the step Standardize before it, or lower LearningRate.", error.Message);
        Assert.Equal("b", error.Column);
    }

    [Fact]
    public void The_optimal_schedule_asks_for_a_penalty()
    {
        var table = Table.Create(Column.Of("x", [1.0, -1]), Column.Of("y", ["a", "b"]));

        var error = Assert.Throws<ArgumentException>(() => new SgdClassifier { Penalty = 0 }.Fit(table, "y"));

        Assert.StartsWith(
            "Penalty is 0, by which the schedule Optimal cannot set its steps. Set Penalty above 0, or choose another Schedule.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_plane_that_cannot_be_is_refused()
    {
        var header = new ModelHeader(new Schema([new Field("x", ColumnType.Float64)]), "y", ["a", "b"]);
        ModelReader Reader(double[] vectors, double[] numbers) => new(
            new System.Text.Json.Nodes.JsonObject { ["epochs"] = 1, ["converged"] = true },
            new Dictionary<string, Array> { ["vectors"] = vectors, ["sums"] = Array.Empty<double>(), ["paid"] = Array.Empty<double>(), ["numbers"] = numbers });

        var size = Assert.Throws<ModelFormatException>(() => SgdClassifierModel.Read(new SgdClassifier(), header, Reader([1, 2], new double[6])));
        var rows = Assert.Throws<ModelFormatException>(() => SgdClassifierModel.Read(new SgdClassifier(), header, Reader([1], [0, 0, 0, 0, -1, 0.1])));
        var one = Assert.Throws<ModelFormatException>(() => PerceptronModel.Read(new Perceptron(), header with { Classes = ["a"] }, Reader([1], new double[6])));

        Assert.Equal("weights.safetensors: 'vectors' has 2 items, expected 1. The file is damaged; save the model again.", size.Message);
        Assert.Equal("weights.safetensors: 'numbers' does not fit a plane that has learned. The file is damaged; save the model again.", rows.Message);
        Assert.Equal("model.json: a classifier by planes has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.", one.Message);
    }

    static (Table Table, string Target) Sample(string name)
    {
        var (file, target) = name.Split('_')[0] switch
        {
            "cancer" => ("breast-cancer.csv", "diagnosis"),
            "wine" => ("wine.csv", "cultivar"),
            _ => ("diabetes.csv", "progression"),
        };
        var table = MarginTables.Mixed(MarginTables.Scaled(LinearTables.Sample(file), target));
        return target == "progression"
            ? (table.With(Column.Of(target, ColumnFit.Numbers(table[target]).ToArray().Select(value => value / 100).ToArray())), target)
            : (table, target);
    }

    static (double[] Coefficients, double[] Intercepts, int Epochs) Known(Model model) => model switch
    {
        SgdClassifierModel classifier => ([.. classifier.Coefficients], [.. classifier.Intercepts], classifier.Iterations),
        PerceptronModel perceptron => ([.. perceptron.Coefficients], [.. perceptron.Intercepts], perceptron.Iterations),
        _ => ([.. ((SgdRegressorModel)model).Coefficients], [((SgdRegressorModel)model).Intercept], ((SgdRegressorModel)model).Iterations),
    };

    static void AssertSame(System.Text.Json.Nodes.JsonNode oracle, Model model, double tolerance)
    {
        var (coefficients, intercepts, _) = Known(model);
        // The same steps in the same order: roundings alone, and for the log loss slopes that scikit-learn cuts at e^-18.
        Assert.All(oracle["coefficients"].Numbers().Zip(coefficients), pair => Oracle.Near(pair.First, pair.Second, tolerance));
        Assert.All(oracle["intercepts"].Numbers().Zip(intercepts), pair => Oracle.Near(pair.First, pair.Second, tolerance));
    }
}
