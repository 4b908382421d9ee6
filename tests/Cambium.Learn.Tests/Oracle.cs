using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Values that a peer computed, from the files of tests/oracles.</summary>
static class Oracle
{
    internal static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", name)))!;

    /// <summary>Numbers; a null is NaN.</summary>
    internal static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(item => item?.GetValue<double>() ?? double.NaN)];

    internal static T Deserialized<T>(this JsonNode node) => node.Deserialize<T>()!;

    /// <summary>Asserts equality up to a relative error (absolute under 1); NaN equals NaN.</summary>
    internal static void Near(double expected, double actual, double tolerance) =>
        Assert.True(
            (double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"expected {expected:R}, found {actual:R}");
}
