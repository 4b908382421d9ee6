using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Learn;

/// <summary>Writes a selection of columns as the list of its items' texts.</summary>
sealed class ColumnSelectionConverter : JsonConverter<ColumnSelection>
{
    public override ColumnSelection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var items = JsonSerializer.Deserialize<string[]>(ref reader, options) ?? [];
        return items.Any(item => item is null)
            ? throw new JsonException("A selection of columns holds a null, expected names.")
            : ColumnSelection.Parse(items) ?? throw new JsonException(
                $"A selection of columns is [{string.Join(", ", items)}], expected names, kind:numbers, kind:truths, kind:categories, kind:moments, kind:texts, kind:vectors, or not:NAME.");
    }

    public override void Write(Utf8JsonWriter writer, ColumnSelection value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
