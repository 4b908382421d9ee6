using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>One row sent to a served model over HTTP, in the Open Inference Protocol (V2).</summary>
/// <param name="Url">Where the server listens.</param>
/// <param name="Model">The registered model's name.</param>
/// <param name="Input">The columns that the model reads.</param>
/// <param name="Row">A table of the one row.</param>
sealed record ScoringCall(Uri Url, string Model, Schema Input, Table Row)
{
    static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The path that is posted to.</summary>
    internal string Path => $"/v2/models/{Uri.EscapeDataString(Model)}/infer";

    /// <summary>The body: a tensor of one value a column.</summary>
    internal string Body() => new JsonObject
    {
        ["inputs"] = new JsonArray([.. Input.Fields.Select(JsonNode (field) => new JsonObject
        {
            ["name"] = field.Name,
            ["shape"] = new JsonArray(1),
            ["datatype"] = Datatype(Row[field.Name]),
            ["data"] = new JsonArray(Value(Row[field.Name])),
        })]),
    }.ToJsonString(Compact);

    /// <summary>A line for a shell that asks the same of /invocations, whose rows are shorter to write.</summary>
    internal string Curl()
    {
        var record = new JsonObject(Input.Fields.Select(field => KeyValuePair.Create(field.Name, Value(Row[field.Name]))));
        var body = new JsonObject { ["dataframe_records"] = new JsonArray(record) }.ToJsonString(Compact);
        return $"curl -s '{new Uri(Url, $"/invocations?model={Uri.EscapeDataString(Model)}")}' -H 'Content-Type: application/json' -d {ShellWord.Of(body)}";
    }

    /// <summary>Sends the row and reads the answer.</summary>
    /// <exception cref="CommandException">The server refused.</exception>
    internal async Task<ScoringAnswer> SendAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var content = new StringContent(Body(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.PostAsync(new Uri(Url, Path), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? ScoringAnswer.Parse(text)
            : throw CommandException.Failed($"The server answered {(int)response.StatusCode} to POST {Path}: {text}");
    }

    static string Datatype(Column column) => column.Type switch
    {
        ColumnType.Float64 => "FP64",
        ColumnType.Int64 => "INT64",
        ColumnType.Boolean => "BOOL",
        _ => "BYTES",
    };

    static JsonNode? Value(Column column) => column switch
    {
        _ when column.IsMissing(0) => null,
        Column<double> numbers => numbers.Values[0],
        Column<long> numbers => numbers.Values[0],
        Column<bool> truths => truths.Values[0],
        _ => column.Format(0),
    };
}
