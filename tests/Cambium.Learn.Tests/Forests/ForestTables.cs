using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Tables for the decision trees and forests.</summary>
static class ForestTables
{
    internal static JsonNode Peers { get; } = Oracle.Read("forests.json");

    /// <summary>The generated table of tests/oracles/forests.py with its numeric target "y".</summary>
    internal static Table Generated(int rows = 600, int columns = 5)
    {
        var state = 42L;
        var x = Enumerable.Range(0, columns).Select(_ => new double[rows]).ToArray();
        var y = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            foreach (var column in x)
            {
                column[row] = Next();
            }

            var last = x[3][row] - 0.5;
            y[row] = (3 * x[0][row] * x[1][row]) + (x[2][row] > 0.6 ? 1 : 0) - (2 * last * last) + Next();
        }

        return Table.Create([.. x.Select((values, j) => (Column)Column.Of($"x{j}", values)), Column.Of("y", y)]);

        double Next()
        {
            state = ((1103515245 * state) + 12345) % (1L << 31);
            return (state >> 11) / 1048576.0;
        }
    }

    /// <summary>The table with classes 0, 1, … cut at borders of the numeric target.</summary>
    internal static Table Cut(this Table table, params double[] borders) =>
        table.With(Column.Of("y", table.Numbers("y").Select(value => (long)borders.Count(border => value >= border)).ToArray()));

    internal static Table Two() => Generated().Cut(Math.BitIncrement(1.2));

    internal static Table Three() => Generated().Cut(0.8, 1.7);

    internal static Table Weighted(this Table table) =>
        table.With(Column.Of("w", Enumerable.Range(0, table.RowCount).Select(row => 1 + (row % 4 * 0.5)).ToArray()));

    /// <summary>The mean of a held-out score over the five folds of the oracles.</summary>
    internal static double HeldOut(string file, Func<Table, Table, double> score)
    {
        var table = LinearTables.Sample(file);
        var rows = Enumerable.Range(0, table.RowCount).ToArray();
        return Enumerable.Range(0, 5).Average(fold => score(table.Take([.. rows.Where(row => row % 5 != fold)]), table.Take([.. rows.Where(row => row % 5 == fold)])));
    }

    /// <summary>Asserts that the mean of own scores lies within the peer's 20 seeds, or is better.</summary>
    internal static void AssertWithinSeeds(string oracle, double own, bool higherIsBetter) => AssertWithin(oracle, Peers["held_out"]![oracle].Numbers(), own, higherIsBetter);

    internal static void AssertWithin(string what, double[] peers, double own, bool higherIsBetter) =>
        Assert.True(higherIsBetter ? own >= peers.Min() : own <= peers.Max(), $"{what}: own {own:F5}, scikit-learn's seeds {peers.Min():F5} to {peers.Max():F5}");
}
