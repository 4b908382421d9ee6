using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class DiscriminantTests
{
    static readonly EquatableArray<double> Thirds = [0.5, 0.3, 0.2];

    static readonly Dictionary<string, (Classifier Recipe, string File, string Target)> Cases = new()
    {
        ["wine_linear"] = (new LinearDiscriminant(), "wine.csv", "cultivar"),
        ["wine_linear_weighted"] = (new LinearDiscriminant(), "wine.csv", "cultivar"),
        ["wine_linear_priors"] = (new LinearDiscriminant { Priors = Thirds }, "wine.csv", "cultivar"),
        ["wine_linear_shrunk"] = (new LinearDiscriminant { Shrinkage = 0.2 }, "wine.csv", "cultivar"),
        ["wine_linear_ledoit_wolf"] = (new LinearDiscriminant { LedoitWolf = true }, "wine.csv", "cultivar"),
        ["cancer_linear"] = (new LinearDiscriminant(), "breast-cancer.csv", "diagnosis"),
        ["cancer_linear_ledoit_wolf"] = (new LinearDiscriminant { LedoitWolf = true }, "breast-cancer.csv", "diagnosis"),
        ["iris_quadratic"] = (new QuadraticDiscriminant(), "iris.csv", "species"),
        ["iris_quadratic_regularised"] = (new QuadraticDiscriminant { Regularisation = 0.1 }, "iris.csv", "species"),
        ["iris_quadratic_weighted"] = (new QuadraticDiscriminant(), "iris.csv", "species"),
        ["wine_quadratic_priors"] = (new QuadraticDiscriminant { Priors = Thirds }, "wine.csv", "cultivar"),
        ["cancer_quadratic_regularised"] = (new QuadraticDiscriminant { Regularisation = 0.01 }, "breast-cancer.csv", "diagnosis"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> Kinds => ["linear-discriminant", "quadratic-discriminant"];

    [Fact]
    public void Linear_by_hand()
    {
        // Means 1 and 6; the squares around them add up to 4, over 4 − 2 rows: variance 2. Shares are even.
        var table = Table.Create(Column.Of("x", [0.0, 2, 5, 7]), Column.Of("y", ["a", "a", "b", "b"]));

        var model = new LinearDiscriminant().Fit(table, "y");

        Assert.Equal([1, 6], model.Means);
        // The log-odds of b rise by (6 − 1) / 2 a unit, from 0 at 3.5.
        Assert.Equal(2.5, model.Coefficients[1] - model.Coefficients[0], 1e-14);
        Oracle.Near(1 / (1 + Math.Exp(-2.5)), model.PredictProbabilities(Table.Create(Column.Of("x", [4.5])))[1], 1e-14);
    }

    [Fact]
    public void Quadratic_by_hand()
    {
        // Means 1 and 6, variances 2 and 8. At 2: log-odds of b −½ log 4 − ½ (16 / 8 − 1 / 2).
        var table = Table.Create(Column.Of("x", [0.0, 2, 4, 8]), Column.Of("y", ["a", "a", "b", "b"]));

        var model = new QuadraticDiscriminant().Fit(table, "y");

        var odds = (-0.5 * Math.Log(4)) - (0.5 * ((16 / 8.0) - (1 / 2.0)));
        Oracle.Near(1 / (1 + Math.Exp(-odds)), model.PredictProbabilities(Table.Create(Column.Of("x", [2.0])))[1], 1e-14);
        Assert.Equal(1, model.Rank);
    }

    [Fact]
    public void A_class_that_does_not_vary_keeps_its_least_variance_however_small_the_regularisation()
    {
        // Class a is at 0 always; b's squares around 1 add up to 2. Over all 8 rows that is a variance of 0.25, and 1e-8 of it stays with a.
        var table = Table.Create(Column.Of("x", [0.0, 0, 0, 0, 2, 1, 1, 0]), Column.Of("y", ["a", "a", "a", "a", "b", "b", "b", "b"]));
        var near = Table.Create(Column.Of("x", [1e-4, 3e-4, 1.0]));

        var plain = new QuadraticDiscriminant().Fit(table, "y").PredictProbabilities(near);
        foreach (var regularisation in new[] { 1e-300, 1e-20, 1e-14 })
        {
            var model = new QuadraticDiscriminant { Regularisation = regularisation }.Fit(table, "y");

            Assert.All(plain.Zip(model.PredictProbabilities(near)), pair => Oracle.Near(pair.First, pair.Second, 1e-4)); // 1e-14 is 2e-6 of the least variance
        }

        Assert.InRange(plain[0], 0.5, 1);
        Assert.InRange(plain[4], 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Probabilities_are_those_of_scikit_learn(string name)
    {
        var expected = Oracle.Read("discriminant.json")[name]!.AsArray().SelectMany(row => row.Numbers()).ToArray();
        var (recipe, file, target) = Cases[name];
        var table = LinearTables.Sample(file);

        var model = name.EndsWith("weighted", StringComparison.Ordinal)
            ? recipe.Fit(LinearTables.WithOracleWeights(table), target, new FitOptions { Weight = "weight" })
            : recipe.Fit(table, target);
        var some = table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => row % 30 == 0)]);

        // Closed form; inverting a covariance costs its condition in digits.
        Assert.All(expected.Zip(model.PredictProbabilities(some)), pair => Oracle.Near(pair.First, pair.Second, 1e-8));
        Assert.Equal(some.RowCount * model.Classes.Count, expected.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scaling_and_shifting_columns_changes_nothing(string kind)
    {
        var table = LinearTables.Random(200, 3, classes: 3);
        var changed = table.Map("x0", value => (1000 * value) + 5).Map("x2", value => value / 300);
        var recipe = (Classifier)RecipeCatalog.Create(kind, new Dictionary<string, string>());

        var answers = recipe.Fit(table, "y").PredictProbabilities(table);

        Assert.All(answers.Zip(recipe.Fit(changed, "y").PredictProbabilities(changed)), pair => Oracle.Near(pair.First, pair.Second, 1e-10));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_order_of_rows_gives_the_same_answers(string kind)
    {
        var table = LinearTables.Random(200, 4, classes: 3);
        var order = Enumerable.Range(0, 200).ToArray();
        new RandomStream(4).Shuffle<int>(order);
        var recipe = (Classifier)RecipeCatalog.Create(kind, new Dictionary<string, string>());

        var answers = recipe.Fit(table, "y").PredictProbabilities(table);

        Assert.All(answers.Zip(recipe.Fit(table.Take(order), "y").PredictProbabilities(table)), pair => Oracle.Near(pair.First, pair.Second, 1e-11));
    }

    [Fact]
    public void Columns_that_others_add_up_to_are_left_out()
    {
        var table = LinearTables.Random(150, 3, classes: 2);
        var sum = table.Column<double>("x0").Values.ToArray().Zip(table.Column<double>("x1").Values.ToArray(), (a, b) => a + b).ToArray();
        var wide = table.With(Column.Of("sum", sum)).With(Column.Of("constant", Enumerable.Repeat(3.0, 150).ToArray()));

        var model = new QuadraticDiscriminant().Fit(wide, "y");

        Assert.Equal(3, model.Rank);
        var expected = new QuadraticDiscriminant().Fit(table, "y").PredictProbabilities(table);
        Assert.All(expected.Zip(model.PredictProbabilities(wide)), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
        var linear = new LinearDiscriminant().Fit(table, "y").PredictProbabilities(table);
        Assert.All(linear.Zip(new LinearDiscriminant().Fit(wide, "y").PredictProbabilities(wide)), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Full_shrinkage_leaves_the_nearest_mean()
    {
        var table = LinearTables.Random(90, 2, classes: 3);

        var model = new LinearDiscriminant { Shrinkage = 1, Priors = [0.3, 0.3, 0.4] }.Fit(table, "y");

        // Σ is a multiple of the unit matrix: coefficients are as means, but for a shift that all classes share.
        var ratio = (model.Coefficients[2] - model.Coefficients[0]) / (model.Means[2] - model.Means[0]);
        Assert.Equal(ratio, (model.Coefficients[3] - model.Coefficients[1]) / (model.Means[3] - model.Means[1]), 1e-10);
    }

    [Fact]
    public void Unsound_tables_are_refused()
    {
        var table = Table.Create(Column.Of("a", [1.0, 1e200, 3]), Column.Of("w", [0.0, 1, 2]), Column.Of("y", ["no", "yes", "yes"]));

        var large = Assert.Throws<TableException>(() => new LinearDiscriminant().Fit(table.Drop("w"), "y"));
        var weight = Assert.Throws<TableException>(() => new QuadraticDiscriminant().Fit(table, "y", new FitOptions { Weight = "w" }));

        Assert.Equal("The table cannot be learned from: column 'a' holds numbers so large that their squares overflow; divide it by a constant.", large.Message);
        Assert.Equal("The table cannot be learned from: the weight 'w' is 0 in every row whose target 'y' is 'no'; drop those rows.", weight.Message);
    }

    [Fact]
    public void A_saved_rank_out_of_range_is_refused()
    {
        var header = new ModelHeader(new Schema([new Field("a", ColumnType.Float64)]), "y", ["no", "yes"]);
        QuadraticDiscriminantModel Read(int rank) => QuadraticDiscriminantModel.Read(
            new QuadraticDiscriminant(),
            header,
            new ModelReader(
                new System.Text.Json.Nodes.JsonObject { ["rank"] = rank },
                new Dictionary<string, Array> { ["means"] = new double[2], ["bases"] = new double[2], ["directions"] = new double[2] }));

        var rank = Assert.Throws<ModelFormatException>(() => Read(2));
        var size = Assert.Throws<ModelFormatException>(() => Read(0));

        Assert.Equal("model.json: 'rank' is 2, expected 0 to the number of features, 1. The file is damaged or was edited; save the model again.", rank.Message);
        Assert.Equal("weights.safetensors: 'directions' has 2 items, expected 0. The file is damaged; save the model again.", size.Message);
    }
}
