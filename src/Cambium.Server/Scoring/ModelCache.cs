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
    internal ServedModel Get(ModelVersion version) => Get(version, fetch);

    /// <summary>The model that a run saved, which never changes either.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="folder">Where its model lies on this machine.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is gone.</exception>
    /// <exception cref="ModelFormatException">The folder holds no model that this version can read.</exception>
    internal ServedModel OfRun(string runId, string folder) =>
        // Versions count from 1, so that none is taken for a run.
        Get(new ModelVersion(runId, 0, DateTimeOffset.UnixEpoch, runId, folder, []), _ => folder);

    ServedModel Get(ModelVersion version, Func<ModelVersion, string> find)
    {
        var entry = Find(version, find);
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

    static ServedModel Load(ModelVersion version, Func<ModelVersion, string> find) =>
        new(version.Name, version.Version.ToString(CultureInfo.InvariantCulture), Model.Load(find(version)));

    Entry Find(ModelVersion version, Func<ModelVersion, string> find)
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

            var entry = new Entry(key, new Lazy<ServedModel>(() => Load(version, find)));
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
