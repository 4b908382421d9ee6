using System.Globalization;
using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What a store knows of a registered model beyond its files.</summary>
/// <param name="Version">The version.</param>
/// <param name="Name">How a report calls it.</param>
/// <param name="Training">The profile of the rows that it learned from; null where its run has none.</param>
/// <param name="Origin">Its run, experiment, data and date.</param>
sealed record RegisteredModel(ModelVersion Version, string Name, Profile? Training, EquatableArray<KeyValuePair<string, string>> Origin)
{
    /// <summary>The model that a command line names; null for a folder.</summary>
    internal static RegisteredModel? Find(string reference, string store)
    {
        if (!reference.StartsWith(ModelArgument.Registered, StringComparison.Ordinal))
        {
            return null;
        }

        using var tracker = StoreArgument.OpenExisting(store);
        var version = tracker.FindVersion(reference);
        var name = $"{version.Name}, version {version.Version}";
        var origin = new List<KeyValuePair<string, string>> { new("registered", Day(version.Created)) };
        if (tracker.RunOf(version) is not { } run)
        {
            return new RegisteredModel(version, name, null, origin.ToEquatableArray());
        }

        origin.Add(new("run", $"{run.Id} of {Day(run.Started)}"));
        if (run.Datasets.Count > 0)
        {
            origin.Add(new("data", string.Join(", ", run.Datasets.Select(dataset => $"{dataset.Name}{(dataset.Version is { } number ? $"@{number}" : "")} (digest {dataset.Digest})"))));
        }

        return new RegisteredModel(version, name, tracker.ReadProfile(run.Id), origin.ToEquatableArray());
    }

    static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
