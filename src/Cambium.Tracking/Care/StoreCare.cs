namespace Cambium.Tracking;

/// <summary>Care of a store: what can go, and its removal.</summary>
static class StoreCare
{
    /// <summary>Finds what can be removed; changes nothing.</summary>
    /// <exception cref="TrackingException">A run that is named is not there, or not marked deleted.</exception>
    internal static Garbage FindGarbage(TrackingStore store, GarbageScope scope, TimeProvider time) =>
        new GarbageSearch(DatabaseOf(store), store.Artifacts, time).Find(scope);

    /// <summary>Removes it, and gives the room back to the disk.</summary>
    internal static GarbageRemoved Remove(TrackingStore store, Garbage garbage, TimeProvider time, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var removed = new GarbageRemoval(DatabaseOf(store), store.Artifacts, time).Remove(garbage, cancellationToken, progress);
        return store.Connection is SqliteDatabase file ? removed with { LeftInFile = file.Shrink().Left } : removed;
    }

    /// <summary>Writes the database file of a folder store anew, without what is free in it. Nobody else should use the store meanwhile.</summary>
    /// <returns>Bytes given back.</returns>
    /// <exception cref="TrackingException">The store is in no folder, or in use; or the disk lacks the room for the copy.</exception>
    internal static long Compact(TrackingStore store) => store.Connection is SqliteDatabase file
        ? file.Compact()
        : throw new TrackingException(TrackingErrorCode.NotImplemented, $"{store.Place} is no folder: its database gives back what is free by itself (PostgreSQL: VACUUM).");

    internal static ISqlDatabase DatabaseOf(TrackingStore store) => store.Connection as ISqlDatabase
        ?? throw new TrackingException(
            TrackingErrorCode.NotImplemented,
            $"{store.Place} is reached through a server; run this where its database and files are.");
}
