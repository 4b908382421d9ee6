using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Server;

/// <summary>Reads JSON that is kept as it came.</summary>
static class JsonText
{
    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MlflowRequest.MaxDepth };

    /// <summary>The value of a text; null where it is no JSON, names a member twice, or holds text that is no Unicode.</summary>
    internal static JsonNode? Parse(string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: Options);

            // Text is looked at when it is written, which comes too late for a refusal.
            _ = node?.ToJsonString();
            return node;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
