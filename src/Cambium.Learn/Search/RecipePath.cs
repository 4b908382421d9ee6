using System.Globalization;
using System.Reflection;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Settings of recipes within recipes, by name: "trees", of a pipeline the learner's "last.trees" or "trees" and a step's "impute.numbers" ("impute_2.numbers" where two are of a kind), else
/// "base.trees" and "members.1.trees".
/// </summary>
static class RecipePath
{
    /// <summary>The recipe with another value of one setting.</summary>
    /// <exception cref="ArgumentException">There is no such setting, or the value does not fit.</exception>
    internal static Recipe With(Recipe recipe, string path, string text) =>
        (Recipe)Change(recipe, path.Split('.'), path, (part, name) => RecipeSettings.With(part, KindOf(part), name, text));

    /// <summary>The type of a setting, without null.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    internal static Type TypeOf(Recipe recipe, string path)
    {
        var type = typeof(object);
        Change(recipe, path.Split('.'), path, (part, name) =>
        {
            var property = RecipeSettings.Find(part.GetType(), name) ?? throw RecipeSettings.Unknown(part.GetType(), KindOf(part), name);
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return part;
        });
        return type;
    }

    /// <summary>The value of a setting as text.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    internal static string Read(Recipe recipe, string path)
    {
        var text = "";
        Change(recipe, path.Split('.'), path, (part, name) =>
        {
            var property = RecipeSettings.Find(part.GetType(), name) ?? throw RecipeSettings.Unknown(part.GetType(), KindOf(part), name);
            text = RecipeSettings.Text(property.GetValue(part));
            return part;
        });
        return text;
    }

    static object Change(object part, ReadOnlySpan<string> names, string path, Func<object, string, object> change)
    {
        var property = RecipeSettings.Find(part.GetType(), names[0]);
        if (property is null && RecipeSettings.Find(part.GetType(), nameof(ClassifierPipeline.Steps)) is { } steps && steps.PropertyType == typeof(EquatableArray<Transform>))
        {
            return ChangeInPipeline(part, steps, names, path, change);
        }

        if (names.Length == 1)
        {
            return change(part, names[0]);
        }

        if (property is null)
        {
            throw RecipeSettings.Unknown(part.GetType(), KindOf(part), names[0]);
        }

        if (!RecipeText.IsRecipe(property.PropertyType))
        {
            throw new ArgumentException($"The setting '{names[0]}' of '{KindOf(part)}' holds no recipe, so that '{path}' leads nowhere. Name '{names[0]}' itself.", nameof(path));
        }

        var inner = property.GetValue(part)!; // no setting of recipes takes null
        var changed = inner is Recipe or Transform ? Change(inner, names[1..], path, change) : ChangeItem(inner, names, path, change);
        return RecipeSettings.WithPart(part, KindOf(part), property, changed);
    }

    /// <summary>A name that is no setting of the pipeline itself is a step's kind, or a setting of the learner at its end.</summary>
    static object ChangeInPipeline(object pipeline, PropertyInfo property, ReadOnlySpan<string> names, string path, Func<object, string, object> change)
    {
        var steps = ((EquatableArray<Transform>)property.GetValue(pipeline)!).SelectMany(RecipeCatalog.Flat).ToArray(); // a list is no null
        var seen = new Dictionary<string, int>();
        for (var i = 0; names.Length > 1 && i < steps.Length; i++)
        {
            var kind = KindOf(steps[i]);
            var times = seen[kind] = seen.GetValueOrDefault(kind) + 1;
            if (RecipeSettings.Plain(times == 1 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}{times}")) == RecipeSettings.Plain(names[0]))
            {
                steps[i] = (Transform)Change(steps[i], names[1..], path, change);
                return RecipeSettings.WithPart(pipeline, KindOf(pipeline), property, steps.ToEquatableArray());
            }
        }

        var last = RecipeSettings.Find(pipeline.GetType(), nameof(ClassifierPipeline.Last))
            ?? throw new ArgumentException($"None of the steps {string.Join(", ", steps.Select(KindOf))} is named by '{path}'. Begin with one of them, such as '{KindOf(steps[0])}.'.", nameof(path));
        return RecipeSettings.WithPart(pipeline, KindOf(pipeline), last, Change(last.GetValue(pipeline)!, names, path, change)); // Last is required
    }

    static object ChangeItem(object items, ReadOnlySpan<string> names, string path, Func<object, string, object> change)
    {
        object[] parts = [.. ((System.Collections.IEnumerable)items).Cast<object>()];
        if (names.Length < 3 || !int.TryParse(names[1], CultureInfo.InvariantCulture, out var place) || place < 1 || place > parts.Length)
        {
            throw new ArgumentException($"'{path}' should name one of the {parts.Length} recipes of '{names[0]}' and a setting of it, such as '{names[0]}.1.NAME'.", nameof(path));
        }

        parts[place - 1] = Change(parts[place - 1], names[2..], path, change);
        return items switch
        {
            EquatableArray<Classifier> => parts.Cast<Classifier>().ToEquatableArray(),
            EquatableArray<Regressor> => parts.Cast<Regressor>().ToEquatableArray(),
            _ => parts.Cast<Transform>().ToEquatableArray(),
        };
    }

    static string KindOf(object part) => part is Recipe recipe ? ModelKinds.KindOf(recipe).Name : ModelKinds.KindOf((Transform)part).Name;
}
