using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>What imbalanced-learn decides without drawing; the formulas of the points stand in tests/oracles/balance.py.</summary>
public sealed class BalanceOracleTests
{
    static readonly JsonNode Values = Oracle.Read("balance.json");

    static readonly Table Train = Table.Create(
        Column.Of("row", Numbers(i => i * 1e-9)),
        Column.Of("a", Numbers(i => Math.Sin(i * 1.7) * 3)),
        Column.Of("b", Numbers(i => Math.Cos(i * 0.9) * 2)),
        Column.Of("c", Numbers(i => Math.Sin(i * 0.31) + (i % 7 / 5.0))),
        Column.Of("y", [.. Enumerable.Range(0, 120).Select(i => i % 6 == 0 ? "rare" : i % 6 < 3 ? "some" : "most")]));

    [Theory]
    [InlineData(false, "tomek")]
    [InlineData(true, "tomek_both")]
    public void The_same_rows_stand_in_Tomek_links(bool both, string name)
    {
        var kept = new RemoveTomekLinks { Both = both }.FitTransform(Train, "y");

        Assert.Equal(Values[name]!.Numbers(), kept.Column<double>("row").Values.ToArray().Select(row => Math.Round(row * 1e9)));
    }

    [Fact]
    public void As_many_rows_start_from_each_row_by_Adasyn()
    {
        var rows = Train.With(Column.Of("w", Numbers(i => i)));

        var made = new Adasyn().FitTransform(rows, "y", new FitOptions { Weight = "w" });

        // A new row keeps the weight of the row that it starts from.
        var counts = made.Column<double>("w").Values[120..].ToArray().GroupBy(row => (int)row).ToDictionary(group => group.Key, group => (double)group.Count());
        foreach (var name in new[] { "rare", "some" })
        {
            var own = Enumerable.Range(0, 120).Where(row => rows["y"].Format(row) == name);
            Assert.Equal(Values["adasyn"]![name]!.Numbers(), own.Select(row => counts.GetValueOrDefault(row)));
        }
    }

    [Fact]
    public void Balanced_weights_are_the_same()
    {
        var weighted = new WeightClasses().FitTransform(Train, "y");

        Assert.All(Enumerable.Range(0, 120), row => Oracle.Near(
            Values["weights"]![weighted["y"].Format(row)]!.GetValue<double>(), weighted.Column<double>("weight").Values[row], 1e-14)); // a few roundings
    }

    static double[] Numbers(Func<int, double> value) => [.. Enumerable.Range(0, 120).Select(value)];
}
