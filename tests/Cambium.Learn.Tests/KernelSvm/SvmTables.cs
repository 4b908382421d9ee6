using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The tables of tests/oracles/kernel_svm.py, each with a column "weight".</summary>
static class SvmTables
{
    internal static Table Of(string name, string target) => LinearTables.WithOracleWeights(name switch
    {
        "iris" => LinearTables.Sample("iris.csv"),
        "cancer" => LinearTables.Sample("breast-cancer.csv"),
        "scaled cancer" => Scaled(LinearTables.Sample("breast-cancer.csv"), target),
        "diabetes" => LinearTables.Sample("diabetes.csv"),
        "scaled diabetes" => Scaled(LinearTables.Sample("diabetes.csv"), target),
        _ => Spirals(target),
    });

    internal static Table Spirals(string target)
    {
        var x = new double[240];
        var y = new double[240];
        for (var i = 0; i < x.Length; i++)
        {
            var t = i / 24.0;
            var a = (1.7 * t) + (3.14159 * (i % 2));
            (x[i], y[i]) = (t / 2 * Math.Cos(a), t / 2 * Math.Sin(a));
        }

        var features = Table.Create(Column.Of("x", x), Column.Of("y", y));
        return target switch
        {
            "side" => features.With(Column.Of("side", x.Select((_, i) => i % 2 == 1 ? "one" : "two").ToArray())),
            "height" => features.With(Column.Of("height", x.Zip(y, (a, b) => Math.Sin(2 * a) + (b / 3)).ToArray())),
            _ => features,
        };
    }

    static Table Scaled(Table table, string target)
    {
        foreach (var name in table.Columns.Select(column => column.Name).Where(name => name != target))
        {
            var values = ColumnFit.Numbers(table[name]).ToArray();
            var largest = values.Max(Math.Abs);
            table = table.With(Column.Of(name, values.Select(value => value / largest).ToArray()));
        }

        return table;
    }
}
