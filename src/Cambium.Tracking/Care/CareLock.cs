namespace Cambium.Tracking;

/// <summary>
/// Lets one of removal, backup and import at a time work on a store: a backup must not copy files that are being removed, and what an import has
/// copied but not yet entered must not look abandoned. Runs and the server are not held up. The operating system, or PostgreSQL, frees it when the process dies.
/// </summary>
static class CareLock
{
    /// <summary>The file that is held.</summary>
    internal const string FileName = "care.lock";

    /// <summary>Takes the lock of a store; null where another program keeps the store. To be disposed of.</summary>
    /// <exception cref="TrackingException">Another process has it.</exception>
    internal static IDisposable? Take(TrackingStore store) => store.Connection switch
    {
        SqliteDatabase => Take(store.Place),
        PostgresDatabase database => database.TryTakeCareLock() ?? throw Refused(store.Place, null),
        _ => null,
    };

    /// <summary>Takes the lock; to be disposed of.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <exception cref="TrackingException">Another process has it.</exception>
    internal static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException and not PathTooLongException)
        {
            throw Refused(folder, e);
        }
    }

    static TrackingException Refused(string place, Exception? cause) =>
        new(TrackingErrorCode.TemporarilyUnavailable, $"A gc, backup or import is at work on {place}, and only one may be. Wait until it has ended, and try again.", cause);
}
