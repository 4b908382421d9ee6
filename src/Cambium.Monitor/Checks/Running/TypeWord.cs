using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The words for types in files of checks, the same as on the command line.</summary>
static class TypeWord
{
    /// <summary>All of them.</summary>
    internal static readonly string[] All = ["number", "integer", "bool", "date", "category", "text", "sparse"];

    internal static string Of(ColumnType type) => type switch
    {
        ColumnType.Float64 => "number",
        ColumnType.Int64 => "integer",
        ColumnType.Boolean => "bool",
        ColumnType.DateTime => "date",
        ColumnType.Category => "category",
        ColumnType.String => "text",
        _ => "sparse",
    };

    /// <summary>The type of a word; null of any other word.</summary>
    internal static ColumnType? TypeOf(string word) => word switch
    {
        "number" => ColumnType.Float64,
        "integer" => ColumnType.Int64,
        "bool" => ColumnType.Boolean,
        "date" => ColumnType.DateTime,
        "category" => ColumnType.Category,
        "text" => ColumnType.String,
        "sparse" => ColumnType.Sparse,
        _ => null,
    };
}
