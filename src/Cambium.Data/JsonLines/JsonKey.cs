using System.Text;

namespace Cambium.Data;

/// <summary>A key, and the keys within its object.</summary>
/// <param name="name">The key.</param>
/// <param name="path">The key with those around it.</param>
sealed class JsonKey(string name, string path)
{
    readonly List<JsonKey> _keys = [];
    readonly Dictionary<string, JsonKey> _byName = [];

    internal byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    internal string Path => path;

    /// <summary>The number of the column that its values make; −1 where there was none yet.</summary>
    internal int Column { get; set; } = -1;

    /// <summary>The last line that held the key.</summary>
    internal long Line { get; set; }

    internal int Count => _keys.Count;

    internal JsonKey this[int position] => _keys[position];

    internal JsonKey? Find(string key) => _byName.GetValueOrDefault(key);

    internal JsonKey Add(string key)
    {
        var added = new JsonKey(key, path.Length == 0 ? key : $"{path}.{key}");
        _keys.Add(added);
        _byName.Add(key, added);
        return added;
    }
}
