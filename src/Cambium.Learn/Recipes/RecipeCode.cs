using System.Globalization;
using System.Reflection;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Recipes as C# expressions: <c>new Ridge { L2 = 0.5 }</c>. Settings that have their defaults are left out.</summary>
static class RecipeCode
{
    /// <summary>The expression of a recipe or a step.</summary>
    internal static string Of(object part)
    {
        var type = part.GetType();
        var plain = Activator.CreateInstance(type)!; // a recipe is a class
        var settings = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => property.MetadataToken)
            .Where(property => !Equals(property.GetValue(part), property.GetValue(plain)))
            .Select(property => $"{property.Name} = {Value(property.GetValue(part))}").ToArray();
        return settings.Length == 0 ? $"new {type.Name}()" : $"new {type.Name} {{ {string.Join(", ", settings)} }}";
    }

    /// <summary>A text as a C# literal.</summary>
    internal static string Quoted(string text) => $"\"{string.Concat(text.Select(Escaped))}\"";

    static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
        _ => letter.ToString(),
    };

    static string Value(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => Quoted(text),
        char letter => letter == '\'' ? "'\\''" : $"'{Escaped(letter)}'",
        Field column => $"new Field({Quoted(column.Name)}, {Value(column.Type)})",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum name => $"{name.GetType().Name}.{name}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ColumnSelection columns => Selection(columns),
        LevelOrder order => $"new LevelOrder({Quoted(order.Column)}, {Value(order.Levels)})",
        ClassWeight weight => $"new ClassWeight({Quoted(weight.Class)}, {Value(weight.Weight)})",
        ErrorCost cost => $"new ErrorCost({Quoted(cost.Class)}, {Quoted(cost.Call)}, {Value(cost.Cost)})",
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Value))}]",
        _ => Of(value),
    };

    static string Selection(ColumnSelection columns)
    {
        if (columns.Kinds.Count == 0 && columns.Excepted.Count == 0)
        {
            return Value(columns.Names);
        }

        return $"new ColumnSelection {{ Names = {Value(columns.Names)}, Kinds = {Value(columns.Kinds)}, Excepted = {Value(columns.Excepted)} }}";
    }
}
