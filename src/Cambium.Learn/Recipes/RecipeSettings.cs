using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Reads and writes a recipe's settings, its public init properties, as text.</summary>
static class RecipeSettings
{
    /// <summary>The settings by name, in lower case with underscores, in the order of their declaration.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(object recipe) =>
        Properties(recipe.GetType()).Select(property => (NameOf(property), Text(property.GetValue(recipe))));

    /// <summary>The settings by name, with their types.</summary>
    internal static IEnumerable<(string Name, string Text, Type Type)> Values(object recipe) =>
        Properties(recipe.GetType()).Select(property => (NameOf(property), Text(property.GetValue(recipe)), property.PropertyType));

    /// <summary>Makes a recipe of a type; settings not given keep their defaults.</summary>
    /// <exception cref="ArgumentException">There is no such setting, or a value does not fit.</exception>
    internal static T Create<T>(Type type, string kind, IReadOnlyDictionary<string, string> settings)
    {
        var properties = Properties(type).ToDictionary(property => Plain(property.Name));
        var recipe = Activator.CreateInstance(type)!; // a recipe is a class
        var given = new HashSet<string>();
        foreach (var (name, text) in settings)
        {
            var property = properties.GetValueOrDefault(Plain(name)) ?? throw Unknown(type, kind, name);
            if (!given.Add(property.Name))
            {
                throw new ArgumentException($"The setting '{NameOf(property)}' of '{kind}' is given twice.", name);
            }

            Set(recipe, property, text, kind);
        }

        return (T)recipe;
    }

    /// <summary>A copy of a recipe or step with another value of one setting, given as text.</summary>
    /// <exception cref="ArgumentException">There is no such setting, or the value does not fit.</exception>
    internal static object With(object recipe, string kind, string name, string text)
    {
        var property = Find(recipe.GetType(), name) ?? throw Unknown(recipe.GetType(), kind, name);
        var copy = Copy(recipe);
        Set(copy, property, text, kind);
        return copy;
    }

    /// <summary>A copy of a recipe or step with another recipe, step or list of them in one setting.</summary>
    /// <exception cref="ArgumentException">The value does not fit.</exception>
    internal static object WithPart(object recipe, string kind, PropertyInfo property, object part)
    {
        var copy = Copy(recipe);
        Set(copy, property, RecipeText.Of(part), kind, part);
        return copy;
    }

    /// <summary>The setting of a name in any case, with or without hyphens; null where there is none.</summary>
    internal static PropertyInfo? Find(Type type, string name) => Properties(type).FirstOrDefault(property => Plain(property.Name) == Plain(name));

    /// <summary>That there is no such setting, and which there are.</summary>
    internal static ArgumentException Unknown(Type type, string kind, string name)
    {
        var names = Properties(type).Select(NameOf).ToArray();
        return new ArgumentException(
            $"The {(type.IsAssignableTo(typeof(Transform)) ? "step" : "learner")} '{kind}' has no setting '{name}'.{NearestName.Suggestion(name, names)} " +
            (names.Length == 0 ? "It has no settings." : $"Its settings are: {string.Join(", ", names)}."),
            name);
    }

    /// <summary>A name in the form by which names are compared: without case, hyphens and underscores.</summary>
    internal static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Settings are all there is to a recipe.</summary>
    static object Copy(object recipe)
    {
        var copy = Activator.CreateInstance(recipe.GetType())!; // a recipe is a class
        foreach (var property in Properties(recipe.GetType()))
        {
            property.SetValue(copy, property.GetValue(recipe));
        }

        return copy;
    }

    /// <summary>The settings of a type of recipes, in the order of their declaration.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => property.MetadataToken);

    static void Set(object recipe, PropertyInfo property, string text, string kind)
    {
        if (RecipeText.IsRecipe(property.PropertyType))
        {
            if (text.Trim() == "none" && property.GetValue(recipe) is null)
            {
                return;
            }

            Set(recipe, property, text, kind, Nested(property, text, kind));
            return;
        }

        var value = Parse(text.Trim(), property.PropertyType)
            ?? throw new ArgumentException(
                $"The setting '{NameOf(property)}' of '{kind}' is '{text}', expected " +
                $"{Expected(property.PropertyType)}.", NameOf(property));
        Set(recipe, property, text, kind, value);
    }

    static object Nested(PropertyInfo property, string text, string kind)
    {
        try
        {
            return RecipeText.Parse(text, property.PropertyType);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(
                $"The setting '{NameOf(property)}' of '{kind}' is '{text}', expected {RecipeText.Expected(property.PropertyType)}: {Plain(e)}", NameOf(property), e);
        }
    }

