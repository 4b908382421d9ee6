using System.Diagnostics.CodeAnalysis;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Recipes within recipes, as text: <c>impute &gt; logistic-regression(l2=0.5)</c>, and lists of them, <c>[lasso, linear-regression]</c>. Settings that are not named keep their defaults. A
/// value with one of <c>, ( ) [ ] ' &gt;</c> in it stands between single quotes, each single quote in it twice.
/// </summary>
static class RecipeText
{
    const string Special = ",()[]'>";

    /// <summary>Whether a setting of the type holds recipes or steps.</summary>
    internal static bool IsRecipe(Type type) => ItemOf(type) is not null || type.IsAssignableTo(typeof(Recipe)) || type.IsAssignableTo(typeof(Transform));

    /// <summary>What is expected of a setting of the type.</summary>
    internal static string Expected(Type type)
    {
        var example = (ItemOf(type) ?? type).IsAssignableTo(typeof(Regressor)) ? "linear-regression(l2=1)" : (ItemOf(type) ?? type).IsAssignableTo(typeof(Transform)) ? "one-hot" : "logistic-regression(l2=1)";
        return ItemOf(type) is null ? $"{NameOf(type)} such as {example}" : $"a list such as [{example}, ...]";
    }

    /// <summary>The text of a recipe, a step, or a list of either.</summary>
    internal static string Of(object value) => value switch
    {
        ClassifierPipeline pipeline => Chain(pipeline.Steps, pipeline.Last),
        RegressorPipeline pipeline => Chain(pipeline.Steps, pipeline.Last),
        ClustererPipeline pipeline => Chain(pipeline.Steps, pipeline.Last),
        OutlierDetectorPipeline pipeline => Chain(pipeline.Steps, pipeline.Last),
        Recipe recipe => Call(ModelKinds.KindOf(recipe).Name, recipe),
        Transform step => Call(ModelKinds.KindOf(step).Name, step),
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        _ => throw new ArgumentException($"A {value.GetType().Name} is no recipe.", nameof(value)),
    };

    /// <summary>Reads the text of a recipe, a step, or a list of either.</summary>
    /// <exception cref="ArgumentException">The text is none, or not of that type.</exception>
    internal static object Parse(string text, Type type)
    {
        if (ItemOf(type) is not { } item)
        {
            return ParseOne(text, type);
        }

        var trimmed = text.Trim();
        if (trimmed.Length < 2 || trimmed[0] != '[' || trimmed[^1] != ']')
        {
            throw new ArgumentException($"'{text}' is no list; a list stands between [ and ], its items parted by commas.", nameof(text));
        }

        var texts = Split(trimmed[1..^1], ',');
        var empty = texts.FindIndex(string.IsNullOrWhiteSpace);
        if (empty >= 0)
        {
            throw new ArgumentException($"Item {empty + 1} of '{trimmed}' is empty, expected {NameOf(item)}.", nameof(text));
        }

        var parts = texts.Select(part => ParseOne(part, item)).ToArray();
        return item == typeof(Classifier) ? parts.Cast<Classifier>().ToEquatableArray()
            : item == typeof(Regressor) ? parts.Cast<Regressor>().ToEquatableArray()
            : parts.Cast<Transform>().ToEquatableArray();
    }

    static string Chain(EquatableArray<Transform> steps, Recipe last) => string.Join(" > ", [.. steps.Select(Of), Of(last)]);

    static string Call(string kind, object part)
    {
        var plain = RecipeSettings.Of(Activator.CreateInstance(part.GetType())!).ToDictionary(setting => setting.Name, setting => setting.Value); // ! a recipe is a class
        var changed = RecipeSettings.Values(part).Where(setting => plain[setting.Name] != setting.Text)
            .Select(setting => $"{setting.Name}={(IsRecipe(setting.Type) ? setting.Text : Quoted(setting.Text))}").ToArray();
        return changed.Length == 0 ? kind : $"{kind}({string.Join(", ", changed)})";
    }

    /// <summary>A value as an item of a list: recipes as they are, others between quotes where they must be.</summary>
    internal static string QuotedItem(string value) => value.Contains('(', StringComparison.Ordinal) || value.Contains('>', StringComparison.Ordinal) ? value : Quoted(value);

    static string Quoted(string value) =>
        value.Length == 0 || value != value.Trim() || value.AsSpan().ContainsAny(Special) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;

    static object ParseOne(string text, Type type)
    {
        var parts = Split(text, '>');
        if (parts.Count == 1 && type.IsAssignableTo(typeof(Transform)))
        {
            return ParseStep(parts[0]);
        }

