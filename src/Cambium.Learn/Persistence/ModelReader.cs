using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Learn;

/// <summary>Hands a saved model's parts to those who wrote them; everything that is missing, of another type or of another size is refused by name.</summary>
sealed class ModelReader
{
    readonly JsonObject _json;
    readonly string _prefix;
    readonly IReadOnlyDictionary<string, Array> _arrays;

    internal ModelReader(JsonObject json, IReadOnlyDictionary<string, Array> arrays)
        : this(json, "", arrays)
    {
    }

    ModelReader(JsonObject json, string prefix, IReadOnlyDictionary<string, Array> arrays)
    {
        _json = json;
        _prefix = prefix;
        _arrays = arrays;
    }

    /// <summary>A small value.</summary>
    internal T Value<T>(string name)
    {
        if (_json[name] is not { } node)
        {
            throw new ModelFormatException($"model.json has no '{_prefix}{name}'. The file is damaged or was edited; save the model again.");
        }

        try
        {
            return node.Deserialize<T>(ModelJson.Options)
                ?? throw new ModelFormatException($"model.json: '{_prefix}{name}' is null. The file is damaged or was edited; save the model again.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ModelFormatException($"model.json: '{_prefix}{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>An array of exactly <paramref name="length"/> items.</summary>
    internal T[] Array<T>(string name, int length)
        where T : unmanaged
    {
        var values = Array<T>(name);
        return values.Length == length
            ? values
            : throw new ModelFormatException($"weights.safetensors: '{_prefix}{name}' has {values.Length} items, expected {length}. The file is damaged; save the model again.");
    }

    /// <summary>An array of any length.</summary>
    internal T[] Array<T>(string name)
        where T : unmanaged
    {
        if (!_arrays.TryGetValue(_prefix + name, out var array))
        {
            throw new ModelFormatException($"weights.safetensors has no '{_prefix}{name}'. The file is damaged or belongs to another model; save the model again.");
        }

        return array as T[]
            ?? throw new ModelFormatException($"weights.safetensors: '{_prefix}{name}' holds {array.GetType().GetElementType()!.Name} values, expected {typeof(T).Name}."); // an array has an element type
    }

    /// <summary>The reader of a part.</summary>
    internal ModelReader Child(string name) =>
        _json[name] is JsonObject child
            ? new ModelReader(child, $"{_prefix}{name}.", _arrays)
            : throw new ModelFormatException($"model.json has no part '{_prefix}{name}'. The file is damaged or was edited; save the model again.");
}
