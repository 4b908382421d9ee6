using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>The statements that write metrics, each database's own: they are the ones that run most often by far. Safe to use from several threads.</summary>
abstract class MetricStatements
{
    /// <summary>Adds a batch, and each metric's point where it is later than the one that is there.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row.</param>
    /// <param name="points">The batch, packed.</param>
    /// <param name="latest">Each metric's latest point of the batch, ascending by the metrics' ids: in one order everywhere, so that no two transactions wait for each other.</param>
    internal abstract void Write(DbConnection connection, long run, byte[] points, IReadOnlyList<KeyedPoint> latest);

    /// <summary>The ids of metrics' names; those that have none are given one.</summary>
    internal abstract Dictionary<string, int> KeyIds(DbConnection connection, SortedSet<string> names);

    /// <summary>The chunk of the greatest number of each metric that has one.</summary>
    internal abstract Dictionary<int, MetricChunk> LastChunks(DbConnection connection, long run, IReadOnlyList<int> keys);

    /// <summary>Writes chunks; those that are there are written anew.</summary>
    internal abstract void PutChunks(DbConnection connection, long run, IReadOnlyList<(int Key, MetricChunk Chunk)> chunks);
}
