using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The rows that tests/oracles/imputing.py fills.</summary>
static class GapRows
{
    const int Count = 160;

    static readonly Table All = Table.Create(
        Make("a", 7, 3, i => (2 * Hidden(i)) + Math.Cos(i * 1.7)),
        Make("b", 11, 5, i => 5 - Hidden(i) + (0.3 * Math.Sin(i * 2.9))),
        Make("c", 5, 1, i => (i * 31 % 17 * 0.5) + (0.2 * Hidden(i))),
        Make("d", 13, 3, i => 40 + (10 * Math.Cos(i * 0.11)) + Hidden(i)),
        Column.Of("e", Enumerable.Range(0, Count).Select(i => (Hidden(i) * 0.5) + (i * 13 % 7)).ToArray()));

    internal static Table Train { get; } = All.Slice(0, 120);

    internal static Table Test { get; } = All.Slice(120, 40);

    internal static void AssertOracle(System.Text.Json.Nodes.JsonNode expected, Transform step, double tolerance = 1e-10)
    {
        var model = step.Fit(Train);
        ScaleRows.AssertNear(expected["train"].Numbers(), model.Apply(Train), tolerance);
        ScaleRows.AssertNear(expected["test"].Numbers(), model.Apply(Test), tolerance);
    }

    static double Hidden(int i) => (Math.Sin(i * 0.37) * 3) + (i * 0.01);

    static Column<double> Make(string name, int step, int rest, Func<int, double> value) =>
        Column.Of(name, Enumerable.Range(0, Count).Select(i => i % step == rest || i == 50 ? double.NaN : value(i)).ToArray());
}
