using Cambium.Data;
using static Cambium.Learn.Tests.DecompositionTables;

namespace Cambium.Learn.Tests;

public sealed class NmfTests
{
    [Fact]
    public void A_product_of_two_columns_by_hand()
    {
        // x = (1, 2)ᵀ (3, 0, 4): one part, of which the second row holds twice as much as the first.
        var table = Table.Create(Column.Of("a", [3.0, 6]), Column.Of("b", [0.0, 0]), Column.Of("c", [4L, 8]));

        var step = new Nmf { Components = 1 }.Fit(table);
        var amounts = step.Apply(table).Column<double>("nmf1").Values;

        Assert.Equal(0, step.Error, 1e-14);
        Near([3.0 / 4, 0, 1], [.. step.Components.Select(value => value / step.Components[2])], 1e-15);
        Near([4, 8], [.. amounts.ToArray().Select(amount => amount * step.Components[2])], 1e-14);
    }

    // Both stop by the same rule on the same objective, which has many local minima, and start alike but for the digits of singular
    // vectors.
    [Fact]
    public void Digits_are_described_no_worse_than_by_scikit_learn()
    {
        AssertNoWorse("nmf_digits_svd", new Nmf { Components = 10 }.Fit(Digits).Error);
        AssertNoWorse("nmf_digits_svd_at_rest", new Nmf { Components = 6, Tolerance = 1e-8, MaxIterations = 5000 }.Fit(Digits.Slice(0, 300)).Error);
    }

    [Fact]
    public void Wine_is_described_no_worse_than_by_scikit_learn()
    {
        var recipe = new Nmf { Components = 3, Tolerance = 1e-6, MaxIterations = 2000 };
        AssertNoWorse("nmf_wine_svd", recipe.Fit(Wine).Error);

        var theirs = Oracle.Read("decomposition.json")["nmf_wine_random"]!.AsArray().Min(run => run!["error"]!.GetValue<double>());
        var ours = Enumerable.Range(0, 5).Min(seed => (recipe with { Start = NmfStart.Random, Seed = seed }).Fit(Wine).Error);
        Assert.True(ours <= theirs * 1.001, $"{ours} against {theirs}"); // the best of five runs that end short of rest
    }

    [Fact]
    public void Parts_and_amounts_are_at_least_0_and_amounts_are_the_best_for_their_row()
    {
        var table = Digits.Slice(0, 60);
        var step = new Nmf { Components = 4 }.Fit(table);
        var amounts = step.Apply(table);

        Assert.All(step.Components, value => Assert.True(value >= 0));
        Assert.All(Values(amounts), value => Assert.True(value >= 0));
        for (var row = 0; row < 60; row++)
        {
            for (var part = 0; part < 4; part++)
            {
                // The gradient is 0 where an amount is above 0, and not falling where it is 0.
                var gradient = 0.0;
                for (var column = 0; column < 64; column++)
                {
                    var described = Enumerable.Range(0, 4).Sum(other => amounts.Column<double>($"nmf{other + 1}").Values[row] * step.Components[(other * 64) + column]);
                    gradient += step.Components[(part * 64) + column] * (described - ColumnFit.Numbers(table.Columns[column]).Span[row]);
                }

                Assert.InRange(gradient, -1e-6, amounts.Column<double>($"nmf{part + 1}").Values[row] > 0 ? 1e-6 : double.PositiveInfinity);
            }
        }
    }

    [Fact]
    public void Each_iteration_brings_the_error_down()
    {
        var errors = new[] { 1, 2, 5, 20, 100 }.Select(most => new Nmf { Components = 5, MaxIterations = most, Tolerance = 0 }.Fit(Digits.Slice(0, 100)).Error).ToArray();

        Assert.Equal(errors.OrderDescending(), errors);
        Assert.Equal(errors.Length, errors.Distinct().Count());
    }

    [Fact]
    public void Scaling_all_columns_scales_the_error()
    {
        var table = Wine;
        var scaled = Of(178, 13, (row, column) => 1024.0 * 1024 * ColumnFit.Numbers(table.Columns[column]).Span[row]);

        foreach (var start in new[] { NmfStart.Svd, NmfStart.Random })
        {
            var recipe = new Nmf { Components = 3, Start = start };
            Assert.Equal(recipe.Fit(table).Error, recipe.Fit(scaled).Error / (1024 * 1024), 1e-6);
        }
    }

    [Fact]
    public void Nothing_but_zeros_has_parts_of_nothing()
    {
        var zeros = Of(9, 3, (_, _) => 0);

        var step = new Nmf().Fit(zeros);

        Assert.Equal(0, step.Error);
        Assert.All(Values(step.Apply(zeros)), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Negative_numbers_are_refused_by_column_and_row()
    {
        var table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("b", [1.0, -2, 3]), Column.Of("c", [-1L, 2, 3]));

        var error = Assert.Throws<TableException>(() => new Nmf().Fit(table));
        Assert.Equal(
            "The table cannot be learned from: columns 'b', 'c' hold negative numbers (first in row 2 of 'b'), which non-negative parts cannot add up to: " +
            "drop those rows or columns, or use Pca.",
            error.Message);
        Assert.Equal("b", error.Column);

        var step = new Nmf { Columns = ["a", "b"] }.Fit(table.Take([0, 2, 2]));
        var later = Assert.Throws<TableException>(() => step.Apply(table));
        Assert.Equal(
            "The table does not fit the model: column 'b' holds negative numbers (first in row 2 of 'b'), which non-negative parts cannot add up to: " +
            "drop those rows or columns, or use Pca.",
            later.Message);
    }

    static void AssertNoWorse(string name, double error)
    {
        var theirs = Oracle.Read("decomposition.json")[name]!["error"]!.GetValue<double>();
        Assert.True(error <= theirs * (1 + 1e-6), $"{name}: {error:R} against {theirs:R}");
    }
}
