using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class OneClassSvmTests
{
    [Fact]
    public void Three_rows_by_hand()
    {
        // With the linear kernel and ν = 1, every row takes its weight, 1: the sum is (1 + 2 + 6) x, and ρ is what the strongest of them reaches.
        var table = Table.Create(Column.Of("x", [1.0, 2, 6]));

        var model = new OneClassSvm { Nu = 1, Kernel = SupportVectorKernel.Linear }.Fit(table);

        Assert.Equal([1, 1, 1], model.Coefficients);
        Assert.Equal(54, model.Offset, 1e-9); // 9 · 6
        Assert.Equal([45, 36, 0], model.PredictScores(table));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Nu_bounds_the_share_of_outliers_and_of_support_vectors(double nu)
    {
        var table = LinearTables.Random(600, 3).Drop("y");

        var model = new OneClassSvm { Nu = nu, Tolerance = 1e-8 }.Fit(table);

        var report = model.Evaluate(table);
        Assert.InRange(report["outlier_share"], nu - 0.02, nu + 0.02); // the margin's own rows are on either side by a rounding
        Assert.InRange(model.SupportVectorCount, nu * 600, (nu * 600) + 20);
        Assert.Equal(nu * 600, model.Coefficients.Sum(), 1e-9);
    }

    [Fact]
    public void A_row_far_away_is_an_outlier()
    {
        var table = LinearTables.Random(300, 2).Drop("y");

        var model = new OneClassSvm { Nu = 0.05 }.Fit(table);

        Assert.Equal("true", model.Predict(Table.Create(Column.Of("x0", [9.0]), Column.Of("x1", [9.0])))["outlier"].Format(0));
        Assert.Equal("false", model.Predict(Table.Create(Column.Of("x0", [0.0]), Column.Of("x1", [0.0])))["outlier"].Format(0));
    }
}
