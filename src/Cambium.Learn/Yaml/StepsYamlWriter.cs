using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Writes steps and learners as YAML of one line, settings that differ from their defaults only.</summary>
static partial class StepsYamlWriter
{
    /// <summary>The text of a step, a learner, or a pipeline.</summary>
    internal static string Part(object part) => part switch
    {
        TransformPipeline steps => List(steps.Steps),
        ClassifierPipeline pipeline => Pipeline(pipeline.Steps, pipeline.Last),
        RegressorPipeline pipeline => Pipeline(pipeline.Steps, pipeline.Last),
        ClustererPipeline pipeline => Pipeline(pipeline.Steps, pipeline.Last),
        OutlierDetectorPipeline pipeline => Pipeline(pipeline.Steps, pipeline.Last),
        Recipe recipe => Call(ModelKinds.KindOf(recipe).Name, recipe),
        _ => Call(ModelKinds.KindOf((Transform)part).Name, part),
    };

    /// <summary>The same without the outer braces, which an item of a list needs not.</summary>
    internal static string Outer(string part) => part.StartsWith('{') ? part[1..^1] : part;

    static string Pipeline(EquatableArray<Transform> steps, Recipe last) => $"{{steps: {List(steps)}, learner: {Part(last)}}}";

    static string List(IEnumerable parts) => $"[{string.Join(", ", parts.Cast<object>().Select(Part))}]";

    static string Call(string kind, object part)
    {
        var plain = Activator.CreateInstance(part.GetType());
        var settings = RecipeSettings.Properties(part.GetType())
            .Where(property => !Equals(property.GetValue(part), property.GetValue(plain)))
            .Select(property => $"{RecipeSettings.NameOf(property)}: {Value(property.GetValue(part), property.PropertyType)}")
            .ToArray();
        return settings.Length == 0 ? kind : $"{{{kind}: {{{string.Join(", ", settings)}}}}}";
    }

    static string Value(object? value, Type type) =>
        value is null || !RecipeText.IsRecipe(type) ? Flow(JsonSerializer.SerializeToNode(value, type, ModelJson.Options))
        : RecipeText.ItemOf(type) is null ? Part(value)
        : List((IEnumerable)value);

    static string Flow(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray items => $"[{string.Join(", ", items.Select(Flow))}]",
        JsonObject pairs => $"{{{string.Join(", ", pairs.Select(pair => $"{Text(pair.Key)}: {Flow(pair.Value)}"))}}}",
        _ when node.GetValueKind() == JsonValueKind.String => Text(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    // A text that YAML could take for something else stands in quotes, as JSON has them.
    static string Text(string text) => Word().IsMatch(text) && text is not ("true" or "false" or "null") ? text : JsonSerializer.Serialize(text, ModelJson.Options);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
