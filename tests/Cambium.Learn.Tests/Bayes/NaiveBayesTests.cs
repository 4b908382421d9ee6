using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class NaiveBayesTests
{
    public static TheoryData<string> Kinds => ["gaussian-naive-bayes", "multinomial-naive-bayes", "complement-naive-bayes", "bernoulli-naive-bayes"];

    [Fact]
    public void Gaussian_by_hand()
    {
        // Class a: mean 1, variance 1; class b: mean 6, variance 1; ε is 1e-9 of the variance of all, 7.25.
        var table = Table.Create(Column.Of("x", [0.0, 2, 5, 7]), Column.Of("y", ["a", "a", "b", "b"]));

        var model = new GaussianNaiveBayes().Fit(table, "y");

        Assert.Equal([1, 6], model.Means);
        Assert.All(model.Variances, variance => Assert.Equal(1 + 7.25e-9, variance, 1e-14));
        // At 3, halves the squares 4 and 9 over the variance: odds e^2.5.
        var p = model.PredictProbabilities(Table.Create(Column.Of("x", [3.0])));
        Oracle.Near(1 / (1 + Math.Exp(-2.5 / (1 + 7.25e-9))), p[0], 1e-14);
    }

    [Fact]
    public void Multinomial_by_hand()
    {
        var table = Table.Create(Column.Of("cat", [2L, 1, 0]), Column.Of("dog", [0L, 1, 3]), Column.Of("y", ["a", "a", "b"]));

        var model = new MultinomialNaiveBayes().Fit(table, "y");

        double[] shares = [4.0 / 6, 2.0 / 6, 1.0 / 5, 4.0 / 5];
        Assert.All(shares.Zip(model.LogShares), pair => Oracle.Near(Math.Log(pair.First), pair.Second, 1e-14));
        var (a, b) = (2.0 / 3 * (4.0 / 6) * (2.0 / 6), 1.0 / 3 * (1.0 / 5) * (4.0 / 5));
        Oracle.Near(a / (a + b), model.PredictProbabilities(table.Slice(1, 1))[0], 1e-14);
    }

    [Fact]
    public void Complement_by_hand()
    {
        var table = Table.Create(Column.Of("cat", [2L, 1, 0]), Column.Of("dog", [0L, 1, 3]), Column.Of("y", ["a", "a", "b"]));

        var model = new ComplementNaiveBayes().Fit(table, "y");

        // What is not a is b with 0 cats and 3 dogs; what is not b, a with 3 cats and 1 dog.
        double[] shares = [1.0 / 5, 4.0 / 5, 4.0 / 6, 2.0 / 6];
        Assert.All(shares.Zip(model.Weights), pair => Oracle.Near(-Math.Log(pair.First), pair.Second, 1e-14));
        var (a, b) = (1 / (1.0 / 5 * (4.0 / 5)), 1 / (4.0 / 6 * (2.0 / 6)));
        Oracle.Near(a / (a + b), model.PredictProbabilities(table.Slice(1, 1))[0], 1e-14);
    }

    [Fact]
    public void Bernoulli_by_hand()
    {
        var table = Table.Create(Column.Of("cat", [2L, 1, 0]), Column.Of("dog", [0L, 1, 3]), Column.Of("y", ["a", "a", "b"]));

        var model = new BernoulliNaiveBayes().Fit(table, "y");

        double[] shares = [3.0 / 4, 2.0 / 4, 1.0 / 3, 2.0 / 3];
        Assert.All(shares.Zip(model.LogShares), pair => Oracle.Near(Math.Log(pair.First), pair.Second, 1e-14));
        var (a, b) = (2.0 / 3 * (3.0 / 4) * (2.0 / 4), 1.0 / 3 * (1.0 / 3) * (2.0 / 3));
        Oracle.Near(a / (a + b), model.PredictProbabilities(table.Slice(1, 1))[0], 1e-14);
    }

    [Theory]
    [InlineData("digits", false, false)]
    [InlineData("digits", true, false)]
    [InlineData("digits", false, true)]
    [InlineData("wine", false, false)]
    [InlineData("wine", true, true)]
    public void Log_probabilities_are_those_of_scikit_learn(string name, bool weighted, bool sparse)
    {
        var oracle = Oracle.Read("bayes.json")[name + (weighted ? "_weighted" : "")]!;
        var target = name == "digits" ? "digit" : "cultivar";
        var table = LinearTables.WithOracleWeights(LinearTables.Sample($"{name}.csv"));
        var features = table.Columns.Select(column => column.Name).Except([target, "weight"]).ToArray();
        table = sparse ? table.Gather("all", features) : table;
        var options = new FitOptions { Weight = weighted ? "weight" : null };
        table = weighted ? table : table.Drop("weight");

        var some = table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => row % 100 == 0)]);
        AssertNear(oracle["gaussian"]!, new GaussianNaiveBayes().Fit(table, target, options).PredictLogProbabilities(some));
        AssertNear(oracle["gaussian_smoothed"]!, new GaussianNaiveBayes { VarianceSmoothing = 1e-3 }.Fit(table, target, options).PredictLogProbabilities(some));
        AssertNear(oracle["multinomial"]!, new MultinomialNaiveBayes { Alpha = 0.5 }.Fit(table, target, options).PredictLogProbabilities(some));
        AssertNear(oracle["complement"]!, new ComplementNaiveBayes { Alpha = 0.5 }.Fit(table, target, options).PredictLogProbabilities(some));
        AssertNear(oracle["complement_norm"]!, new ComplementNaiveBayes { Norm = true }.Fit(table, target, options).PredictLogProbabilities(some));
        AssertNear(oracle["bernoulli"]!, new BernoulliNaiveBayes { Alpha = 0.3, Threshold = 4.5 }.Fit(table, target, options).PredictLogProbabilities(some));
    }

    [Fact]
    public void Given_priors_are_used_as_scikit_learn_does()
    {
        var oracle = Oracle.Read("bayes.json")["wine_priors"]!;
        var table = LinearTables.Sample("wine.csv");
        var some = table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => row % 100 == 0)]);
        EquatableArray<double> priors = [0.5, 0.3, 0.2];

        AssertNear(oracle["gaussian"]!, new GaussianNaiveBayes { Priors = priors }.Fit(table, "cultivar").PredictLogProbabilities(some));
        AssertNear(oracle["multinomial"]!, new MultinomialNaiveBayes { Priors = priors }.Fit(table, "cultivar").PredictLogProbabilities(some));
        AssertNear(oracle["bernoulli"]!, new BernoulliNaiveBayes { Threshold = 2, Priors = priors }.Fit(table, "cultivar").PredictLogProbabilities(some));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_order_of_rows_gives_the_same_answers(string kind)
    {
        var table = SparseTables.Texts(200, 30, 3);
        var order = Enumerable.Range(0, 200).ToArray();
        new RandomStream(4).Shuffle<int>(order);

        var model = (ClassifierModel)RecipeCatalog.Create(kind, new Dictionary<string, string>()).Fit(table, "y");
        var shuffled = (ClassifierModel)RecipeCatalog.Create(kind, new Dictionary<string, string>()).Fit(table.Take(order), "y");

        // The same sums in another order; variances of words that a class hardly has magnify their rounding.
        Assert.All(model.PredictProbabilities(table).Zip(shuffled.PredictProbabilities(table)), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Scaling_a_column_changes_nothing_for_Gaussian_but_the_smoothing()
    {
        var table = LinearTables.Random(200, 3, classes: 3);

        var model = new GaussianNaiveBayes { VarianceSmoothing = 1e-15 }.Fit(table, "y");
        var scaled = table.Map("x1", value => (4 * value) - 3);
        var other = new GaussianNaiveBayes { VarianceSmoothing = 1e-15 }.Fit(scaled, "y");

        Assert.All(model.PredictProbabilities(table).Zip(other.PredictProbabilities(scaled)), pair => Oracle.Near(pair.First, pair.Second, 1e-11));
    }

    [Fact]
    public void A_threshold_below_0_finds_the_zeros_of_sparse_columns_there()
    {
        var table = SparseTables.Texts(150, 12, 2);
        var recipe = new BernoulliNaiveBayes { Threshold = -1 };

        var sparse = recipe.Fit(table, "y");
        var dense = recipe.Fit(table.Spread("words"), "y");

        Assert.Equal(dense.LogShares, sparse.LogShares);
        Assert.All(dense.PredictProbabilities(table.Spread("words")).Zip(sparse.PredictProbabilities(table)), pair => Oracle.Near(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Features_of_a_sparse_column_have_names()
    {
        var model = new MultinomialNaiveBayes().Fit(SparseTables.Texts(50, 3, 2), "y");

        Assert.Equal(["words[word 0]", "words[word 1]", "words[word 2]", "length"], model.FeatureNames);
        Assert.Equal(8, model.LogShares.Count);
    }

    [Fact]
    public void Negative_counts_are_refused_by_column_and_row_with_all_else()
    {
        var table = Table.Create(
            Column.Of("a", [1.0, -2, -3]), Column.Of("b", [1.0, double.NaN, 3]), Column.Of("c", ["u", "v", "w"]), Column.Of("y", ["no", "yes", "no"]));

        var error = Assert.Throws<TableException>(() => new MultinomialNaiveBayes().Fit(table, "y"));
        var predicted = Assert.Throws<TableException>(
            () => new ComplementNaiveBayes().Fit(table.Select("y").With(Column.Of("a", [1.0, 2, 3])), "y").Predict(table));

        Assert.Equal(
            "The table cannot be learned from: column 'c' holds categories, which this learner cannot read: put the step OneHot before it; " +
            "column 'b' lacks values (first in row 2 of 'b'): put the step Impute before it; " +
            "column 'a' holds negative numbers (first in row 2 of 'a'), which counts never are: drop it, or use new GaussianNaiveBayes().",
            error.Message);
        Assert.Equal(
            "The table does not fit the model: column 'a' holds negative numbers (first in row 2 of 'a'), which counts never are: drop it, or use new GaussianNaiveBayes().",
            predicted.Message);
        Assert.Equal("a", predicted.Column);
    }

    [Fact]
    public void A_class_without_weight_is_refused()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("w", [0.0, 1, 2]), Column.Of("y", ["no", "yes", "yes"]));

        var error = Assert.Throws<TableException>(() => new GaussianNaiveBayes().Fit(table, "y", new FitOptions { Weight = "w" }));

        Assert.Equal("The table cannot be learned from: the weight 'w' is 0 in every row whose target 'y' is 'no'; drop those rows.", error.Message);
        Assert.Equal("w", error.Column);
    }

    [Fact]
    public void Sums_that_overflow_are_refused_by_name()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("b", [1e200, 1, -1e200]), Column.Of("y", ["no", "yes", "no"]));

        var error = Assert.Throws<TableException>(() => new GaussianNaiveBayes().Fit(table, "y"));

        Assert.Equal("The table cannot be learned from: column 'b' holds numbers so large that adding them up overflows; divide it by a constant.", error.Message);
        Assert.Equal("b", error.Column);
    }

    [Fact]
    public void Answers_for_enormous_numbers_are_sound()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3, 4]), Column.Of("b", [1.0, 0, 5, 6]), Column.Of("y", ["no", "yes", "no", "yes"]));
        var rows = Table.Create(Column.Of("a", [1e308]), Column.Of("b", [1e308]));

        Assert.All(Kinds, kind => LearnerCase.AssertSound(RecipeCatalog.Create(kind.Data, new Dictionary<string, string>()).Fit(table, "y"), rows));
    }

    [Fact]
    public void Priors_are_checked()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("y", ["no", "yes", "no"]));

        var sum = Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNaiveBayes { Priors = [0.5, 0.4] });
        var count = Assert.Throws<ArgumentException>(() => new BernoulliNaiveBayes { Priors = [0.5, 0.3, 0.2] }.Fit(table, "y"));

        Assert.StartsWith("Priors must be numbers above 0 that add up to 1, or none.", sum.Message, StringComparison.Ordinal);
        Assert.StartsWith("Priors has 3 numbers, but there are 2 classes: no, yes. Give one a class, in this order.", count.Message, StringComparison.Ordinal);
    }

    static void AssertNear(System.Text.Json.Nodes.JsonNode expected, double[] actual)
    {
        double[] numbers = [.. expected.AsArray().SelectMany(row => row.Numbers())];
        Assert.Equal(numbers.Length, actual.Length);
        // Closed form: rounding alone, of sums over up to 1,800 rows.
        Assert.All(numbers.Zip(actual), pair => Oracle.Near(pair.First, pair.Second, 1e-8));
        Assert.True(numbers.Any(number => number < -1), numbers.Max().ToString(CultureInfo.InvariantCulture));
    }
}