    /// <summary>The message without the name of the parameter, which is none of the reader's.</summary>
    static string Plain(ArgumentException e) => e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal);

    static void Set(object recipe, PropertyInfo property, string text, string kind, object value)
    {
        try
        {
            property.SetValue(recipe, value is Nothing ? null : value);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException inner)
        {
            throw new ArgumentException(
                $"The setting '{NameOf(property)}' of '{kind}' is '{text}': {inner.Message}", NameOf(property), inner);
        }
    }

    /// <summary>The value of a text, or null where it is none.</summary>
    static object? Parse(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return text is "" or "none" ? new Nothing() : Parse(text, inner);
        }

        return type switch
        {
            _ when type == typeof(int) => int.TryParse(text, culture, out var value) ? value : null,
            _ when type == typeof(long) => long.TryParse(text, culture, out var value) ? value : null,
            _ when type == typeof(double) => double.TryParse(text, culture, out var value) ? value : null,
            _ when type == typeof(bool) => bool.TryParse(text, out var value) ? value : null,
            _ when type == typeof(string) => text,
            _ when type.IsEnum => Enum.GetNames(type).FirstOrDefault(name => Plain(name) == Plain(text)) is { } name ? Enum.Parse(type, name) : null,
            _ when type == typeof(ColumnSelection) => ColumnSelection.Parse(Items(text)),
            _ when type == typeof(EquatableArray<string>) => Items(text).ToEquatableArray(),
            _ when type == typeof(EquatableArray<EquatableArray<string>>) => Groups(text),
            _ when type == typeof(EquatableArray<ClassWeight>) => ClassWeights(text),
            _ when type == typeof(EquatableArray<ErrorCost>) => ErrorCosts(text),
            _ when type == typeof(EquatableArray<LevelOrder>) => LevelOrder.Parse(text),
            _ when type == typeof(EquatableArray<DatePart>) => Names<DatePart>(text),
            _ when type == typeof(EquatableArray<GroupStatistic>) => Names<GroupStatistic>(text),
            _ when type == typeof(EquatableArray<double>) => Numbers<double>(text),
            _ when type == typeof(EquatableArray<int>) => Numbers<int>(text),
            _ => null,
        };
    }

    static object? Numbers<T>(string text)
        where T : struct, IParsable<T>
    {
        var items = Items(text).Select(item => T.TryParse(item, CultureInfo.InvariantCulture, out var value) ? value : (T?)null).ToArray();
        return items.Contains(null) ? null : items.Select(item => item.GetValueOrDefault()).ToEquatableArray();
    }

    static object? Names<T>(string text)
        where T : struct, Enum
    {
        var items = Items(text).Select(item => Parse(item, typeof(T))).ToArray();
        return items.Contains(null) ? null : items.Cast<T>().ToEquatableArray();
    }

    /// <summary>Lists parted by semicolons, each of names parted by commas.</summary>
    static EquatableArray<EquatableArray<string>> Groups(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(group => Items(group).ToEquatableArray()).ToEquatableArray();

    /// <summary>Classes with their weights, "yes:2, no:1".</summary>
    static object? ClassWeights(string text)
    {
        var weights = new List<ClassWeight>();
        foreach (var item in Items(text))
        {
            var colon = item.LastIndexOf(':');
            if (colon < 1 || !double.TryParse(item[(colon + 1)..], CultureInfo.InvariantCulture, out var weight) || !double.IsFinite(weight) || weight < 0)
            {
                return null;
            }

            weights.Add(new ClassWeight(item[..colon].Trim(), weight));
        }

        return weights.ToEquatableArray();
    }

    /// <summary>Prices of calls, "sick:well:10, well:sick:2".</summary>
    static object? ErrorCosts(string text)
    {
        var costs = new List<ErrorCost>();
        foreach (var item in Items(text))
        {
            var parts = item.Split(':', StringSplitOptions.TrimEntries);
            if (parts.Length != 3 || parts[0].Length == 0 || parts[1].Length == 0 ||
                !double.TryParse(parts[2], CultureInfo.InvariantCulture, out var cost) || !double.IsFinite(cost) || cost < 0)
            {
                return null;
            }

            costs.Add(new ErrorCost(parts[0], parts[1], cost));
        }

        return costs.ToEquatableArray();
    }

    static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static string Expected(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => $"{Expected(inner)}, or none",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type.IsEnum => $"one of {NamesOf(type)}",
        _ when type == typeof(EquatableArray<DatePart>) => $"some of {NamesOf(typeof(DatePart))}, parted by commas",
        _ when type == typeof(EquatableArray<GroupStatistic>) => $"some of {NamesOf(typeof(GroupStatistic))}, parted by commas",
        _ when type == typeof(EquatableArray<EquatableArray<string>>) => "groups parted by semicolons, their names by commas",
        _ when type == typeof(EquatableArray<ClassWeight>) => "classes with weights of at least 0, such as yes:2,no:1",
        _ when type == typeof(EquatableArray<ErrorCost>) => "classes, what they are called, and prices of at least 0, such as sick:well:10,well:sick:2",
        _ when type == typeof(EquatableArray<LevelOrder>) => "columns with their levels in order, such as size=small<medium<large;grade=low<high",
        _ when type == typeof(ColumnSelection) => "names of columns parted by commas, kind:KIND (numbers, truths, categories, moments, texts, vectors), not:NAME",
        _ => "values parted by commas",
    };

    /// <summary>A value as text, as it is read back.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "none",
        _ when RecipeText.IsRecipe(value.GetType()) => RecipeText.Of(value),
        bool truth => truth ? "true" : "false",
        Enum name => JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        EquatableArray<EquatableArray<string>> groups => string.Join(';', groups.Select(group => string.Join(',', group))),
        ColumnSelection columns => columns.ToString(),
        EquatableArray<LevelOrder> orders => string.Join(';', orders),
        EquatableArray<string> items => string.Join(',', items),
        System.Collections.IEnumerable items and not string => string.Join(',', items.Cast<object>().Select(Text)),
        _ => value.ToString() ?? "",
    };

    static string NamesOf(Type type) => string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    /// <summary>A setting's name: in lower case with underscores.</summary>
    internal static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    /// <summary>Stands for null among parsed values, where null itself means that the text is no value.</summary>
    sealed record Nothing;
}
