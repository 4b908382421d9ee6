using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Linear learners on sparse columns: the same answers as on the columns that these stand for, and what only wide tables show.</summary>
public sealed class SparseLinearTests
{
    // The same optimum by sums in another order; searches stop at gradients or gaps of 1e-12.
    const double Same = 1e-8;

    public static TheoryData<string> Regressors => ["linear-regression", "ridge", "lasso", "elastic-net", "poisson-regression", "gamma-regression", "tweedie-regression", "huber-regression"];

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Regressors_find_the_coefficients_of_the_dense_table(string kind)
    {
        foreach (var (weight, intercept) in new[] { ((string?)null, true), ("w", true), (null, false) })
        {
            var table = WithAmounts(SparseTables.Texts(300, 40, 2)).Drop("y");
            var options = new FitOptions { Weight = weight };

            var sparse = Regressor(kind, intercept).Fit(table, "amount", options);
            var dense = Regressor(kind, intercept).Fit(table.Spread("words"), "amount", options);

            var expected = Coefficients(dense);
            var found = Coefficients(sparse);
            Assert.Equal(41 + (weight is null ? 1 : 0), found.Count);
            Assert.All(expected, pair => Near(pair.Value, found[pair.Key.StartsWith("word ", StringComparison.Ordinal) ? $"words[{pair.Key}]" : pair.Key]));
            Assert.All(dense.PredictValues(table.Spread("words")).Zip(sparse.PredictValues(table)), pair => Near(pair.First, pair.Second));
        }
    }

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(2, 2, 0)]
    [InlineData(2, 1, 0.5)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 0.5)]
    [InlineData(3, 2, 0)]
    public void A_logistic_regression_finds_the_coefficients_of_the_dense_table(int classes, double l1, double l2)
    {
        foreach (var (weight, intercept) in new[] { ((string?)null, true), ("w", true), (null, false) })
        {
            var table = WithAmounts(SparseTables.Texts(300, 40, classes)).Drop("amount");
            var options = new FitOptions { Weight = weight };
            var recipe = new LogisticRegression { L1 = l1, L2 = l2, Intercept = intercept, Tolerance = 1e-13 };

            var sparse = recipe.Fit(table, "y", options);
            var dense = recipe.Fit(table.Spread("words"), "y", options);

            Assert.All(
                dense.Coefficients,
                pair => Assert.All(pair.Value.Zip(sparse.Coefficients[pair.Key.StartsWith("word ", StringComparison.Ordinal) ? $"words[{pair.Key}]" : pair.Key]), two => Near(two.First, two.Second)));
            Assert.All(dense.Intercepts.Zip(sparse.Intercepts), pair => Near(pair.First, pair.Second));
            Assert.All(dense.PredictProbabilities(table.Spread("words")).Zip(sparse.PredictProbabilities(table)), pair => Near(pair.First, pair.Second));
        }
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("lasso")]
    [InlineData("elastic-net")]
    [InlineData("poisson-regression")]
    [InlineData("logistic-regression")]
    [InlineData("logistic-l1")]
    public void The_same_bytes_come_of_any_number_of_threads(string kind)
    {
        var table = WithAmounts(SparseTables.Texts(9_000, 5_000, 3)).Drop("w");

        var models = new[] { 1, 2, 7 }.Select(threads => Fit(kind, table, threads)).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
        Assert.Contains(models[0], value => value != 0);
    }

    [Fact]
    public void A_weight_is_as_a_repeated_row_on_wide_sparse_columns()
    {
        var table = WithAmounts(SparseTables.Texts(200, 1_500, 2));
        var weights = table.Column<long>("w").Values.ToArray();
        var repeated = table.Take([.. Enumerable.Range(0, 200).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))]).Drop("w");
        Recipe[] recipes = [new Lasso { Penalty = 0.01, Tolerance = 1e-13 }, new PoissonRegression { Tolerance = 1e-12 }, new Ridge()];

        foreach (var recipe in recipes.Cast<Regressor>())
        {
            var weighted = recipe.Fit(table.Drop("y"), "amount", new FitOptions { Weight = "w" });
            var expected = recipe.Fit(repeated.Drop("y"), "amount");

            Assert.All(expected.PredictValues(repeated).Zip(weighted.PredictValues(repeated)), pair => Near(pair.First, pair.Second, 1e-6)); // gaps of 1e-13 leave 1e-6 of a coefficient
        }
    }

    [Fact]
    public void Wide_lassos_on_sparse_columns_are_those_of_the_dense_table()
    {
        var table = WithAmounts(SparseTables.Texts(150, 1_200, 2)).Drop("y", "w");
        var recipe = new Lasso { Penalty = 0.02, Tolerance = 1e-14 };

        var sparse = recipe.Fit(table, "amount");
        var dense = recipe.Fit(table.Spread("words"), "amount");

        Assert.True(sparse.Converged);
        Assert.All(dense.PredictValues(table.Spread("words")).Zip(sparse.PredictValues(table)), pair => Near(pair.First, pair.Second, 1e-6)); // the root of the gap
    }

    [Fact]
    public void A_ridge_of_very_many_sparse_places_has_no_gradient_left()
    {
        var table = WithAmounts(SparseTables.Texts(400, 12_000, 2)).Drop("y");
        const double L2 = 0.5;

        var model = new Ridge { L2 = L2 }.Fit(table, "amount", new FitOptions { Weight = "w" });

        // Σ s r x = λ w for each feature, and Σ s r = 0.
        var matrix = ((SparseColumn)table["words"]).Matrix;
        var target = table.Column<double>("amount").Values;
        var weights = table.Column<long>("w").Values;
        var residuals = model.PredictValues(table);
        for (var row = 0; row < residuals.Length; row++)
        {
            residuals[row] = weights[row] * (target[row] - residuals[row]);
        }

        var slopes = new double[matrix.ColumnCount];
        matrix.MultiplyTransposed(residuals, slopes);
        Assert.Equal(0, residuals.Sum(), 1e-9); // of 400 residuals of some 1
        for (var place = 0; place < slopes.Length; place++)
        {
            Assert.Equal(slopes[place], L2 * model.Coefficients[$"words[word {place}]"], 1e-9); // slopes are of some 1
        }
    }

    [Fact]
    public void Least_squares_without_a_penalty_refuses_more_places_than_it_solves_for()
    {
        var table = WithAmounts(SparseTables.Texts(3_000, 9_000, 2)).Drop("y", "w");
        var count = Enumerable.Range(0, 9_000).Count(place => ((SparseColumn)table["words"]).Matrix.Transpose().RowIndices(place).Length > 0) + 1;

        var error = Assert.Throws<TableException>(() => new LinearRegression().Fit(table, "amount"));

        Assert.Equal(
            $"The table cannot be learned from: its sparse columns make {count} features that vary, and least squares without a penalty is solved for at most 4096: " +
            "set L2 above 0, or drop features.",
            error.Message);
    }

    [Fact]
    public void Places_that_most_rows_hold_and_places_of_odd_sizes_are_as_columns()
    {
        var random = new RandomStream(3);
        var entries = Enumerable.Range(0, 200).SelectMany(row => new[]
        {
            (row, 0, 1e6 + random.NextGaussian()), // far from 0 in every row
            (row, 1, row % 3 == 0 ? 1e-30 * random.NextDouble() : 0),
            (row, 2, row % 7 == 0 ? 1e30 * (1 + random.NextDouble()) : 0),
            (row, 3, 5.0), // the same in all
            (row, 4, 0.0),
        }).Where(entry => entry.Item3 != 0);
        var words = Enumerable.Range(0, 6).Select(place => $"word {place}").ToEquatableArray();
        var column = new SparseColumn("words", CsrMatrix.FromEntries(200, 6, entries), words);
        var y = Enumerable.Range(0, 200).Select(row => column.Matrix[row, 0] - 1e6 + (1e30 * column.Matrix[row, 1]) + (1e-30 * column.Matrix[row, 2]) + (0.1 * random.NextGaussian())).ToArray();
        var table = Table.Create(column, Column.Of("amount", y));

        var sparse = new LinearRegression().Fit(table, "amount");
        var dense = new LinearRegression().Fit(table.Spread("words"), "amount");

        Assert.Equal(["words[word 3]", "words[word 4]", "words[word 5]"], sparse.Aliased);
        Assert.Equal(3, sparse.Rank);
        Assert.All(dense.PredictValues(table.Spread("words")).Zip(sparse.PredictValues(table)), pair => Near(pair.First, pair.Second));
    }

    [Fact]
    public void Features_of_sparse_columns_have_names_of_their_own_and_the_largest_are_printed()
    {
        var entries = Enumerable.Range(0, 60).Select(row => (row, row % 55, 1.0 + row));
        var column = new SparseColumn("words", CsrMatrix.FromEntries(60, 55, entries));
        var table = Table.Create(
            column, Column.Of("words[3]", Enumerable.Range(0, 60).Select(row => Math.Sin(row)).ToArray()), Column.Of("y", Enumerable.Range(0, 60).Select(row => (double)(row * row)).ToArray()));

        var model = new Ridge().Fit(table, "y");

        Assert.Equal(56, model.Coefficients.Count);
        Assert.Equal("words[3] #56", model.Coefficients.Keys.Last());
        var lines = model.ToString()!.Split('\n'); // a model says what it is
        Assert.Equal(53, lines.Length);
        Assert.Equal("  (6 more, none larger)", lines[^1]);
    }

    static double[] Fit(string kind, Table table, int threads)
    {
        var options = new FitOptions { MaxThreads = threads };
        if (kind.StartsWith("logistic", StringComparison.Ordinal))
        {
            var model = new LogisticRegression { L1 = kind == "logistic-l1" ? 1 : 0 }.Fit(table.Drop("amount"), "y", options);
            return [.. model.Coefficients.Values.SelectMany(values => values), .. model.Intercepts];
        }

        return [.. Coefficients(Regressor(kind, true).Fit(table.Drop("y"), "amount", options)).Values];
    }

    static Regressor Regressor(string kind, bool intercept) => kind switch
    {
        "linear-regression" => new LinearRegression { Intercept = intercept },
        "ridge" => new Ridge { Intercept = intercept },
        "lasso" => new Lasso { Penalty = 0.02, Intercept = intercept, Tolerance = 1e-16 },
        "elastic-net" => new ElasticNet { Penalty = 0.02, Intercept = intercept, Tolerance = 1e-16 },
        "poisson-regression" => new PoissonRegression { Intercept = intercept, Tolerance = 1e-12 },
        "gamma-regression" => new GammaRegression { Intercept = intercept, Tolerance = 1e-12 },
        "tweedie-regression" => new TweedieRegression { Intercept = intercept, Tolerance = 1e-12 },
        _ => new HuberRegression { Intercept = intercept, L2 = 1, Tolerance = 1e-12 },
    };

    static IReadOnlyDictionary<string, double> Coefficients(RegressorModel model) => model switch
    {
        LinearRegressionModel linear => linear.Coefficients,
        RidgeModel ridge => ridge.Coefficients,
        LassoModel lasso => lasso.Coefficients,
        ElasticNetModel net => net.Coefficients,
        PoissonRegressionModel poisson => poisson.Coefficients,
        GammaRegressionModel gamma => gamma.Coefficients,
        TweedieRegressionModel tweedie => tweedie.Coefficients,
        _ => ((HuberRegressionModel)model).Coefficients,
    };

    /// <summary>An amount above 0 that the words make, and a whole weight of 0 to 2.</summary>
    static Table WithAmounts(Table table)
    {
        var random = new RandomStream(9);
        var matrix = ((SparseColumn)table["words"]).Matrix;
        var effects = Enumerable.Range(0, matrix.ColumnCount).Select(_ => 0.3 * random.NextGaussian()).ToArray();
        var amounts = new double[table.RowCount];
        matrix.Multiply(effects, amounts);
        for (var row = 0; row < amounts.Length; row++)
        {
            amounts[row] = Math.Exp(amounts[row]) * (0.5 + random.NextDouble());
        }

        var weights = Enumerable.Range(0, table.RowCount).Select(_ => (long)random.NextInt(3)).ToArray();
        return table.With(Column.Of("amount", amounts)).With(Column.Of("w", weights));
    }

    static void Near(double expected, double actual, double tolerance = Same) =>
        Assert.True((double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{actual} is not {expected}.");
}
