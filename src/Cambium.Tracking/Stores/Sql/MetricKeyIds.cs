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

    /// <summary>Databases count from 1.</summary>
    const int Unknown = 0;

    readonly ConcurrentDictionary<string, int> _ids = new();

    /// <summary>The id of a name, or null where no metric has it.</summary>
    internal int? Find(DbConnection connection, string name) =>
        _ids.TryGetValue(name, out var id) ? id : connection.QuerySingleOrDefault<int?>("SELECT id FROM metric_keys WHERE name = @name", new { name });

    /// <summary>Looks up the ids of points' metrics. Names that are new are added, in one order everywhere so that no two transactions wait for each other.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="points">The points.</param>
    /// <param name="ids">Takes the ids, in the order of the points.</param>
    /// <returns>The names that are not remembered, and their ids.</returns>
    internal Dictionary<string, int> Add(DbConnection connection, IReadOnlyList<MetricValue> points, int[] ids)
    {
        SortedSet<string>? names = null;
        for (var i = 0; i < ids.Length; i++)
        {
            var name = points[i].Key;
            if (i > 0 && name == points[i - 1].Key)
            {
                ids[i] = ids[i - 1];
            }
            else if (!_ids.TryGetValue(name, out ids[i]))
            {
                ids[i] = Unknown;
                (names ??= new SortedSet<string>(StringComparer.Ordinal)).Add(name);
            }
        }

        if (names is null)
        {
            return [];
        }

        var added = statements.KeyIds(connection, names);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] == Unknown)
            {
                ids[i] = added[points[i].Key];
            }
        }

        return added;
    }

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
