using System.Globalization;
using Cambium.Learn;
using Cambium.Serving;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Models that were loaded to answer requests. A version never changes, so what is here never goes stale; the one unused for longest
/// leaves.
/// </summary>
sealed class ModelCache(Func<ModelVersion, string> fetch)
{
    readonly Lock _lock = new();
    readonly LinkedList<Entry> _recent = new();
    readonly Dictionary<(string Name, int Version, DateTimeOffset Created), LinkedListNode<Entry>> _entries = [];

    /// <summary>The model of a version; loaded once, however many ask at the same time.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is gone.</exception>
    /// <exception cref="ModelFormatException">The folder holds no model that this version can read.</exception>
    internal ServedModel Get(ModelVersion version)
    {
        var entry = Find(version);
        try
        {
            return entry.Model.Value;
        }
        catch
        {
            // The lazy value keeps whatever was thrown; the folder may be mended, and the next request tries again.
            Forget(entry);
            throw;
        }
    }

    ServedModel Load(ModelVersion version) =>
        new(version.Name, version.Version.ToString(CultureInfo.InvariantCulture), Model.Load(fetch(version)));

    Entry Find(ModelVersion version)
    {
        lock (_lock)
        {
            // A model that was deleted and made again counts its versions from 1 again.
            var key = (version.Name, version.Version, version.Created);
            if (_entries.TryGetValue(key, out var node))
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value;
            }

            var entry = new Entry(key, new Lazy<ServedModel>(() => Load(version)));
            _entries[key] = _recent.AddFirst(entry);
            if (_recent.Count > ServerLimits.LoadedModels)
            {
                _entries.Remove(_recent.Last!.Value.Key); // more than none are there
                _recent.RemoveLast();
            }

            return entry;
        }
    }

    void Forget(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Key, out var node) && node.Value == entry)
            {
                _entries.Remove(entry.Key);
                _recent.Remove(node);
            }
        }
    }

    sealed record Entry((string Name, int Version, DateTimeOffset Created) Key, Lazy<ServedModel> Model);
}
