using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What --log does: findings about a registered model are kept on the run that made it.</summary>
static class FindingsLog
{
    /// <summary>Refuses, before anything is computed, a model that no run of the store made.</summary>
    /// <exception cref="CommandException">The model is a folder, or its run is not there.</exception>
    internal static void Check(string reference, string store)
    {
        using var tracker = Open(reference, store);
        _ = RunOf(tracker, reference);
    }

    /// <summary>Keeps the findings, and says where.</summary>
    /// <param name="terminal">Where it is said.</param>
    /// <param name="reference">How the command line names the model.</param>
    /// <param name="store">The store.</param>
    /// <param name="tab">The page that shows them: "explanation", "fairness", "slices".</param>
    /// <param name="keep">Keeps them on the run of that id.</param>
    /// <exception cref="CommandException">The model is a folder, or its run is not there.</exception>
    internal static void Keep(Terminal terminal, string reference, string store, string tab, Action<Tracker, string> keep)
    {
        using var tracker = Open(reference, store);
        var run = RunOf(tracker, reference);
        keep(tracker, run.Id);
        terminal.Line($"Kept on run [bold]{run.Id[..8]}[/], where the {tab} page of [bold]{reference}[/] shows it (cambium server).");
    }

    static Tracker Open(string reference, string store) => reference.StartsWith(ModelArgument.Registered, StringComparison.Ordinal)
        ? StoreArgument.OpenExisting(store)
        : throw CommandException.Misuse($"--log keeps findings on the run that made a registered model, but '{reference}' is a folder. Name the model as {ModelArgument.Registered}NAME/VERSION, or leave --log out.");

    static RunInfo RunOf(Tracker tracker, string reference) => tracker.RunOf(tracker.FindVersion(reference))
        ?? throw CommandException.Failed($"No run of {tracker.Place} made {reference}, so findings cannot be kept on one. Leave --log out, or register the model from its run.");
}
