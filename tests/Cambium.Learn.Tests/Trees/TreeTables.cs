using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables for the boosted trees.</summary>
static class TreeTables
{
    /// <summary>Numbers with missing and infinite values and ties, a category with missing values, and the target "y": a number, or one of k classes.</summary>
    internal static Table Random(int rows, int classes = 0, long seed = 1)
    {
        var random = new RandomStream(seed);
        var a = Draw(rows, _ => random.NextInt(12) == 0 ? double.NaN : random.NextGaussian());
        var b = Draw(rows, _ => random.NextInt(40));
        var c = Draw(rows, _ => random.NextInt(100) == 0 ? double.PositiveInfinity : random.NextDouble());
        var level = Enumerable.Range(0, rows).Select(_ => random.NextInt(9)).ToArray();
        var score = Draw(rows, row => (double.IsNaN(a[row]) ? 1 : Math.Sin(2 * a[row])) + (b[row] / 20) + (level[row] % 3) + (c[row] > 0.7 ? 1 : 0) + (0.5 * random.NextGaussian()));
        return Table.Create(
            Column.Of("a", a),
            Column.Of("b", b),
            Column.Of("c", c),
            Column.Of("level", level.Select(code => code == 8 ? null : $"level {code}").ToArray()),
            classes == 0 ? Column.Of("y", score) : Column.Of("y", score.Select(value => $"class {Math.Clamp((int)value, 0, classes - 1)}").ToArray()));
    }

    /// <summary>One column of numbers and the target.</summary>
    internal static Table Pair(double[] x, double[] y) => Table.Create(Column.Of("x", x), Column.Of("y", y));

    internal static double[] Draw(int rows, Func<int, double> value) => [.. Enumerable.Range(0, rows).Select(value)];

    internal static double[] Numbers(this Table table, string column) => table.Column<double>(column).Values.ToArray();

    /// <summary>Asserts equality but for a few roundings.</summary>
    internal static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Oracle.Near(pair.First, pair.Second, 1e-13));
    }

    internal static double MeanSquaredError(this RegressorModel model, Table table) =>
        model.PredictValues(table).Zip(table.Numbers("y"), (predicted, y) => (predicted - y) * (predicted - y)).Average();
}
