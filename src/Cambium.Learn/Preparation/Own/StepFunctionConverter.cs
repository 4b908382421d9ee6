using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Learn;

/// <summary>Writes functions as their name, and finds them by it among those that a program knows.</summary>
sealed class StepFunctionConverter : JsonConverter<StepFunction>
{
    readonly IReadOnlyDictionary<string, StepFunction> _known;

    public StepFunctionConverter()
        : this([])
    {
    }

    internal StepFunctionConverter(IEnumerable<OwnStep> known) => _known = known.Select(step => step.Function).Append(StepFunction.Same).ToDictionary(function => function.Name);

    public override StepFunction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return string.IsNullOrWhiteSpace(name) ? throw new JsonException("The function of a step is no text, expected its name.")
            : _known.TryGetValue(name, out var function) ? function
            : new UnknownStepFunction(name);
    }

    public override void Write(Utf8JsonWriter writer, StepFunction value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
