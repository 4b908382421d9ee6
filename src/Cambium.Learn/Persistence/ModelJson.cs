using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cambium.Learn;

/// <summary>How recipes, schemas, reports and models are written as JSON.</summary>
static class ModelJson
{
    /// <summary>The deepest nesting that is read or written.</summary>
    internal const int MaxDepth = 32;

    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        MaxDepth = MaxDepth,
        // The files are read by people; they are never put into a web page as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ModelKinds.AddToJson } },
    };

    /// <summary>The same for a program that knows steps of its own.</summary>
    internal static JsonSerializerOptions For(LoadOptions options)
    {
        if (options.Steps.Count == 0)
        {
            return Options;
        }

        var own = new JsonSerializerOptions(Options);
        own.Converters.Insert(0, new StepFunctionConverter(options.Steps));
        return own;
    }
}
