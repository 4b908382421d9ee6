using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Values of scikit-learn's LIBSVM, tests/oracles/kernel_svm.py. Both stop at a violation of 1e-9 and keep kernel values in single precision.</summary>
public sealed class SvmPeerTests
{
    // Kernel values are rounded to 6e-8 of themselves, here as there, and C multiplies that.
    const double Decisions = 2e-5;

    const double Tight = 1e-9;

    [Theory]
    [InlineData("iris rbf", "iris", "")]
    [InlineData("iris linear", "iris", "kernel=linear c=0.5")]
    [InlineData("iris polynomial", "iris", "kernel=polynomial degree=3 constant=1 gamma=0.1")]
    [InlineData("iris rbf weighted", "iris", "c=2")]
    [InlineData("cancer rbf", "cancer", "c=10")]
    [InlineData("cancer rbf balanced", "cancer", "balance-classes=true")]
    [InlineData("cancer sigmoid", "scaled cancer", "kernel=sigmoid gamma=0.1 constant=-1")]
    [InlineData("spirals rbf", "spirals", "c=100 gamma=2")]
    [InlineData("spirals rbf weighted", "spirals", "gamma=1")]
    public void A_classifier_is_that_of_LIBSVM(string name, string table, string settings)
    {
        var oracle = Oracle.Read("kernel_svm.json")["classify"]![name]!;
        var target = table == "iris" ? "species" : table == "spirals" ? "side" : "diagnosis";
        var (rows, options) = Rows(table, target, name);
        var recipe = (SupportVectorClassifier)Recipe("support-vector-classifier", $"{settings} probabilities=margin");

        var model = recipe.Fit(rows, target, options);

        Assert.True(model.Converged);
        Oracle.Near(1, model.Gamma / oracle["gamma"]!.GetValue<double>(), name.Contains("weighted", StringComparison.Ordinal) && recipe.Gamma is null ? 0.2 : 1e-12);
        if (recipe.Gamma is null && name.Contains("weighted", StringComparison.Ordinal))
        {
            // scikit-learn leaves the weights out of the variance.
            model = (recipe with { Gamma = oracle["gamma"]!.GetValue<double>() }).Fit(rows, target, options);
        }

        // A margin's own rows are support vectors or not by a rounding.
        Assert.InRange(model.SupportVectorCounts.Sum(), oracle["support"]!.GetValue<int>() - 2, oracle["support"]!.GetValue<int>() + 2);
        // With three classes, LIBSVM's decisions are above 0 for the earlier class.
        var sign = model.Classes.Count == 2 ? 1 : -1;
        var decisions = model.PredictDecisions(rows.Slice(0, 20));
        Assert.All(oracle["decisions"].Numbers().Zip(decisions), pair => Oracle.Near(sign * pair.First, pair.Second, Decisions * recipe.C));
        if (model.Classes.Count == 2)
        {
            var truth = Enumerable.Range(0, model.SupportVectorCounts.Sum()).Select(i => i < model.SupportVectorCounts[0] ? -1.0 : 1).ToArray();
            var kernel = new KernelFunction(recipe.Kernel, model.Gamma, recipe.Degree, recipe.Constant);
            AssertNoWorse(oracle, Objective(kernel, [.. model.SupportVectors], [.. model.Coefficients], truth, 0));
        }
    }

    [Theory]
    [InlineData("diabetes rbf", "diabetes", "c=100 epsilon=5")]
    [InlineData("diabetes linear weighted", "scaled diabetes", "kernel=linear")]
    [InlineData("spirals rbf", "spirals", "c=10 epsilon=0.05 gamma=1")]
    [InlineData("spirals polynomial weighted", "spirals", "kernel=polynomial degree=2 constant=1 gamma=0.5 c=0.5")]
    public void A_regressor_is_that_of_LIBSVM(string name, string table, string settings)
    {
        var oracle = Oracle.Read("kernel_svm.json")["regress"]![name]!;
        var target = table == "spirals" ? "height" : "progression";
        var (rows, options) = Rows(table, target, name);
        var recipe = (SupportVectorRegressor)Recipe("support-vector-regressor", settings);

        var model = recipe.Fit(rows, target, options);

        Assert.True(model.Converged);
        Assert.InRange(model.SupportVectorCount, oracle["support"]!.GetValue<int>() - 3, oracle["support"]!.GetValue<int>() + 3);
        Assert.All(oracle["decisions"].Numbers().Zip(model.PredictValues(rows.Slice(0, 20))), pair => Oracle.Near(pair.First, pair.Second, Decisions));
        var features = rows.Drop(target, "weight");
        var truth = TruthOf(model.SupportVectors, features, ColumnFit.Numbers(rows[target]).ToArray());
        var kernel = new KernelFunction(recipe.Kernel, model.Gamma, recipe.Degree, recipe.Constant);
        AssertNoWorse(oracle, Objective(kernel, [.. model.SupportVectors], [.. model.Coefficients], truth, recipe.Epsilon));
    }

