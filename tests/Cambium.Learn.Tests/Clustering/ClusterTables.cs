using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The tables of tests/oracles/clusters.py.</summary>
static class ClusterTables
{
    internal static System.Text.Json.Nodes.JsonNode Oracle(string name) => Tests.Oracle.Read("clusters.json")[name]!;

    internal static Table Of(string name) => name switch
    {
        "iris" => Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "samples", "iris.csv")).Drop("species"),
        "formula" => Formula(240, 5, 6),
        _ => Formula(101, 3, 4),
    };

    internal static int Clusters(string name) => name switch
    {
        "iris" => 3,
        "formula" => 6,
        _ => 4,
    };

    internal static Table Formula(int n, int p, int k) => Table.Create(
        [.. Enumerable.Range(0, p).Select(j => Column.Of($"x{j}", Enumerable.Range(0, n).Select(i => (4 * Noise(1000 + (i % k), j)) + Noise(i, j) + Noise(i, j + 50)).ToArray()))]);

    internal static Table WithWeights(Table table) => table.With(Column.Of("weight", Enumerable.Range(0, table.RowCount).Select(row => 1L + (row % 3)).ToArray()));

    /// <summary>The first k rows, as centres to start from.</summary>
    internal static EquatableArray<double> FirstRows(Table table, int k) => RowMajor(table.Slice(0, k)).ToEquatableArray();

    internal static double[] RowMajor(Table table) =>
        [.. Enumerable.Range(0, table.RowCount).SelectMany(row => table.Columns.Select(column => table.Column<double>(column.Name).Values[row]))];

    internal static Table Map(Table table, Func<double, double> change) =>
        Table.Create([.. table.Columns.Select(column => Column.Of(column.Name, table.Column<double>(column.Name).Values.ToArray().Select(change).ToArray()))]);

    /// <summary>Asserts that two groupings are the same but for the numbers of their groups.</summary>
    internal static void AssertSameGroups(int[] expected, int[] actual)
    {
        var pairs = expected.Zip(actual).Distinct().ToArray();
        Assert.Equal(expected.Distinct().Count(), pairs.Length);
        Assert.Equal(actual.Distinct().Count(), pairs.Length);
    }

    static double Noise(int i, int j)
    {
        var value = Math.Sin((12.9898 * i) + (78.233 * j) + 0.5) * 437.585453;
        return value - Math.Floor(value);
    }
}