        if (parts.Count == 0)
        {
            throw new ArgumentException($"'{text}' is empty, expected {NameOf(type)}.", nameof(text));
        }

        var empty = parts.FindIndex(string.IsNullOrWhiteSpace);
        if (empty >= 0)
        {
            throw new ArgumentException(
                $"'{text.Trim()}' has nothing {(empty < parts.Count - 1 ? $"before '>' number {empty + 1}, expected a step" : "after the last '>', expected a learner")}.", nameof(text));
        }

        var (kind, settings) = ParseCall(parts[^1]);
        Recipe recipe = RecipeCatalog.Create(kind, settings);
        if (parts.Count > 1)
        {
            var steps = parts.SkipLast(1).Select(ParseStep).ToEquatableArray();
            recipe = recipe switch
            {
                Classifier last => new ClassifierPipeline { Steps = steps, Last = last },
                Regressor last => new RegressorPipeline { Steps = steps, Last = last },
                Clusterer last => new ClustererPipeline { Steps = steps, Last = last },
                OutlierDetector last => new OutlierDetectorPipeline { Steps = steps, Last = last },
                _ => throw new ArgumentException($"'{kind}' cannot stand at the end of a pipeline.", nameof(text)),
            };
        }

        return recipe.GetType().IsAssignableTo(type) ? recipe : throw new ArgumentException($"'{text.Trim()}' is not {NameOf(type)}.", nameof(text));
    }

    static Transform ParseStep(string text)
    {
        var (kind, settings) = ParseCall(text);
        var step = ModelKinds.Steps.FirstOrDefault(known => known.Name == kind)
            ?? throw new ArgumentException(
                $"There is no step '{kind}'.{NearestName.Suggestion(kind, RecipeCatalog.Steps)} The steps are: {string.Join(", ", RecipeCatalog.Steps)}.", nameof(text));
        return RecipeSettings.Create<Transform>(step.RecipeType, kind, settings);
    }

    /// <summary>Reads <c>kind(name=value, ...)</c>.</summary>
    static (string Kind, Dictionary<string, string> Settings) ParseCall(string text)
    {
        var call = text.Trim();
        var settings = new Dictionary<string, string>();
        var open = call.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (call, settings);
        }

        if (call[^1] != ')')
        {
            ThrowBroken(text);
        }

        if (open == 0)
        {
            throw new ArgumentException($"'{call}' has no name before its '('; write name(setting=value).", nameof(text));
        }

        foreach (var part in Split(call[(open + 1)..^1], ','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ArgumentException($"'{part.Trim()}' in '{call}' is no setting; write name=value.", nameof(text));
            }

            var name = part[..equals].Trim();
            if (!settings.TryAdd(name, Unquoted(part[(equals + 1)..].Trim())))
            {
                throw new ArgumentException($"The setting '{name}' in '{call}' is given twice.", nameof(text));
            }
        }

        return (call[..open].Trim(), settings);
    }

    internal static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == '\'' && value[^1] == '\'' ? value[1..^1].Replace("''", "'", StringComparison.Ordinal) : value;

    /// <summary>The parts between separators that stand in no bracket and no quotes; none where there is only space.</summary>
    internal static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            quoted ^= letter == '\'';
            if (quoted)
            {
                continue;
            }

            depth += letter is '(' or '[' ? 1 : letter is ')' or ']' ? -1 : 0;
            if (depth < 0 || depth > 2 * Nesting.MaxDepth)
            {
                ThrowBroken(text);
            }

            if (letter == separator && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (depth != 0 || quoted)
        {
            ThrowBroken(text);
        }

        parts.Add(text[start..]);
        return parts is [var only] && string.IsNullOrWhiteSpace(only) ? [] : parts;
    }

    [DoesNotReturn]
    static void ThrowBroken(string text) => throw new ArgumentException($"The brackets or quotes of '{text.Trim()}' do not match, or are nested too deep.", nameof(text));

    /// <summary>What a list of recipes or steps holds; null where the type is no such list.</summary>
    internal static Type? ItemOf(Type type)
    {
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) ? type.GetGenericArguments()[0] : null;
        return item == typeof(Classifier) || item == typeof(Regressor) || item == typeof(Transform) ? item : null;
    }

    static string NameOf(Type type) => type == typeof(Classifier) ? "a classifier" : type == typeof(Regressor) ? "a regressor" : type == typeof(Transform) ? "a step" : "a recipe";
}
