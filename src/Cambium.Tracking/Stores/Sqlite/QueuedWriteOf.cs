using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>A caller's transaction and what it answers.</summary>
sealed class QueuedWriteOf<T>(Func<DbConnection, T> statements) : QueuedWrite
{
    T? _result;

    /// <summary>What the statements answered.</summary>
    internal T Result => _result!; // set where Run did not throw

    /// <inheritdoc/>
    internal override void Run(DbConnection connection) => _result = statements(connection);
}
