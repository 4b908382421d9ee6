using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class LinearSvmTests
{
    [Fact]
    public void Two_points_by_hand()
    {
        // The widest margin between −1 and 3 has its middle at 1: w = ½ and b = −½, but for the penalty on b, which is 1e-4 of that on w.
        var table = Table.Create(Column.Of("x", [-1.0, 3]), Column.Of("y", ["a", "b"]));

        var model = new LinearSvm { C = 1e6, Loss = MarginLoss.Linear, InterceptScaling = 100, Tolerance = 1e-9, MaxIterations = 1_000_000 }.Fit(table, "y");

        Assert.Equal(0.5, model.Coefficients[0], 1e-4);
        Assert.Equal(-0.5, model.Intercepts[0], 1e-4);
        Assert.Equal([-1, 1], model.PredictMargins(table).Select(margin => Math.Round(margin, 4)));
        Assert.Equal([1, 0], model.PredictProbabilities(table).Chunk(2).Select(pair => pair[0] > 0.5 ? 1 : 0));
    }

    [Fact]
    public void One_feature_with_a_squared_loss_by_hand()
    {
        // Without an intercept, w minimises ½ w² + 2 C (1 − w)²: w = 4 C / (1 + 4 C).
        var table = Table.Create(Column.Of("x", [-1.0, 1]), Column.Of("y", ["a", "b"]));

        var model = new LinearSvm { C = 0.5, InterceptScaling = 0, Tolerance = 1e-12 }.Fit(table, "y");

        Assert.Equal(2.0 / 3, model.Coefficients[0], 1e-12);
        Assert.Equal(0, model.Intercepts[0]);
        Assert.Equal((0.5 * 4 / 9) + (2 * 0.5 / 9), model.Objectives[0], 1e-12);
        Assert.InRange(model.Gaps[0], 0, 1e-11);
        Assert.True(model.Converged);
    }

    [Fact]
    public void A_tube_by_hand()
    {
        // The intercept stays at the mean, 0. w minimises ½ w² + 2 max(0, 5 − w − 1): w = 2.
        var table = Table.Create(Column.Of("x", [-1.0, 1]), Column.Of("y", [-5.0, 5]));

        var model = new LinearSvmRegressor { Epsilon = 1, InterceptScaling = 0, Tolerance = 1e-12 }.Fit(table, "y");

        Assert.Equal(2, model.Coefficients[0], 1e-12);
        Assert.Equal([-2, 2], model.PredictValues(table).Select(value => Math.Round(value, 10)));
        Assert.Equal(2 + (2 * 2), model.Objective, 1e-12);
    }

    [Theory]
    [InlineData("breast_cancer_squared", "breast-cancer.csv", "diagnosis", MarginLoss.Squared, 1.0, 1.0, false)]
    [InlineData("breast_cancer_linear", "breast-cancer.csv", "diagnosis", MarginLoss.Linear, 0.5, 1.0, false)]
    [InlineData("breast_cancer_squared_weighted", "breast-cancer.csv", "diagnosis", MarginLoss.Squared, 0.2, 1.0, true)]
    [InlineData("iris_squared_without_intercept", "iris.csv", "species", MarginLoss.Squared, 1.0, 0.0, false)]
    [InlineData("wine_squared_scaling_5", "wine.csv", "cultivar", MarginLoss.Squared, 2.0, 5.0, false)]
    [InlineData("wine_linear", "wine.csv", "cultivar", MarginLoss.Linear, 1.0, 1.0, false)]
    public void Planes_are_those_of_liblinear(string name, string file, string target, MarginLoss loss, double c, double scaling, bool weighted)
    {
        var oracle = Oracle.Read("margin.json")[name]!;
        var table = MarginTables.Scaled(LinearTables.Sample(file), target);
        var recipe = new LinearSvm { C = c, Loss = loss, InterceptScaling = scaling, Tolerance = 1e-10, MaxIterations = 1_000_000 };

        var model = Fit(recipe, table, target, weighted);

        AssertSame(oracle, [.. model.Coefficients], [.. model.Intercepts], [.. model.Objectives], [.. model.Gaps]);
    }

    [Theory]
    [InlineData("breast_cancer_l1", "breast-cancer.csv", "diagnosis", 1.0, 1.0, false)]
    [InlineData("breast_cancer_l1_weighted", "breast-cancer.csv", "diagnosis", 0.2, 1.0, true)]
    [InlineData("wine_l1_scaling_5", "wine.csv", "cultivar", 2.0, 5.0, false)]
    [InlineData("iris_l1_without_intercept", "iris.csv", "species", 1.0, 0.0, false)]
    public void Planes_of_few_features_are_those_of_liblinear(string name, string file, string target, double c, double scaling, bool weighted)
    {
        var oracle = Oracle.Read("margin.json")[name]!;
        var table = MarginTables.Scaled(LinearTables.Sample(file), target);
        var recipe = new LinearSvm { C = c, Penalty = MarginPenalty.L1, InterceptScaling = scaling, Tolerance = 1e-10, MaxIterations = 1_000_000 };

        var model = Fit(recipe, table, target, weighted);
        var columns = table.Columns.Select(column => column.Name).Where(column => column != target).ToArray();
        var sparse = Fit(recipe, table.Gather("all", columns), target, weighted);

        AssertSame(oracle, [.. model.Coefficients], [.. model.Intercepts], [.. model.Objectives], [.. model.Gaps], gapTolerance: 1e-6);
        Assert.Contains(0.0, model.Coefficients);
        Assert.Equal(model.Coefficients, sparse.Coefficients);
        Assert.Equal(model.Objectives, sparse.Objectives);
    }

    [Fact]
    public void One_feature_with_a_penalty_on_sizes_by_hand()
    {
        // Without an intercept, w minimises |w| + 2 C (1 − w)²: w = 1 − 1 / (4 C), or 0 where that is below it.
        var table = Table.Create(Column.Of("x", [-1.0, 1]), Column.Of("y", ["a", "b"]));
        var recipe = new LinearSvm { Penalty = MarginPenalty.L1, InterceptScaling = 0, Tolerance = 1e-12 };

        var model = (recipe with { C = 1 }).Fit(table, "y");
        var none = (recipe with { C = 0.25 }).Fit(table, "y");

        Assert.Equal(0.75, model.Coefficients[0], 1e-12);
        Assert.Equal(0.75 + (2.0 / 16), model.Objectives[0], 1e-12);
        Assert.InRange(model.Gaps[0], 0, 1e-11);
        Assert.Equal((0, 0.5, 0), (none.Coefficients[0], none.Objectives[0], none.Gaps[0]));
        Assert.True(model.Converged && none.Converged);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_gap_of_a_plane_of_few_features_bounds_its_objective(int classes)
    {
        var table = SparseTables.Texts(300, 80, classes);
        var recipe = new LinearSvm { Penalty = MarginPenalty.L1 };
        var tight = (recipe with { Tolerance = 1e-11, MaxIterations = 100_000 }).Fit(table, "y");

        foreach (var tolerance in new[] { 1, 0.1, 0.01, 0.001 })
        {
            var model = (recipe with { Tolerance = tolerance }).Fit(table, "y");
            for (var place = 0; place < model.Objectives.Count; place++)
            {
                var excess = (model.Objectives[place] - tight.Objectives[place]) / model.Objectives[place];
                Assert.InRange(excess, -1e-9, model.Gaps[place] + 1e-9); // the roundings of 300 rows' losses
            }
        }

        Assert.All(tight.Gaps, gap => Assert.InRange(gap, 0, 1e-8));
        Assert.Contains(0.0, tight.Coefficients);
        Assert.Equal(tight.Coefficients, (recipe with { Tolerance = 1e-11, MaxIterations = 100_000 }).Fit(table, "y", new FitOptions { MaxThreads = 7 }).Coefficients);
    }

    [Fact]
    public void A_penalty_on_sizes_refuses_a_loss_that_is_not_squared()
    {
        var table = LinearTables.Random(20, 2, classes: 2);

        var error = Assert.Throws<ArgumentException>(() => new LinearSvm { Penalty = MarginPenalty.L1, Loss = MarginLoss.Linear }.Fit(table, "y"));

        Assert.Equal("Penalty is L1, which goes with a squared loss alone, but Loss is Linear: set Loss to Squared or Penalty to L2. (Parameter 'Penalty')", error.Message);
    }

    [Theory]
    [InlineData("diabetes_linear", MarginLoss.Linear, 5.0, 10.0, false)]
    [InlineData("diabetes_squared_weighted", MarginLoss.Squared, 1.0, 20.0, true)]
    public void Regressions_are_those_of_liblinear(string name, MarginLoss loss, double c, double epsilon, bool weighted)
    {
        var oracle = Oracle.Read("margin.json")[name]!;
        var table = MarginTables.Scaled(LinearTables.Sample("diabetes.csv"), "progression");
        var recipe = new LinearSvmRegressor { C = c, Loss = loss, Epsilon = epsilon, Tolerance = 1e-10, MaxIterations = 1_000_000 };

        var model = (LinearSvmRegressorModel)FitAny(recipe, table, "progression", weighted);

        AssertSame(oracle, [.. model.Coefficients], [model.Intercept], [model.Objective], [model.Gap]);
    }

    [Theory]
    [InlineData(2, MarginLoss.Squared)]
    [InlineData(3, MarginLoss.Squared)]
    [InlineData(3, MarginLoss.Linear)]
    public void The_gap_bounds_the_objective_at_any_tolerance(int classes, MarginLoss loss)
    {
        var table = SparseTables.Texts(300, 80, classes);
        var tight = new LinearSvm { Loss = loss, Tolerance = 1e-10, MaxIterations = 100_000 }.Fit(table, "y");

        foreach (var tolerance in new[] { 1, 0.1, 0.01, 0.001 })
        {
            var model = new LinearSvm { Loss = loss, Tolerance = tolerance }.Fit(table, "y");
            for (var place = 0; place < model.Objectives.Count; place++)
            {
                var excess = (model.Objectives[place] - tight.Objectives[place]) / model.Objectives[place];
                Assert.InRange(excess, -1e-9, model.Gaps[place] + 1e-9); // the roundings of 300 rows' losses
            }
        }

        Assert.All(tight.Gaps, gap => Assert.InRange(gap, 0, 1e-8));
    }

    [Fact]
    public void Another_order_of_rows_finds_the_same_plane()
    {
        var table = SparseTables.Texts(200, 40, 2);
        var order = Enumerable.Range(0, 200).ToArray();
        new RandomStream(4).Shuffle<int>(order);
        var recipe = new LinearSvm { Tolerance = 1e-10, MaxIterations = 100_000 };

        // The optimum is one; both stop within 1e-10 of it in the gradient.
        Assert.All(recipe.Fit(table, "y").Coefficients.Zip(recipe.Fit(table.Take(order), "y").Coefficients), pair => Oracle.Near(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Scaling_all_columns_is_as_scaling_C()
    {
        var table = LinearTables.Random(120, 4, classes: 2);
        var scaled = Enumerable.Range(0, 4).Aggregate(table, (all, j) => all.Map($"x{j}", value => 3 * value));
        var recipe = new LinearSvm { C = 0.9, InterceptScaling = 3, Tolerance = 1e-11, MaxIterations = 1_000_000 };

        var wide = (recipe with { C = 0.1 }).Fit(scaled, "y");
        var model = (recipe with { InterceptScaling = 1 }).Fit(table, "y");

        Assert.All(model.PredictMargins(table).Zip(wide.PredictMargins(scaled)), pair => Oracle.Near(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Shifting_a_target_shifts_the_predictions()
    {
        var table = LinearTables.Random(150, 3);
        var recipe = new LinearSvmRegressor { Epsilon = 0.2, Tolerance = 1e-11, MaxIterations = 100_000 };

        var model = recipe.Fit(table, "y");
        var shifted = recipe.Fit(table.Map("y", value => value + 1000), "y");

        Assert.All(model.PredictValues(table).Zip(shifted.PredictValues(table)), pair => Oracle.Near(pair.First + 1000, pair.Second, 1e-9));
    }

    [Fact]
    public void The_largest_margin_is_the_answer_even_where_logistics_are_alike()
    {
        double[] margins = [50, 60, -1, 60, 50, 45, -800, -801, -800.5];

        var probabilities = MarginScores.ToProbabilities(margins, 3);

        Assert.Equal([1, 0, 0], ClassifierModel.MostProbable(probabilities, 3));
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-12));
    }

    [Fact]
    public void Not_converging_is_told_by_the_model()
    {
        var table = LinearTables.Random(200, 5, classes: 3);
        var model = new LinearSvm { MaxIterations = 2, Tolerance = 1e-9 }.Fit(table, "y");
        var regressor = new LinearSvmRegressor { MaxIterations = 2, Tolerance = 1e-9 }.Fit(LinearTables.Random(200, 5), "y");

        Assert.Equal((false, 2), (model.Converged, model.Iterations));
        Assert.Equal((false, 2), (regressor.Converged, regressor.Iterations));
        Assert.All(model.Gaps, gap => Assert.True(gap > 1e-9));
    }

    [Fact]
    public void Numbers_whose_squares_overflow_are_refused_by_name()
    {
        var table = Table.Create(Column.Of("x", [1.0, 1e200, 2]), Column.Of("y", ["a", "b", "a"]));

        var error = Assert.Throws<TableException>(() => new LinearSvm().Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: column 'x' holds the number 1E+200, whose square overflows a row's length; divide it by a constant, or put the step Standardize before it.",
            error.Message);
        Assert.Equal("x", error.Column);
    }

    [Fact]
    public void A_saved_plane_of_another_size_is_refused()
    {
        var header = new ModelHeader(new Schema([new Field("words", ColumnType.Sparse) { Width = 3 }]), "y", ["a", "b"]);
        var arrays = new Dictionary<string, Array>
        {
            ["coefficients"] = new double[2], ["intercepts"] = new double[1], ["objectives"] = new double[1], ["gaps"] = new double[1],
        };
        var reader = new ModelReader(new System.Text.Json.Nodes.JsonObject { ["iterations"] = 1, ["converged"] = true }, arrays);

        var size = Assert.Throws<ModelFormatException>(() => LinearSvmModel.Read(new LinearSvm(), header, reader));
        var one = Assert.Throws<ModelFormatException>(() => LinearSvmModel.Read(new LinearSvm(), header with { Classes = ["a"] }, reader));

        Assert.Equal("weights.safetensors: 'coefficients' has 2 items, expected 3. The file is damaged; save the model again.", size.Message);
        Assert.Equal(
            "model.json: a linear support vector machine has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.", one.Message);
    }

    static LinearSvmModel Fit(LinearSvm recipe, Table table, string target, bool weighted) => (LinearSvmModel)FitAny(recipe, table, target, weighted);

    static Model FitAny(Recipe recipe, Table table, string target, bool weighted) =>
        weighted ? recipe.Fit(LinearTables.WithOracleWeights(table), target, new FitOptions { Weight = "weight" }) : recipe.Fit(table, target);

    // A gap shrinks with the slopes' distance from their bounds, an objective with its square: planes by features have slopes of some hundreds at the start.
    static void AssertSame(System.Text.Json.Nodes.JsonNode oracle, double[] coefficients, double[] intercepts, double[] objectives, double[] gaps, double gapTolerance = 1e-8)
    {
        // Near the optimum an objective is flat: 1e-10 of it, where both stop, leaves the coefficients some 1e-5.
        Assert.All(oracle["objectives"].Numbers().Zip(objectives), pair => Assert.Equal(1, pair.Second / pair.First, 1e-8));
        Assert.All(oracle["coefficients"].Numbers().Zip(coefficients), pair => Oracle.Near(pair.First, pair.Second, 1e-5));
        Assert.All(oracle["intercepts"].Numbers().Zip(intercepts), pair => Oracle.Near(pair.First, pair.Second, 1e-5));
        Assert.All(gaps, gap => Assert.InRange(gap, 0, gapTolerance));
    }
}
