using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// The ids of metrics' names. Names are never deleted, so an id is remembered once its transaction is known to be durable: one that was rolled back
/// may be given to another name. Safe to use from several threads.
/// </summary>
sealed class MetricKeyIds(MetricStatements statements)
{
    /// <summary>Some ten megabytes; more names than that are looked up again.</summary>
    const int MostRemembered = 100_000;

    readonly ConcurrentDictionary<string, int> _ids = new();

    /// <summary>The id of a name, or null where no metric has it.</summary>
    internal int? Find(DbConnection connection, string name) =>
        _ids.TryGetValue(name, out var id) ? id : connection.QuerySingleOrDefault<int?>("SELECT id FROM metric_keys WHERE name = @name", new { name });

    /// <summary>
    /// The ids of names that are not remembered; those that are new are added, in one order everywhere so that no two transactions wait for each other.
    /// </summary>
    internal Dictionary<string, int> Add(DbConnection connection, IReadOnlyList<MetricValue> points)
    {
        SortedSet<string>? names = null;
        var last = (string?)null;
        foreach (var point in points)
        {
            if (point.Key != last && !_ids.ContainsKey(point.Key))
            {
                (names ??= new SortedSet<string>(StringComparer.Ordinal)).Add(point.Key);
            }

            last = point.Key;
        }

        return names is null ? [] : statements.KeyIds(connection, names);
    }

    /// <summary>The id of a name that is remembered or was just added.</summary>
    internal int Of(string name, Dictionary<string, int> added) => added.TryGetValue(name, out var id) || _ids.TryGetValue(name, out id)
        ? id
        : throw new InvalidOperationException($"No id of the metric {name} is known.");

    /// <summary>Remembers ids whose transaction is durable.</summary>
    internal void Remember(Dictionary<string, int> added)
    {
        // Nothing is ever forgotten: another thread may be between asking for its names' ids and using them.
        if (_ids.Count + added.Count > MostRemembered)
        {
            return;
        }

        foreach (var (name, id) in added)
        {
            _ids[name] = id;
        }
    }
}
