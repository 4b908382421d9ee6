using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SupportVectorRegressorTests
{
    static readonly SupportVectorRegressor Tight = new() { Tolerance = 1e-9 };

    [Fact]
    public void Two_rows_by_hand()
    {
        // From (0, 0) to (4, 10) with a tube of ±1, the flattest line goes from 1 to 9.
        var table = Table.Create(Column.Of("x", [0.0, 4.0]), Column.Of("y", [0.0, 10.0]));

        var model = (Tight with { Kernel = SupportVectorKernel.Linear, Epsilon = 1, C = 100 }).Fit(table, "y");

        Assert.Equal([1, 5, 9], model.PredictValues(Table.Create(Column.Of("x", [0.0, 2, 4]))).Select(value => Math.Round(value, 9)));
        Assert.Equal([-0.5, 0.5], model.Coefficients.Select(value => Math.Round(value, 9)));
        Assert.Equal([0, 4], model.SupportVectors);
    }

    [Fact]
    public void Rows_within_the_tube_need_no_support_vectors()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 3]), Column.Of("y", [5.0, 5.3, 4.9, 5.1]));

        var model = (Tight with { Epsilon = 0.5 }).Fit(table, "y");

        Assert.Equal(0, model.SupportVectorCount);
        Assert.Equal(0, model.Iterations);
        Assert.All(model.PredictValues(table), value => Assert.Equal(5.1, value, 1e-12)); // midway between 5.3 − ½ and 4.9 + ½
    }

    [Fact]
    public void A_shifted_target_shifts_the_answers()
    {
        var table = SvmTables.Spirals("height");

        var plain = (Tight with { C = 10 }).Fit(table, "height").PredictValues(table);
        var shifted = (Tight with { C = 10 }).Fit(table.Map("height", value => value + 64), "height").PredictValues(table);

        Assert.All(plain.Zip(shifted), pair => Assert.Equal(pair.First + 64, pair.Second, 1e-6));
    }

    [Fact]
    public void The_unit_of_the_target_does_not_matter_where_C_and_epsilon_are_in_it()
    {
        var table = SvmTables.Spirals("height");

        var plain = (Tight with { C = 2, Epsilon = 0.05 }).Fit(table, "height").PredictValues(table);
        var scaled = (Tight with { C = 2048, Epsilon = 51.2, Tolerance = 1024e-9 }).Fit(table.Map("height", value => value * 1024), "height").PredictValues(table);

        Assert.All(plain.Zip(scaled), pair => Oracle.Near(1024 * pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void A_wild_target_pulls_no_more_than_its_C()
    {
        var x = Enumerable.Range(0, 101).Select(i => i / 10.0).ToArray();
        var y = x.Select(Math.Sin).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", y));
        y[50] = 1e6;
        var wild = Table.Create(Column.Of("x", x), Column.Of("y", y));

        var recipe = new SupportVectorRegressor { Epsilon = 0.01, Gamma = 1, C = 1 };

        var (plain, other) = (recipe.Fit(table, "y").PredictValues(table), recipe.Fit(wild, "y").PredictValues(table));
        Assert.All(plain.Zip(other), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1)); // C times the largest kernel value
    }
}
