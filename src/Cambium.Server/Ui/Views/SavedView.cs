using Cambium.Tracking;
using Microsoft.AspNetCore.WebUtilities;

namespace Cambium.Server;

/// <summary>
/// A named state of the table of runs. It is kept as a tag of the experiment, so that everybody who sees the experiment has it, it is part of every
/// backup, and other clients of the store can make one.
/// </summary>
/// <param name="Name">As people call it.</param>
/// <param name="Address">The part of the table's address behind the question mark.</param>
sealed record SavedView(string Name, string Address)
{
    /// <summary>What the tags' keys begin with.</summary>
    internal const string TagPrefix = "cambium.view.";

    const int MostName = 60;

    /// <summary>A view of what people typed and of the address of a page.</summary>
    /// <exception cref="TrackingException">The name is blank or too long.</exception>
    internal static SavedView Of(string name, string address) =>
        name.Length is 0 or > MostName || name.Any(char.IsControl)
            ? throw new TrackingException($"'{name}' cannot name a view: it has {name.Length} characters. Give 1 to {MostName}.")
            : new SavedView(name, Cleaned(address));

    /// <summary>The views of an experiment, by name.</summary>
    internal static IReadOnlyList<SavedView> Of(ExperimentRecord experiment) =>
    [
        .. experiment.Tags
            .Where(tag => tag.Key.StartsWith(TagPrefix, StringComparison.Ordinal) && tag.Key.Length > TagPrefix.Length)
            .Select(tag => new SavedView(tag.Key[TagPrefix.Length..], Cleaned(tag.Value)))
            .OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The address of the view in an experiment.</summary>
    internal string UrlOf(long experimentId) => Address.Length == 0 ? $"/experiments/{experimentId}" : $"/experiments/{experimentId}?{Address}";

    /// <summary>Only what the table understands, so that a tag cannot lead anywhere else; the page number and the chosen runs are no part of a view.</summary>
    static string Cleaned(string address) =>
        (RunQuery.Read(0, new Microsoft.AspNetCore.Http.QueryCollection(QueryHelpers.ParseQuery(address))) with { Page = 1, Selected = [] }).Address;
}
