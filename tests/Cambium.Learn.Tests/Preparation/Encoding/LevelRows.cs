using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The rows that tests/oracles/encoding.py encodes.</summary>
static class LevelRows
{
    internal const int Count = 240;

    internal static Table Features { get; } = Table.Create(Column.Of("level", Enumerable.Range(0, Count).Select(Level).ToArray()));

    internal static Table WithNumber { get; } = Features.With(Column.Of("y", Enumerable.Range(0, Count).Select(i => (Math.Sin(i * 0.7) * 3) + (i % 5)).ToArray()));

    internal static Table WithTwo { get; } = Features.With(Column.Of("y", Enumerable.Range(0, Count).Select(i => Place(i) + (i % 4) > 6 ? "yes" : "no").ToArray()));

    internal static Table WithThree { get; } = Features.With(Column.Of("y", Enumerable.Range(0, Count).Select(i => $"class {((i * 5) + Place(i)) % 3}").ToArray()));

    /// <summary>One row of each level, in ordinal order.</summary>
    internal static Table OfEach { get; } = Table.Create(Column.Of("level", ((CategoryColumn)Features["level"]).Levels.ToArray()));

    internal static void Near(double[] expected, ReadOnlySpan<double> actual, double tolerance = 1e-10)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Oracle.Near(expected[i], actual[i], tolerance);
        }
    }

    static string Level(int i) => $"level {Place(i)}";

    static int Place(int i) => ((i * i * 7) + (3 * i)) % 101 % 11;
}
