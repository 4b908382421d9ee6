using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables for learners that go by distances.</summary>
static class NeighbourTables
{
    /// <summary>n × p standard normal numbers, row-major.</summary>
    internal static double[] Gaussian(int rows, int columns, long seed = 1)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextGaussian())];
    }

    /// <summary>The points of tests/oracles/neighbours.py and density.py, by the same formula; row-major.</summary>
    internal static double[] Spiral(int rows) =>
    [
        .. Enumerable.Range(0, rows).SelectMany(i =>
        {
            var t = i * 0.61803398875 % 1.0;
            return new[]
            {
                (t * Math.Cos(9 * t)) + (0.05 * Math.Sin(i * 1.7)),
                (t * Math.Sin(9 * t)) + (0.05 * Math.Cos(i * 2.3)),
                Math.Sin(i * 0.37) * t,
            };
        }),
    ];

    /// <summary>Row-major numbers as columns x0, x1, ….</summary>
    internal static Table ToTable(double[] rows, int columns) =>
        Table.Create([.. Enumerable.Range(0, columns).Select(j => (Column)Column.Of($"x{j}", Enumerable.Range(0, rows.Length / columns).Select(i => rows[(i * columns) + j]).ToArray()))]);

    /// <summary>With a target column "y" that numbers the rows.</summary>
    internal static Table Numbered(this Table table) => table.With(Column.Of("y", Enumerable.Range(0, table.RowCount).Select(row => (double)row).ToArray()));

    /// <summary>Row numbers in a random order.</summary>
    internal static int[] Shuffled(int rows, long seed = 3)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        new RandomStream(seed).Shuffle<int>(order);
        return order;
    }

    /// <summary>The k nearest rows by looking at each in plain doubles; ties by row number.</summary>
    internal static (int[] Rows, double[] Reduced) Naive(double[] rows, int columns, double[] query, int k, Distance distance)
    {
        var all = Enumerable.Range(0, rows.Length / columns)
            .Select(row => (Reduced: distance.Reduced(rows.AsSpan(row * columns, columns), query), Row: row))
            .Order()
            .Take(k)
            .ToArray();
        return ([.. all.Select(one => one.Row)], [.. all.Select(one => one.Reduced)]);
    }
}
