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
        if (store.Connection is SqliteDatabase file)
        {
            file.Shrink();
        }

        return removed;
    }

    internal static ISqlDatabase DatabaseOf(TrackingStore store) => store.Connection as ISqlDatabase
        ?? throw new TrackingException(
            TrackingErrorCode.NotImplemented,
            $"{store.Place} is reached through a server; run this where its database and files are.");
}
