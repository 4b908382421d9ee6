using System.CommandLine;
using System.Globalization;
using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What the commands about people have in common.</summary>
static class PeopleArgument
{
    /// <summary>Who does it, as the audit log names whoever may write the store's files.</summary>
    internal static string Actor => $"os:{Environment.UserName}";

    internal static Argument<string> User() => new("NAME") { Description = "The user's name." };

    internal static Argument<string> Token() => new("NAME") { Description = "The token's name." };

    /// <summary>Who may do what in a store.</summary>
    internal static PeopleStores Of(Tracker tracker) =>
        tracker.Store.People ?? throw CommandException.Failed($"{tracker.Place} keeps no users: another program does. Name a folder with --store.");

    /// <summary>The number of an experiment by its name, or by its number.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static long ExperimentOf(Tracker tracker, string text)
    {
        if (tracker.Store.Experiments.FindExperiment(text) is { } named)
        {
            return named.Id;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return tracker.Store.Experiments.GetExperiment(id).Id;
        }

        var names = tracker.Experiments().Select(experiment => experiment.Name).ToArray();
        throw CommandException.Failed($"There is no experiment '{text}'.{NearestName.Suggestion(text, names)} The experiments are: {(names.Length == 0 ? "none yet" : string.Join(", ", names))}.");
    }

    /// <summary>A moment that a store keeps.</summary>
    internal static string Moment(long time) => Figure.Moment(DateTimeOffset.FromUnixTimeMilliseconds(time));
}
