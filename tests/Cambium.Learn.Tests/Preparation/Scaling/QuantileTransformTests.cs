using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class QuantileTransformTests
{
    [Fact]
    public void Shares_by_hand()
    {
        var train = Table.Create(Column.Of("x", [1.0, 2, 2, 4, 8]));

        var changed = new QuantileTransform().Fit(train).Apply(Table.Create(Column.Of("x", [0.0, 1.5, 2, 3, 8, 9])));

        Assert.Equal([0, 0.125, 0.375, 0.625, 1, 1], changed.Column<double>("x").Values.ToArray());
    }

    [Fact]
    public void Shares_are_as_scikit_learn_has_them() => ScaleRows.AssertOracle("quantile_uniform", new QuantileTransform(), ScaleRows.All.Drop("c"));

    [Fact]
    public void Normal_quantiles_are_as_scikit_learn_has_them()
    {
        ScaleRows.AssertOracle("quantile_normal", new QuantileTransform { Quantiles = 20, Output = QuantileOutput.Normal }, ScaleRows.All);
        var others = ScaleRows.All.Columns.Aggregate(
            ScaleRows.All, (table, column) => table.With(Column.Of(column.Name, Array.ConvertAll(ColumnFit.Numbers(column).ToArray(), value => (value * 1.1) - 0.3))));

        var changed = new QuantileTransform { Quantiles = 40, Output = QuantileOutput.Normal }.Fit(ScaleRows.All.Slice(0, 90)).Apply(others);

        ScaleRows.AssertNear(Oracle.Read("scaling.json")["quantile_other"].Numbers(), changed, 1e-10);
    }

    [Fact]
    public void Normal_quantiles_are_as_SciPy_has_them()
    {
        var shares = Oracle.Read("scaling.json")["normal_shares"].Numbers();
        var quantiles = Oracle.Read("scaling.json")["normal_quantiles"].Numbers();

        for (var i = 1; i < shares.Length; i++)
        {
            Oracle.Near(quantiles[i], InverseNormal.Of(shares[i]), 1e-14);
        }

        Assert.Equal(double.NegativeInfinity, InverseNormal.Of(0));
        Assert.Equal(double.PositiveInfinity, InverseNormal.Of(1));
        Assert.Equal(0, InverseNormal.Of(0.5));
    }

    [Fact]
    public void Bent_columns_make_the_same_shares()
    {
        var table = ScaleRows.All.Select("a");
        var bent = Table.Create(Column.Of("a", Array.ConvertAll(table.Column<double>("a").Values.ToArray(), value => Math.Pow(value, 3))));
        var recipe = new QuantileTransform { Quantiles = ScaleRows.Count };

        // Quantiles at the training rows themselves, where no line lies between two.
        var present = Table.Create(table["a"].Take([.. Enumerable.Range(0, ScaleRows.Count).Where(row => !table["a"].IsMissing(row))]));
        var other = Table.Create(bent["a"].Take([.. Enumerable.Range(0, ScaleRows.Count).Where(row => !bent["a"].IsMissing(row))]));
        ScaleRows.AssertNear(recipe.Fit(present).Apply(present).Column<double>("a").Values.ToArray(), recipe.Fit(other).Apply(other), 1e-12);
    }
}
