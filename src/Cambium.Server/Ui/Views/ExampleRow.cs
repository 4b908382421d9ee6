using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Server;

/// <summary>A row that a model can score, to show how to ask it: typical values of the table that the model learned from.</summary>
static class ExampleRow
{
    /// <summary>
    /// The row as a JSON object, a value a column: the median or the most frequent value; where no profile is known, one of the right type.
    /// </summary>
    internal static JsonObject Of(Schema schema, Profile? profile)
    {
        var row = new JsonObject();
        foreach (var field in schema.Fields)
        {
            row[field.Name] = ValueOf(field, profile?.Columns.FirstOrDefault(column => column.Name == field.Name));
        }

        return row;
    }

    static JsonValue? ValueOf(Field field, ColumnProfile? column)
    {
        var top = column?.TopValues.Select(value => value.Value).FirstOrDefault();
        var median = column is { Quantiles.Count: 5 } ? column.Quantiles[2] : double.NaN;
        return field.Type switch
        {
            ColumnType.Float64 => JsonValue.Create(double.IsFinite(median) ? Rounded(median) : 0),
            ColumnType.Int64 => JsonValue.Create((long)(double.IsFinite(median) ? Math.Round(median) : 0)),
            ColumnType.Boolean => JsonValue.Create(string.Equals(top, "true", StringComparison.OrdinalIgnoreCase)),
            ColumnType.DateTime => JsonValue.Create(Moment(double.IsFinite(median) ? median : 0)),
            _ => JsonValue.Create(top ?? (field.Levels.Count > 0 ? field.Levels[0] : "text")),
        };
    }

    /// <summary>Four significant digits are enough for an example.</summary>
    static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static string Moment(double days) =>
        DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The command that scores a row at a server.</summary>
    /// <param name="origin">The server's address.</param>
    /// <param name="model">How the scoring address names the model.</param>
    /// <param name="row">The row.</param>
    /// <param name="needsToken">Whether the server answers only those who sign in: the shell fills in the token, so that none stands on the page.</param>
    internal static string Curl(string origin, string model, JsonObject row, bool needsToken)
    {
        var body = new JsonObject { ["dataframe_records"] = new JsonArray(row.DeepClone()) };
        var url = $"{origin}/invocations?model={Uri.EscapeDataString(model)}";
        var token = needsToken ? " -H \"Authorization: Bearer $MLFLOW_TRACKING_TOKEN\"" : "";
        return $"curl -s {ShellWord.Quote(url)}{token} -H 'Content-Type: application/json' -d {ShellWord.Quote(body.ToJsonString(Plain))}";
    }

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
