using System.Text.Json.Nodes;

namespace Cambium.Cli;

/// <summary>What a served classifier said of one row.</summary>
/// <param name="Prediction">The class it chose.</param>
/// <param name="Probabilities">The probability of each class.</param>
sealed record ScoringAnswer(string Prediction, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>Reads an answer of the Open Inference Protocol: the classes are named in the parameters of the probabilities.</summary>
    /// <exception cref="CommandException">The text is no such answer.</exception>
    internal static ScoringAnswer Parse(string json)
    {
        var outputs = JsonNode.Parse(json)?["outputs"]?.AsArray().ToDictionary(output => (string?)output?["name"] ?? "");
        if (outputs is null || outputs.GetValueOrDefault("prediction")?["data"] is not JsonArray labels || outputs.GetValueOrDefault("probabilities") is not { } probabilities)
        {
            throw CommandException.Failed($"The server's answer has no prediction and probabilities: {json}");
        }

        var values = probabilities["data"]?.AsArray() ?? [];
        return new ScoringAnswer(
            labels[0]?.ToString() ?? "",
            Enumerable.Range(0, values.Count).ToDictionary(code => probabilities["parameters"]?[$"class_{code}"]?.ToString() ?? $"class_{code}", code => (double?)values[code] ?? double.NaN));
    }
}
