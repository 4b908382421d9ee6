using System.Text.Json;

namespace Cambium.Learn;

/// <summary>How curves over folds are read back, and printed.</summary>
static class CurveJson
{
    /// <summary>Reads what was written.</summary>
    /// <exception cref="JsonException">The text is something else.</exception>
    internal static T Read<T>(string json, string what)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize<T>(json, ModelJson.Options) ?? throw new JsonException($"The text is null, expected {what}.");
    }

    /// <summary>A line a point: what it is at, and the main figure on the rows learned from and left out.</summary>
    internal static string Text(string at, IEnumerable<(string At, FoldScore Train, FoldScore Test)> points)
    {
        var all = points.ToArray();
        return TextTable.Of([
            [at, $"{all[0].Test.Name} train", "test", "± sd"],
            .. all.Select(point => (string[])[point.At, TextTable.Number(point.Train.Mean), TextTable.Number(point.Test.Mean), TextTable.Number(point.Test.StandardDeviation)]),
        ]);
    }
}
