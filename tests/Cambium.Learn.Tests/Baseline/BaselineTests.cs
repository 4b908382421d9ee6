using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class BaselineTests
{
    [Fact]
    public void The_prior_is_the_weighted_share_of_each_class()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", ["a", "b", "b"]), Column.Of("w", [2.0, 1, 1]));

        Assert.Equal([1.0 / 3, 2.0 / 3], new PriorClassifier().Fit(table.Drop("w"), "y").Shares);
        Assert.Equal([0.5, 0.5], new PriorClassifier().Fit(table, "y", new FitOptions { Weight = "w" }).Shares);
    }

    [Fact]
    public void The_mean_is_weighted_and_does_not_overflow()
    {
        var table = Table.Create(Column.Of("y", [1e308, 1e308, 1.5e308]), Column.Of("w", [1.0, 1, 0]));

        Assert.Equal(1e308, new MeanRegressor().Fit(table, "y", new FitOptions { Weight = "w" }).Mean);
        Assert.InRange(new MeanRegressor().Fit(table.Drop("w"), "y").Mean, 1.16e308, 1.17e308);
    }
}
