using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The rows that tests/oracles/scaling.py scales.</summary>
static class ScaleRows
{
    internal const int Count = 150;

    internal static Table All { get; } = Table.Create(
        Column.Of("a", Make(i => i % 13 == 5 ? double.NaN : (5 * Math.Sin(i * 0.7)) + (i % 10 == 0 ? 20 : 0) - 2)),
        Column.Of("b", Make(B)),
        Column.Of("c", Enumerable.Range(0, Count).Select(i => i * 37L % 23).ToArray()),
        Column.Of("constant", Make(_ => 3)));

    internal static Table Positive { get; } = Table.Create(Column.Of("b", Make(B)), Column.Of("cubed", Make(i => B(i) * B(i) * B(i))), Column.Of("c", Make(i => (i * 37 % 23) + 1)));

    internal static Table Whole { get; } = Table.Create(
        Column.Of("a", Make(i => i == 7 ? 0 : 5 * Math.Cos(i * 0.3))), Column.Of("b", Make(i => i == 7 ? 0 : B(i))), Column.Of("c", Make(i => i == 7 ? 0 : i * 37 % 23)));

    internal static void AssertOracle(string name, Transform step, Table rows, double tolerance = 1e-10) =>
        AssertNear(Oracle.Read("scaling.json")[name].Numbers(), step.Fit(rows).Apply(rows), tolerance);

    internal static void AssertNear(double[] expected, Table made, double tolerance)
    {
        Assert.Equal(expected.Length, made.RowCount * made.Columns.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Oracle.Near(expected[i], ((Column<double>)made.Columns[i % made.Columns.Count]).Values[i / made.Columns.Count], tolerance);
        }
    }

    static double B(int i) => Math.Exp(1.5 * Math.Sin(i * 1.3)) + 0.1;

    static double[] Make(Func<int, double> value) => [.. Enumerable.Range(0, Count).Select(value)];
}
