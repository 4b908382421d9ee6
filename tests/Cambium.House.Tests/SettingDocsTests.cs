using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>Defaults and ranges that the documentation states are those of the code.</summary>
public sealed partial class SettingDocsTests
{
    static readonly Dictionary<string, System.Xml.Linq.XElement> Documentation = House.Documentation("Cambium.Learn");

    /// <summary>Recipes, steps and options: every public property that can be set when one is made.</summary>
    public static TheoryData<string> Settings =>
        [.. SettingTypes().SelectMany(type => Properties(type).Select(property => $"{type.Name}.{property.Name}"))];

    [Fact]
    public void There_are_settings_to_check() => Assert.True(Settings.Count > 20);

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_stated_default_is_the_one_in_the_code(string setting)
    {
        var (type, property, text) = Find(setting);
        var stated = Default().Match(text);
        if (IsNumber(property.PropertyType))
        {
            Assert.True(stated.Success, $"The documentation of the number {setting} states no default: {text}");
        }

        if (!stated.Success)
        {
            return;
        }

        var actual = property.GetValue(Activator.CreateInstance(type));

        if (actual is not null && IsNumber(property.PropertyType))
        {
            Assert.Equal(Number(stated.Groups["value"].Value), Convert.ToDouble(actual, CultureInfo.InvariantCulture));
        }
        else if (actual is Enum name)
        {
            // "Default the most frequent" names MostFrequent.
            Assert.Contains($"default{name}", Words().Replace(text, "").Replace("defaultthe", "default", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);
        }
        else
        {
            Assert.Equal(stated.Groups["value"].Value, Written(actual), ignoreCase: true);
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_stated_range_is_the_one_in_the_code(string setting)
    {
        var (type, property, text) = Find(setting);
        if (!IsNumber(property.PropertyType) || AnyValue().IsMatch(text) || property.Name is "MaxThreads" or "Seed")
        {
            return;
        }

        var range = Range().Match(AnyFinite().Replace(text, "Range (-∞, ∞)"));
        Assert.True(range.Success, $"The documentation of the number {setting} states no range: {text}");
        foreach (var (value, allowed) in Probes(range, property.PropertyType))
        {
            Assert.True(allowed == Accepts(type, property, value), $"{setting} = {value} should be {(allowed ? "allowed" : "refused")} by its documentation: {text}");
        }
    }

    static IEnumerable<Type> SettingTypes() =>
        typeof(Recipe).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Recipe)) || type.IsSubclassOf(typeof(Transform)) || type.Name.EndsWith("Options", StringComparison.Ordinal)));

    static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.SetMethod is { IsPublic: true });

    static (Type Type, PropertyInfo Property, string Text) Find(string setting)
    {
        var (typeName, name) = (setting.Split('.')[0], setting.Split('.')[1]);
        var type = SettingTypes().First(type => type.Name == typeName);
        var member = Documentation[$"P:{type.FullName}.{name}"];
        return (type, type.GetProperty(name)!, Spaces().Replace(string.Concat(member.Element("summary")!.Nodes().Select(TextOf)), " ").Trim());
    }

    static string TextOf(System.Xml.Linq.XNode node) => node switch
    {
        System.Xml.Linq.XText text => text.Value,
        System.Xml.Linq.XElement { Name.LocalName: "see" } see => (see.Attribute("cref") ?? see.Attribute("langword"))?.Value.Split('.', ':')[^1] ?? see.Value,
        System.Xml.Linq.XElement element => element.Value,
        _ => "",
    };

    /// <summary>The borders of a range and the values just beyond them, each with whether it must be allowed.</summary>
    static IEnumerable<(object Value, bool Allowed)> Probes(Match range, Type type)
    {
        var whole = Underlying(type) != typeof(double);
        foreach (var (text, closed, outward) in new[] { (range.Groups["low"].Value, range.Groups["open"].Value == "[", -1), (range.Groups["high"].Value, range.Groups["close"].Value == "]", 1) })
        {
            if (text.EndsWith('∞'))
            {
                yield return (Converted(outward * (whole ? 1e6 : 1e100), type), true);
                if (!whole)
                {
                    yield return (outward * double.PositiveInfinity, false);
                }
            }
            else if (char.IsAsciiDigit(text[^1]))
            {
                var border = Number(text);
                yield return (Converted(border, type), closed);
                if (!whole || Math.Abs(border) < int.MaxValue)
                {
                    yield return (Converted(whole ? border + outward : outward < 0 ? double.BitDecrement(border) : double.BitIncrement(border), type), false);
                }

                yield return (Converted(whole ? border - outward : outward < 0 ? double.BitIncrement(border) : double.BitDecrement(border), type), true);
            }
        }

        if (!whole)
        {
            yield return (double.NaN, false);
        }
    }

    static object Converted(double value, Type type) => Convert.ChangeType(value, Underlying(type), CultureInfo.InvariantCulture);

    static bool Accepts(Type type, PropertyInfo property, object value)
    {
        try
        {
            property.SetValue(Activator.CreateInstance(type), value);
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    static bool IsNumber(Type type) => Underlying(type) == typeof(int) || Underlying(type) == typeof(long) || Underlying(type) == typeof(double);

    static string Written(object? value) => value switch
    {
        null => "null",
        System.Collections.IEnumerable items and not string when !items.Cast<object>().Any() => "none",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A number as people write it: with commas between thousands.</summary>
    static double Number(string text) => double.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bDefault:? (?:the )?(?<value>-?[\w.,+-]*\w)|\b(?<value>-?[\w.,+-]*\w), the default,", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Default();

    [GeneratedRegex(@"Range (?<open>[\[(])(?<low>-?[\w.∞]+), (?<high>[^\])]+)(?<close>[\])])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Range();

    [GeneratedRegex(@"\b(?:Any|any whole) (?:value|number)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex AnyValue();

    [GeneratedRegex(@"\bFinite\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex AnyFinite();

    [GeneratedRegex(@"[^\w.]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Words();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Spaces();
}
