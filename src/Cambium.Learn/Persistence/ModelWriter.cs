using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Learn;

/// <summary>
/// Collects what a model knows: small settings as JSON, arrays by name. A part of a pipeline writes through <see cref="Child"/>, which
/// puts a prefix before its arrays and nests its JSON.
/// </summary>
sealed class ModelWriter
{
    readonly string _prefix;
    readonly Dictionary<string, Array> _arrays;

    internal ModelWriter()
        : this(new JsonObject(), "", [])
    {
    }

    ModelWriter(JsonObject json, string prefix, Dictionary<string, Array> arrays)
    {
        Json = json;
        _prefix = prefix;
        _arrays = arrays;
    }

    /// <summary>The JSON of this part.</summary>
    internal JsonObject Json { get; }

    /// <summary>The arrays of the whole model: double[], float[], long[], int[], ushort[] or byte[], by full name.</summary>
    internal IReadOnlyDictionary<string, Array> Arrays => _arrays;

    /// <summary>Writes a small value; a name is written once.</summary>
    internal void Value<T>(string name, T value) => Json.Add(name, JsonSerializer.SerializeToNode(value, ModelJson.Options));

    /// <summary>Writes an array. It is kept, not copied.</summary>
    internal void Array<T>(string name, T[] values)
        where T : unmanaged => _arrays.Add(_prefix + name, values);

    /// <summary>The writer of a part.</summary>
    internal ModelWriter Child(string name)
    {
        var json = new JsonObject();
        Json.Add(name, json);
        return new ModelWriter(json, $"{_prefix}{name}.", _arrays);
    }
}