    [Theory]
    [InlineData("iris rbf", "iris", "nu=0.5")]
    [InlineData("spirals rbf", "spirals", "nu=0.1 gamma=0.5")]
    [InlineData("spirals rbf weighted", "spirals", "nu=0.2 gamma=0.5")]
    public void A_one_class_machine_is_that_of_LIBSVM(string name, string table, string settings)
    {
        var oracle = Oracle.Read("kernel_svm.json")["one_class"]![name]!;
        var (rows, options) = Rows(table, "", name);
        rows = table == "iris" ? rows.Drop("species") : rows;
        var recipe = (OneClassSvm)Recipe("one-class-svm", settings);

        var model = recipe.Fit(rows, options);

        Assert.True(model.Converged);
        Assert.InRange(model.SupportVectorCount, oracle["support"]!.GetValue<int>() - 2, oracle["support"]!.GetValue<int>() + 2);
        Assert.All(oracle["decisions"].Numbers().Zip(model.PredictScores(rows.Slice(0, 20))), pair => Oracle.Near(-pair.First, pair.Second, Decisions));
        var kernel = new KernelFunction(recipe.Kernel, model.Gamma, recipe.Degree, recipe.Constant);
        AssertNoWorse(oracle, Objective(kernel, [.. model.SupportVectors], [.. model.Coefficients], new double[model.SupportVectorCount], 0));
    }

    static (Table Rows, FitOptions Options) Rows(string table, string target, string name)
    {
        var rows = SvmTables.Of(table, target);
        var weighted = name.Contains("weighted", StringComparison.Ordinal);
        return (weighted ? rows : rows.With(Column.Of("weight", Enumerable.Repeat(1L, rows.RowCount).ToArray())), new FitOptions { Weight = "weight" });
    }

    static Recipe Recipe(string kind, string settings) =>
        RecipeCatalog.Create(kind, $"{settings} tolerance={Tight}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));

    /// <summary>½ βᵀKβ − targetᵀβ + ε Σ|β|, in double precision.</summary>
    static double Objective(KernelFunction kernel, double[] vectors, double[] beta, double[] target, double epsilon)
    {
        var p = vectors.Length / beta.Length;
        var objective = 0.0;
        for (var i = 0; i < beta.Length; i++)
        {
            objective += (epsilon * Math.Abs(beta[i])) - (target[i] * beta[i]);
            for (var j = 0; j < beta.Length; j++)
            {
                var (dot, distance) = (0.0, 0.0);
                for (var feature = 0; feature < p; feature++)
                {
                    var (a, b) = (vectors[(i * p) + feature], vectors[(j * p) + feature]);
                    dot += a * b;
                    distance += (a - b) * (a - b);
                }

                var value = kernel.Kind switch
                {
                    SupportVectorKernel.Rbf => Math.Exp(-kernel.Gamma * distance),
                    SupportVectorKernel.Linear => dot,
                    SupportVectorKernel.Polynomial => Math.Pow((kernel.Gamma * dot) + kernel.Constant, kernel.Degree),
                    _ => Math.Tanh((kernel.Gamma * dot) + kernel.Constant),
                };
                objective += beta[i] * beta[j] * value / 2;
            }
        }

        return objective;
    }

    /// <summary>The target of each support vector, found by its features.</summary>
    static double[] TruthOf(EquatableArray<double> vectors, Table features, double[] target)
    {
        var columns = features.Columns.Select(column => ColumnFit.Numbers(column).ToArray()).ToArray();
        var targetOf = Enumerable.Range(0, target.Length).ToLookup(row => string.Join(' ', columns.Select(column => column[row].ToString("R"))), row => target[row]);
        return [.. vectors.Chunk(columns.Length).Select(vector => Assert.Single(targetOf[string.Join(' ', vector.Select(value => value.ToString("R")))].Distinct()))];
    }

    // 1e-6 relative: both work on kernel values in single precision.
    static void AssertNoWorse(JsonNode oracle, double objective)
    {
        var peer = oracle["objective"]!.GetValue<double>();
        Assert.True(objective <= peer + (1e-6 * Math.Abs(peer)), $"the objective is {objective:R}, the peer's {peer:R}");
    }
}
