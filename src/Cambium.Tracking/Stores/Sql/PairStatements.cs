using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>The statements that write parameters and tags of runs, each database's own. Safe to use from several threads.</summary>
abstract class PairStatements
{
    /// <summary>Adds parameters; those that are there are left as they are.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row, which no other transaction writes to meanwhile.</param>
    /// <param name="parameters">Keys and values.</param>
    /// <returns>Those of which another value is there, with that value, in their order.</returns>
    internal abstract IReadOnlyList<(string Key, string Old, string New)> AddParameters(
        DbConnection connection,
        long run,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters);

    /// <summary>Sets tags; of several with one key the last counts.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="run">The run's row, which no other transaction writes to meanwhile.</param>
    /// <param name="tags">Keys and values.</param>
    internal abstract void PutTags(DbConnection connection, long run, IReadOnlyCollection<KeyValuePair<string, string>> tags);
}
