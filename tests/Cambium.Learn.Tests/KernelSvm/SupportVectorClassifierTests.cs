using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SupportVectorClassifierTests
{
    static readonly SupportVectorClassifier Margin = new() { Probabilities = SupportVectorProbabilities.Margin, Tolerance = 1e-9 };

    [Fact]
    public void Two_rows_by_hand()
    {
        // The widest street between 1 and 5 has its middle at 3 and is 4 wide: the decision is (x − 3) / 2, of two rows at weight ⅛.
        var table = Table.Create(Column.Of("x", [1.0, 5.0]), Column.Of("y", ["low", "no"]));

        var model = (Margin with { Kernel = SupportVectorKernel.Linear }).Fit(table, "y");

        Assert.Equal([-1, 0, 1, 3], model.PredictDecisions(Table.Create(Column.Of("x", [1.0, 3, 5, 9]))).Select(decision => Math.Round(decision, 9)));
        Assert.Equal([-0.125, 0.125], model.Coefficients);
        Assert.Equal([1, 5], model.SupportVectors);
        Assert.Equal([1, 1], model.SupportVectorCounts);
        Assert.Equal(-1.5, model.Intercepts[0], 1e-9);
        Assert.Equal(1 / (1 + Math.Exp(-1)), model.PredictProbabilities(table)[3], 1e-9);
    }

    [Fact]
    public void A_row_on_the_wrong_side_costs_C_by_hand()
    {
        // Classes at 0 and 1 with C = ½: both coefficients stop at C, w = ½, and the border lies midway.
        var table = Table.Create(Column.Of("x", [0.0, 1.0]), Column.Of("y", [false, true]));

        var model = (Margin with { Kernel = SupportVectorKernel.Linear, C = 0.5 }).Fit(table, "y");

        Assert.Equal([-0.5, 0.5], model.Coefficients);
        Assert.Equal([-0.25, 0, 0.25], model.PredictDecisions(Table.Create(Column.Of("x", [0.0, 0.5, 1]))));
    }

    [Fact]
    public void With_margins_the_prediction_is_the_side_of_the_border()
    {
        var table = SvmTables.Spirals("side");

        var model = (Margin with { Gamma = 1 }).Fit(table, "side");

        var predicted = model.Predict(table)["prediction"];
        Assert.All(model.PredictDecisions(table).Select((decision, row) => (decision, row)), pair => Assert.Equal(model.Classes[pair.decision > 0 ? 1 : 0], predicted.Format(pair.row)));
    }

    [Fact]
    public void Platt_probabilities_say_how_often_they_are_right()
    {
        var table = SvmTables.Of("cancer", "diagnosis").Drop("weight");
        var (train, test) = table.Split(0.6, "diagnosis");

        var report = new Standardize().Then(new SupportVectorClassifier()).Fit(train, "diagnosis").Evaluate(test);
        var margin = new Standardize().Then(Margin).Fit(train, "diagnosis").Evaluate(test);

        Assert.True(report["log_loss"] < 0.12, $"{report["log_loss"]}"); // scikit-learn's SVC(probability=True): 0.06 to 0.11 over 20 such splits
        Assert.True(report["log_loss"] < margin["log_loss"]);
        Assert.True(report["roc_auc"] > 0.985);
    }

    [Theory]
    [InlineData("species", "iris")]
    [InlineData("side", "spirals")]
    public void The_order_of_the_rows_does_not_matter(string target, string name)
    {
        var table = SvmTables.Of(name, target).Drop("weight");
        var order = Enumerable.Range(0, table.RowCount).OrderBy(row => (row * 7919) % 1009).ToArray();

        var plain = Margin.Fit(table, target).PredictDecisions(table);
        var shuffled = Margin.Fit(table.Take(order), target).PredictDecisions(table);

        Assert.All(plain.Zip(shuffled), pair => Oracle.Near(pair.First, pair.Second, 1e-6)); // both within 1e-9 of the optimum's conditions, not of its decisions
    }

    [Fact]
    public void With_the_standard_gamma_the_unit_and_origin_of_all_features_do_not_matter()
    {
        var table = SvmTables.Spirals("side");
        var moved = table.Map("x", value => (1024 * value) + 4096).Map("y", value => (1024 * value) + 4096);

        var plain = Margin.Fit(table, "side").PredictDecisions(table);
        var other = Margin.Fit(moved, "side").PredictDecisions(moved);

        Assert.All(plain.Zip(other), pair => Oracle.Near(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Rows_without_weight_do_not_count()
    {
        var table = SvmTables.Spirals("side");
        var weights = Enumerable.Range(0, table.RowCount).Select(row => row % 5 == 0 ? 0L : 1).ToArray();
        var kept = Enumerable.Range(0, table.RowCount).Where(row => weights[row] == 1).ToArray();

        var weighted = Margin.Fit(table.With(Column.Of("w", weights)), "side", new FitOptions { Weight = "w" });

        Assert.Equal(Margin.Fit(table.Take(kept), "side").PredictDecisions(table), weighted.PredictDecisions(table));
    }

    [Fact]
    public void A_class_without_weight_is_never_the_answer()
    {
        var table = SvmTables.Of("iris", "species").Drop("weight");
        var weights = Enumerable.Range(0, table.RowCount).Select(row => table["species"].Format(row) == "setosa" ? 0.0 : 1).ToArray();

        var model = new SupportVectorClassifier().Fit(table.With(Column.Of("w", weights)), "species", new FitOptions { Weight = "w" });

        LearnerCase.AssertSound(model, table);
        Assert.Equal(["setosa", "versicolor", "virginica"], model.Classes);
        Assert.DoesNotContain("setosa", Enumerable.Range(0, table.RowCount).Select(row => model.Predict(table)["prediction"].Format(row)));
    }

    [Fact]
    public void Neither_the_cache_nor_the_threads_change_a_bit_and_shrinking_does_not_change_the_optimum()
    {
        var table = LinearTables.Random(1500, 4, 2);
        var recipe = new SupportVectorClassifier { C = 100, Probabilities = SupportVectorProbabilities.Margin };

        var plain = recipe.Fit(table, "y");
        var small = (recipe with { CacheMegabytes = 1 }).Fit(table, "y", new FitOptions { MaxThreads = 1 });
        var whole = (recipe with { Shrinking = false, Tolerance = 1e-6 }).Fit(table, "y");
        var shrunk = (recipe with { Tolerance = 1e-6 }).Fit(table, "y");

        Assert.True(plain.Iterations > 5000); // long enough for rows to be set aside
        Assert.Equal(plain.PredictDecisions(table), small.PredictDecisions(table));
        Assert.NotEqual(whole.Iterations, shrunk.Iterations);
        Assert.All(whole.PredictDecisions(table).Zip(shrunk.PredictDecisions(table)), pair => Oracle.Near(pair.First, pair.Second, 1e-4)); // 1e-6 of the conditions times C
    }

    [Fact]
    public void Not_converging_is_told_by_the_model()
    {
        var model = (Margin with { MaxIterations = 3 }).Fit(SvmTables.Spirals("side"), "side");

        Assert.False(model.Converged);
        Assert.Equal(3, model.Iterations);
        LearnerCase.AssertSound(model, SvmTables.Spirals("side"));
    }

    [Fact]
    public void A_tolerance_below_rounding_ends_all_the_same()
    {
        var model = (Margin with { Tolerance = 1e-300, MaxIterations = 1_000_000 }).Fit(SvmTables.Spirals("side"), "side");

        Assert.InRange(model.Iterations, 1, 1_000_000);
        LearnerCase.AssertSound(model, SvmTables.Spirals("side"));
    }

    [Fact]
    public void Features_too_large_for_the_kernel_are_refused_by_name()
    {
        var table = Table.Create(Column.Of("x", [1.0, 5.0]), Column.Of("wide", [1e30, 2e30]), Column.Of("y", ["low", "no"]));

        var error = Assert.Throws<TableException>(() => new SupportVectorClassifier { Kernel = SupportVectorKernel.Linear }.Fit(table, "y"));

        Assert.Equal(
            "The table cannot be learned from: the features are so large that the kernel's values overflow, most of all 'wide': put the step Standardize before it.", error.Message);
        Assert.Equal("wide", error.Column);
    }
}
