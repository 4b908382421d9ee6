using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Prices of calls for the classes of a model.</summary>
static class CostMatrix
{
    /// <summary>What is wrong with prices for such classes, one text a problem; empty where nothing is.</summary>
    internal static IReadOnlyList<string> Problems(EquatableArray<ErrorCost> costs, EquatableArray<string> classes) =>
    [
        .. costs.SelectMany(cost => new[] { cost.Class, cost.Call }).Distinct().Where(name => classes.IndexOf(name) < 0).Select(name => $"'{name}' is no class"),
        .. costs.GroupBy(cost => (cost.Class, cost.Call)).Where(group => group.Count() > 1)
            .Select(group => $"the price of calling '{group.Key.Class}' '{group.Key.Call}' is given twice"),
    ];

    /// <summary>k × k, row-major, a row a class, a column a call: the prices given, else 0 where the call is right and 1 where it is wrong.</summary>
    internal static double[] Of(EquatableArray<ErrorCost> costs, EquatableArray<string> classes)
    {
        var k = classes.Count;
        var matrix = new double[k * k];
        for (var at = 0; at < matrix.Length; at++)
        {
            matrix[at] = at / k == at % k ? 0 : 1;
        }

        foreach (var cost in costs)
        {
            matrix[(classes.IndexOf(cost.Class) * k) + classes.IndexOf(cost.Call)] = cost.Cost;
        }

        return matrix;
    }
}
