using System.Text.Json;

namespace Cambium.Data;

/// <summary>What Cambium leaves in a file about its columns of text, which the format does not tell: which of them hold categories.</summary>
static class ColumnNotes
{
    internal const string Key = "cambium.text";

    internal static string Write(IEnumerable<Column> columns) => JsonSerializer.Serialize(
        columns.Where(column => column.Type is ColumnType.Category or ColumnType.String).ToDictionary(column => column.Name, column => column.Type == ColumnType.Category ? "category" : "string"));

    /// <summary>The types by name; empty where the file has no such note, or one that cannot be read.</summary>
    internal static Dictionary<string, ColumnType> Read(IReadOnlyDictionary<string, string> notes)
    {
        if (!notes.TryGetValue(Key, out var note))
        {
            return [];
        }

        try
        {
            var types = JsonSerializer.Deserialize<Dictionary<string, string>>(note) ?? [];
            return types.Where(pair => pair.Value is "category" or "string").ToDictionary(pair => pair.Key, pair => pair.Value == "category" ? ColumnType.Category : ColumnType.String);
        }
        catch (JsonException)
        {
            // Without the note, the file is read as any other.
            return [];
        }
    }
}
