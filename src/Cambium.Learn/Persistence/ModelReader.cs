using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Hands a saved model's parts to those who wrote them; everything that is missing, of another type or of another size is refused by name.
/// </summary>
sealed class ModelReader
{
    const string Advice = "The file is damaged or was edited; save the model again.";

    readonly JsonObject _json;
    readonly string _prefix;
    readonly IReadOnlyDictionary<string, Array> _arrays;
    readonly JsonSerializerOptions _options;

    internal ModelReader(JsonObject json, IReadOnlyDictionary<string, Array> arrays, LoadOptions? options = null)
        : this(json, "", arrays, options is null ? ModelJson.Options : ModelJson.For(options))
    {
    }

    ModelReader(JsonObject json, string prefix, IReadOnlyDictionary<string, Array> arrays, JsonSerializerOptions options)
    {
        _options = options;
        _json = json;
        _prefix = prefix;
        _arrays = arrays;
    }

    /// <summary>Whether there is a small value or a part of a name; what later versions added is not in the files of earlier ones.</summary>
    internal bool Has(string name) => Node(name) is not null;

    /// <summary>Whether there is an array.</summary>
    internal bool HasArray(string name) => _arrays.ContainsKey(_prefix + name);

    /// <summary>A small value.</summary>
    internal T Value<T>(string name)
    {
        var node = Node(name) ?? throw new ModelFormatException($"model.json has no '{_prefix}{name}'. {Advice}");
        try
        {
            return node.Deserialize<T>(_options)
                ?? throw new ModelFormatException($"model.json: '{_prefix}{name}' is null. {Advice}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new ModelFormatException($"model.json: '{_prefix}{name}' cannot be read: {e.Message} {Advice}", e);
        }
    }

    /// <summary>Columns of distinct names, each with distinct levels.</summary>
    internal Schema Schema(string name)
    {
        var schema = Value<Schema>(name);
        var names = schema.Fields.Select(field => field?.Name).ToArray();
        if (names.Any(string.IsNullOrEmpty) || names.Distinct().Count() != names.Length)
        {
            throw new ModelFormatException($"model.json: the columns of '{_prefix}{name}' must have distinct names. {Advice}");
        }

        foreach (var field in schema.Fields)
        {
            ThrowUnlessDistinct(field.Levels, $"the levels of column '{field.Name}' in '{_prefix}{name}'");
            ThrowUnlessDistinct(field.FeatureNames, $"the features of column '{field.Name}' in '{_prefix}{name}'");
            var isSparse = field.Type == ColumnType.Sparse;
            if (field.Width < 0 || (field.Width > 0 && !isSparse) || (field.FeatureNames.Count != 0 && field.FeatureNames.Count != field.Width))
            {
                throw new ModelFormatException(
                    $"model.json: column '{field.Name}' in '{_prefix}{name}' is of type {field.Type}, {field.Width} wide and names {field.FeatureNames.Count} features; " +
                    $"only a sparse column has a width, and as many names as it is wide, or none. {Advice}");
            }
        }

        return schema;
    }

    /// <summary>Distinct names, at least one.</summary>
    internal EquatableArray<string> Classes(string name)
    {
        var classes = Value<EquatableArray<string>>(name);
        ThrowUnlessDistinct(classes, $"the items of '{_prefix}{name}'");
        return classes.Count > 0 ? classes : throw new ModelFormatException(
            $"model.json: '{_prefix}{name}' is empty, expected at least one. {Advice}");
    }

    /// <summary>An array of exactly <paramref name="length"/> items.</summary>
    internal T[] Array<T>(string name, int length)
        where T : unmanaged
    {
        var values = Array<T>(name);
        return values.Length == length
            ? values
            : throw new ModelFormatException(
                $"weights.safetensors: '{_prefix}{name}' has {values.Length} items, expected {length}. The file is damaged; save the " +
                "model again.");
    }

    /// <summary>An array of any length.</summary>
    internal T[] Array<T>(string name)
        where T : unmanaged
    {
        if (!_arrays.TryGetValue(_prefix + name, out var array))
        {
            throw new ModelFormatException(
                $"weights.safetensors has no '{_prefix}{name}'. The file is damaged or belongs to another model; save the model again.");
        }

        return array as T[]
            ?? throw new ModelFormatException(
                $"weights.safetensors: '{_prefix}{name}' holds {array.GetType().GetElementType()!.Name} values, expected " +
                $"{typeof(T).Name}."); // an array has an element type
    }

    /// <summary>An array of exactly <paramref name="length"/> finite numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">How many; a product of what a file tells may be more than an array holds.</param>
    /// <exception cref="ModelFormatException">They are not there, not so many, or one is not finite.</exception>
    internal double[] Finite(string name, long length)
    {
        if (length > System.Array.MaxLength)
        {
            throw new ModelFormatException(
                $"weights.safetensors: '{_prefix}{name}' would have {length} items, at most {System.Array.MaxLength} are possible. The file is damaged; save the model again.");
        }

        var values = Array<double>(name, (int)length);
        var bad = System.Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0
            ? values
            : throw new ModelFormatException($"weights.safetensors: item {bad} of '{_prefix}{name}' is not finite. The file is damaged; save the model again.");
    }

    /// <summary>The reader of a part.</summary>
    internal ModelReader Child(string name) =>
        Node(name) is JsonObject child
            ? new ModelReader(child, $"{_prefix}{name}.", _arrays, _options)
            : throw new ModelFormatException($"model.json has no part '{_prefix}{name}'. {Advice}");

    JsonNode? Node(string name)
    {
        try
        {
            return _json[name];
        }
        catch (InvalidOperationException e)
        {
            // Names are decoded when first asked for; one of them is half a character.
            throw new ModelFormatException($"model.json: the names within '{_prefix}' cannot be read: {e.Message} {Advice}", e);
        }
    }

    static void ThrowUnlessDistinct(EquatableArray<string> names, string what)
    {
        if (names.Any(name => name is null) || names.Distinct().Count() != names.Count)
        {
            throw new ModelFormatException($"model.json: {what} must be distinct texts. {Advice}");
        }
    }
}
