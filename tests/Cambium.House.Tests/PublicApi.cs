using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cambium.House.Tests;

/// <summary>Writes what a library offers to others, one line a member, in an order that does not change.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(ulong)] = "ulong", [typeof(uint)] = "uint", [typeof(ushort)] = "ushort",
    };

    /// <summary>The lines of an assembly.</summary>
    internal static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => !IsPage(type)).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines)];

    /// <summary>Razor components are public because their compiler makes them so, not as an offer.</summary>
    static bool IsPage(Type type) => type.BaseType is { } parent && (parent.Name == "ComponentBase" || IsPage(parent)) || type.Name == "_Imports";

    static IEnumerable<string> Lines(Type type) =>
        Members(type).Order(StringComparer.Ordinal).Select(member => $"{Name(type)}: {member}").Prepend(Heading(type));

    static string Heading(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : Type.EmptyTypes)
            .Concat(type.GetInterfaces().Where(contract => contract.IsPublic).OrderBy(contract => contract.Name, StringComparer.Ordinal))
            .Select(Name)
            .ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length == 0 || type.IsEnum ? "" : $" : {string.Join(", ", bases)}")}";
    }

    static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        return type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)).Select(Line).OfType<string>();
    }

    static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo made when Visible(made) => $"new({Parameters(made)})",
        MethodInfo { IsSpecialName: false } method when Visible(method) && !method.Name.Contains('<', StringComparison.Ordinal) => $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        MethodInfo { IsSpecialName: true } method when Visible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => $"static {Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => $"{Modifiers(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {property.Name} {{ {accessors} }}",
        FieldInfo field when field.IsPublic || field.IsFamily => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && Visible(getter) ? "get;" : "";
        var set = property.SetMethod is { } setter && Visible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;"
            : "";
        return $"{get} {set}".Trim();
    }

    static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily;

    static string Modifiers(MethodBase method)
    {
        var reach = method.IsFamily ? "protected " : "";
        return method.IsStatic ? $"{reach}static " : method.IsAbstract && method.DeclaringType is { IsInterface: false } ? $"{reach}abstract " : reach;
    }

    static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        var standard = !parameter.HasDefaultValue ? "" : $" = {parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType ? "default" : "null",
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString(),
        }}";
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{standard}";
    }

    static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return $"{Name(inner)}?";
        }

        if (Words.TryGetValue(type, out var word))
        {
            return word;
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}." : "";
        var mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? outer + type.Name : $"{outer}{type.Name.AsSpan(0, mark)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
