using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Opens the store that a command line names: a folder, a database, or a server.</summary>
static class StoreArgument
{
    /// <summary>Opens a store to read, which must be there: a misspelt folder must not become an empty store.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static Tracker OpenExisting(string place)
    {
        if (TrackingStore.IsFolder(place) && (!Directory.Exists(place) || !Directory.EnumerateFiles(place, "*.db").Any()))
        {
            throw CommandException.Failed(
                $"There is no tracking store in '{place}'. Name its folder with --store, or make one with 'cambium train' or 'cambium quickstart'.");
        }

        return Tracker.Open(place);
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
