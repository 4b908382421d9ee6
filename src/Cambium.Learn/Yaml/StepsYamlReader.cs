using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes steps and learners of what a YAML file says.</summary>
sealed class StepsYamlReader(string source)
{
    static readonly Type[] Texts = [typeof(string), typeof(ColumnSelection), typeof(EquatableArray<string>), typeof(EquatableArray<EquatableArray<string>>)];

    internal EquatableArray<Transform> Steps(YamlNode list)
    {
        var items = list.Items ?? throw YamlTree.Refused(source, list.Line, $"{list.Shown} stands at 'steps', where a list of steps is expected.");
        return items.Select(item => Made<Transform>(item, Step(item))).ToEquatableArray();
    }

    internal Recipe Learner(YamlNode node) => Made<Recipe>(node, LearnerJson(node));

    /// <summary>The pairs of a mapping, all of known names.</summary>
    internal Dictionary<string, YamlNode> Pairs(YamlNode node, string where, IReadOnlyList<string> known)
    {
        var pairs = node.Pairs ?? throw YamlTree.Refused(source, node.Line, $"{where} is {node.Shown}, where a mapping is expected.");
        foreach (var (key, _) in pairs)
        {
            if (!known.Contains(key.Text))
            {
                throw YamlTree.Refused(
                    source, key.Line, $"{where} knows no {key.Shown}.{NearestName.Suggestion(key.Text!, known)} {(known.Count == 0 ? "There is nothing to set." : $"There are: {string.Join(", ", known)}.")}"); // ! keys are texts
            }
        }

        return pairs.ToDictionary(pair => pair.Key.Text!, pair => pair.Value); // ! keys are texts
    }

    T Made<T>(YamlNode node, JsonNode json)
        where T : class
    {
        try
        {
            return json.Deserialize<T>(ModelJson.Options) ?? throw YamlTree.Refused(source, node.Line, "Nothing stands here, where a step is expected.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw YamlTree.Refused(source, node.Line, $"'{json["kind"]}' cannot be made: {Reason(e)}", e);
        }
    }

    /// <summary>What is wrong, without the words of the runtime.</summary>
    static string Reason(Exception e) => e is JsonException { Path: { Length: > 2 } path } && e.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
        ? $"its setting '{path[2..]}' does not take this value."
        : e.Message.Split(" (Parameter '")[0];

    JsonObject Step(YamlNode node)
    {
        if (node.Items is { } several)
        {
            return new JsonObject { ["kind"] = "steps", ["steps"] = new JsonArray([.. several.Select(Step)]) };
        }

        var (kind, settings) = Call(node, "a step");
        var step = ModelKinds.Steps.FirstOrDefault(known => known.Name == kind)
            ?? throw YamlTree.Refused(source, node.Line, $"There is no step '{kind}'.{NearestName.Suggestion(kind, RecipeCatalog.Steps)} The steps are: {string.Join(", ", RecipeCatalog.Steps)}.");
        return Json(kind, step.RecipeType, settings);
    }

    JsonObject LearnerJson(YamlNode node)
    {
        if (node.Pairs is { } pairs && pairs.Any(pair => pair.Key.Text == "learner"))
        {
            return Pipeline(Pairs(node, "The pipeline", ["steps", "learner"]), node);
        }

        var (kind, settings) = Call(node, "a learner");
        var learner = ModelKinds.Learners.FirstOrDefault(known => known.Name == kind)
            ?? throw YamlTree.Refused(
                source, node.Line, $"There is no learner '{kind}'.{NearestName.Suggestion(kind, RecipeCatalog.Learners)} The learners are: {string.Join(", ", RecipeCatalog.Learners)}.");
        return Json(kind, learner.RecipeType, settings);
    }

    JsonObject Pipeline(Dictionary<string, YamlNode> parts, YamlNode node)
    {
        var last = LearnerJson(parts["learner"]);
        var type = ModelKinds.Find(last["kind"]!.GetValue<string>())!.RecipeType; // ! it was found before
        var kind = type.IsAssignableTo(typeof(Classifier)) ? "classifier" : type.IsAssignableTo(typeof(Regressor)) ? "regressor" : type.IsAssignableTo(typeof(Clusterer)) ? "clusterer" : "outlier-detector";
        var steps = parts.TryGetValue("steps", out var list) ? list.Items ?? throw YamlTree.Refused(source, node.Line, $"{list.Shown} stands at 'steps', where a list of steps is expected.") : [];
        return new JsonObject { ["kind"] = $"{kind}-pipeline", ["steps"] = new JsonArray([.. steps.Select(Step)]), ["last"] = last };
    }

    /// <summary>A kind alone, or one with its settings behind a colon.</summary>
    (string Kind, YamlNode? Settings) Call(YamlNode node, string what) => node switch
    {
        { Text: { } kind, IsEmpty: false } => (kind, null),
        { Pairs: [var (key, settings)] } => (key.Text!, settings.IsEmpty ? null : settings), // ! keys are texts
        _ => throw YamlTree.Refused(
            source, node.Line, $"{(node.Pairs is { } pairs ? $"A mapping of {pairs.Count} names" : node.Shown)} stands where {what} is expected: its kind, or its kind, a colon and its settings, such as 'standardize: {{columns: [age]}}'."),
    };

    JsonObject Json(string kind, Type type, YamlNode? settings)
    {
        var json = new JsonObject { ["kind"] = kind };
        if (settings is null)
        {
            return json;
        }

        var properties = RecipeSettings.Properties(type).ToDictionary(RecipeSettings.NameOf);
        foreach (var (name, value) in Pairs(settings, $"'{kind}'", [.. properties.Keys]))
        {
            json[name] = Value(value, properties[name].PropertyType);
        }

        return json;
    }

    JsonNode? Value(YamlNode node, Type type)
    {
        if (!RecipeText.IsRecipe(type))
        {
            return Plain(node, Texts.Contains(type));
        }

        var item = RecipeText.ItemOf(type);
        if (item is null)
        {
            return Part(node, type);
        }

        var items = node.Items ?? throw YamlTree.Refused(source, node.Line, $"{node.Shown} stands where a list is expected.");
        return new JsonArray([.. items.Select(one => Part(one, item))]);
    }

    JsonObject Part(YamlNode node, Type type) => type.IsAssignableTo(typeof(Transform)) ? Step(node) : LearnerJson(node);

    static JsonNode? Plain(YamlNode node, bool isText)
    {
        if (node.Items is { } items)
        {
            return new JsonArray([.. items.Select(item => Plain(item, isText))]);
        }

        if (node.Pairs is { } pairs)
        {
            return new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key.Text!, Plain(pair.Value, isText: false)))); // ! keys are texts
        }

        var text = node.Text!; // ! neither list nor mapping
        return node switch
        {
            _ when isText || !node.IsPlain => JsonValue.Create(text),
            { IsEmpty: true } => null,
            _ when text is "true" or "false" => JsonValue.Create(text == "true"),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }
}
