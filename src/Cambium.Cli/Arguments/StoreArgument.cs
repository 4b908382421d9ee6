using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Opens the store that a command line names: a folder, a database, or a server.</summary>
static class StoreArgument
{
    /// <summary>Opens a store, which must be there: a misspelt folder must not become an empty store.</summary>
    /// <param name="place">The folder or address.</param>
    /// <param name="advice">How to make one.</param>
    /// <param name="artifacts">Where its files are; null: as <see cref="TrackingStore.Open"/> finds them.</param>
    /// <exception cref="CommandException">There is none.</exception>
    internal static Tracker OpenExisting(string place, string advice = "make one with 'cambium train' or 'cambium quickstart'", string? artifacts = null)
    {
        if (!TrackingStore.Exists(place))
        {
            throw CommandException.Failed($"There is no tracking store in '{Shown(place)}'. Name its {(TrackingStore.IsFolder(place) ? "folder" : "address")} with --store, or {advice}.");
        }

        return Tracker.Open(place, artifacts, TimeProvider.System);
    }

    /// <summary>Refuses a server's address where the command is the server itself.</summary>
    /// <exception cref="CommandException">It is one.</exception>
    internal static string NoServer(string place) => IsServer(place)
        ? throw CommandException.Misuse("--store names a server, but this command serves a store itself. Name a folder.")
        : place;

    /// <summary>A store's place for people: an address never with a password.</summary>
    internal static string Shown(string place) => TrackingStore.IsFolder(place) ? place : TrackingStore.PlaceOf(place);

    /// <summary>Whether a store is a server's.</summary>
    internal static bool IsServer(string place) => HttpAddress.Is(place);
}
