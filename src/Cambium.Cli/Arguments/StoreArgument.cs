using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Opens the store that a command line names.</summary>
static class StoreArgument
{
    /// <summary>Opens a store to read, which must be there: a misspelt folder must not become an empty store.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static Tracker OpenExisting(string folder)
    {
        if (PostgresAddress.IsOne(folder))
        {
            return Tracker.Open(folder);
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.db").Any())
        {
            throw CommandException.Failed(
                $"There is no tracking store in '{folder}'. Name its folder with --store, or make one with 'cambium train' or 'cambium quickstart'.");
        }

        return Tracker.Open(folder);
    }
}
