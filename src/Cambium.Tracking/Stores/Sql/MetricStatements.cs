using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>The statements that write metrics, each database's own: they are the ones that run most often by far. Safe to use from several threads.</summary>
abstract class MetricStatements
{
    /// <summary>Adds a batch, and each metric's point where it is later than the one that is there.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row.</param>
    /// <param name="points">The batch, packed.</param>
    /// <param name="latest">The latest points of the batch by the ids of the metrics' names; in one order everywhere, so that no two transactions wait for each other.</param>
    internal abstract void Write(DbConnection connection, long run, byte[] points, SortedDictionary<int, HistoryPoint> latest);

    /// <summary>The ids of metrics' names; those that have none are given one.</summary>
    internal abstract Dictionary<string, int> KeyIds(DbConnection connection, SortedSet<string> names);
}
