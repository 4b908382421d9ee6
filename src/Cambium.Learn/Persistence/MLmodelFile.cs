using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The text of <c>MLmodel</c>, the file by which MLflow's tools know a model's folder; Cambium itself does not read it.</summary>
/// <remarks>Source: MLflow, "MLflow Model", storage format and signature.</remarks>
static class MLmodelFile
{
    internal static string Text(Model model, string kind, string version, string identifier, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append("flavors:\n  cambium:\n    data: .\n");
        text.Append(CultureInfo.InvariantCulture, $"    kind: {kind}\n    version: {version}\n");
        text.Append(CultureInfo.InvariantCulture, $"model_uuid: {identifier}\n");
        text.Append(CultureInfo.InvariantCulture, $"signature:\n  inputs: {Quoted(Columns(model.Input))}\n  outputs: {Quoted(Columns(model.Output))}\n  params: null\n");
        text.Append(CultureInfo.InvariantCulture, $"utc_time_created: '{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'\n");
        return text.ToString();
    }

    static string Columns(Schema schema) =>
        new JsonArray([
            .. schema.Fields.Select(Column),
        ]).ToJsonString();

    static JsonObject Column(Field field)
    {
        var column = new JsonObject
        {
            ["type"] = TypeOf(field.Type),
            ["name"] = field.Name,
            // A model takes missing values wherever a table may hold them; what it needs is the column.
            ["required"] = true,
        };
        if (field.Type == ColumnType.Sparse)
        {
            column["items"] = new JsonObject { ["type"] = "double" };
        }

        return column;
    }

    static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Float64 => "double",
        ColumnType.Int64 => "long",
        ColumnType.Boolean => "boolean",
        ColumnType.DateTime => "datetime",
        ColumnType.Sparse => "array",
        _ => "string",
    };

    // In single quotes YAML takes everything as it stands but the quote itself; JSON holds no line breaks.
    static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
