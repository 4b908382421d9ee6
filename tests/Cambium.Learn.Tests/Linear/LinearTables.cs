using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables for the linear learners.</summary>
static class LinearTables
{
    /// <summary>p standard normal columns x0, x1, … and the target "y": a number, or one of k classes.</summary>
    internal static Table Random(int rows, int columns, int classes = 0, long seed = 1)
    {
        var random = new RandomStream(seed);
        var x = Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        var noise = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
        var score = Enumerable.Range(0, rows).Select(row => x.Select((column, j) => column[row] * (1 - (0.4 * (j % 5)))).Sum() + noise[row]).ToArray();
        Column target = classes == 0
            ? Column.Of("y", score)
            : Column.Of("y", score.Select(value => $"class {Math.Clamp((int)Math.Floor(value + (classes / 2.0)), 0, classes - 1)}").ToArray());
        return Table.Create([.. x.Select((values, j) => (Column)Column.Of($"x{j}", values)), target]);
    }

    internal static Table Sample(string name) => Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "samples", name));

    internal static Table WithOracleWeights(Table table) =>
        table.With(Column.Of("weight", Enumerable.Range(0, table.RowCount).Select(row => 1L + (row % 3)).ToArray()));

    /// <summary>All columns but the target with mean 0 and deviation 1, dividing by n.</summary>
    internal static Table Standardized(Table table, string target) => Table.Create(
        [.. table.Columns.Select(column => column.Name == target ? column : Column.Of(column.Name, Standardized(Numbers(column))))]);

    internal static double[] Numbers(Column column) => column is Column<long> whole ? [.. whole.Values.ToArray().Select(value => (double)value)] : ((Column<double>)column).Values.ToArray();

    static double[] Standardized(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (value - mean) / deviation);
    }

    /// <summary>A column changed value by value.</summary>
    internal static Table Map(this Table table, string column, Func<double, double> change) =>
        table.With(Column.Of(column, table.Column<double>(column).Values.ToArray().Select(change).ToArray()));
}
