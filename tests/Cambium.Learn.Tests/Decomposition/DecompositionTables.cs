using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables of tests/oracles/decomposition.py, and how decompositions are compared.</summary>
static class DecompositionTables
{
    internal static Table Sample(string name, string target) => Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "samples", name)).Drop(target);

    internal static Table Wine => Sample("wine.csv", "cultivar");

    internal static Table Cancer => Sample("breast-cancer.csv", "diagnosis");

    internal static Table Digits => Sample("digits.csv", "digit");

    internal static Table Wave(int n, int p) => Of(n, p, (row, column) =>
    {
        var sum = 0.0;
        for (var k = 1; k < 9; k++)
        {
            sum += Math.Sin((row * (0.37 * k)) + k) * Math.Cos(column * (0.11 * k * k)) * (10.0 / k);
        }

        var place = ((double)row * p) + column + 1;
        return sum + (0.01 * Math.Sin(place * place));
    });

    internal static Table Random(int n, int p, long seed)
    {
        var random = new RandomStream(seed);
        return Of(n, p, (_, column) => (column + 1) * random.NextGaussian());
    }

    internal static Table Of(int n, int p, Func<int, int, double> value)
    {
        var columns = new double[p][];
        for (var column = 0; column < p; column++)
        {
            columns[column] = new double[n];
        }

        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < p; column++)
            {
                columns[column][row] = value(row, column);
            }
        }

        return Table.Create([.. columns.Select((values, column) => Column.Of($"x{column}", values))]);
    }

    /// <summary>The first rows of the first columns, row-major.</summary>
    internal static double[] Corner(Table table, int rows, int columns) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => table.Columns.Take(columns).Select(column => ((Column<double>)column).Values[row]))];

    /// <summary>All values, column by column.</summary>
    internal static double[] Values(Table table) => [.. table.Columns.SelectMany(column => ((Column<double>)column).Values.ToArray())];

    /// <summary>Asserts equality within a share of the largest expected size.</summary>
    internal static void Near(double[] expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var size = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * size, $"at {i}: expected {expected[i]:R}, found {actual[i]:R}");
        }
    }
}
