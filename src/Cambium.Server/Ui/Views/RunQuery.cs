using System.Globalization;
using Cambium.Data;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>The state of the table of runs, which is its address.</summary>
/// <param name="ExperimentId">Whose runs.</param>
sealed record RunQuery(long ExperimentId)
{
    const string DefaultSort = "started";

    /// <summary>Longest filter that is looked at.</summary>
    const int MostText = 2000;

    /// <summary>Most chosen columns.</summary>
    const int MostColumns = 40;

    /// <summary>What was typed: a filter in MLflow's grammar, or words of a run's name; empty: any run.</summary>
    internal string Filter { get; init; } = "";

    /// <summary>The key of the column to sort by.</summary>
    internal string Sort { get; init; } = DefaultSort;

    /// <summary>Whether the greatest come first.</summary>
    internal bool Descending { get; init; } = true;

    /// <summary>From 1.</summary>
    internal int Page { get; init; } = 1;

    /// <summary>Whether deleted runs are shown instead of the others.</summary>
    internal bool Deleted { get; init; }

    /// <summary>Keys of the chosen columns; empty: the ones that tell most.</summary>
    internal EquatableArray<string> Columns { get; init; } = [];

    /// <summary>Ids of runs that are chosen for a comparison.</summary>
    internal EquatableArray<string> Selected { get; init; } = [];

    /// <summary>Reads the state from an address; what makes no sense there counts as absent. "q" is what "filter" was called before.</summary>
    internal static RunQuery Read(long experimentId, IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        var isSorted = RunColumn.Fixed.Any(column => column.Key == sort) || RunColumn.IsOfRuns(sort);
        var text = (query.ContainsKey("filter") ? query["filter"] : query["q"]).ToString().Trim();
        return new RunQuery(experimentId)
        {
            Filter = text.Length > MostText ? text[..MostText] : text,
            Sort = isSorted ? sort : DefaultSort,
            Descending = !isSorted || query["desc"] == "1",
            Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
            Deleted = query["state"] == "deleted",
            Columns = query["column"].OfType<string>().Where(RunColumn.IsOfRuns).Distinct().Take(MostColumns).ToEquatableArray(),
            Selected = query["selected"].OfType<string>()
                .SelectMany(ids => ids.Split(',', StringSplitOptions.RemoveEmptyEntries))
                .Where(id => id.Length == 32 && id.All(char.IsAsciiHexDigitLower))
                .Distinct().Take(ServerLimits.ComparedRuns).ToEquatableArray(),
        };
    }

    /// <summary>The address of this state.</summary>
    internal string Url => Address.Length == 0 ? $"/experiments/{ExperimentId}" : $"/experiments/{ExperimentId}?{Address}";

    /// <summary>The part of the address behind the question mark.</summary>
    internal string Address => string.Join('&', Fields.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>The state as fields of a form, without what is as it would be anyway.</summary>
    internal IEnumerable<(string Name, string Value)> Fields =>
    [
        .. Field("filter", Filter, Filter.Length > 0),
        .. Field("sort", Sort, Sort != DefaultSort || !Descending),
        .. Field("desc", Descending ? "1" : "0", Sort != DefaultSort || !Descending),
        .. Field("page", Page.ToString(CultureInfo.InvariantCulture), Page > 1),
        .. Field("state", "deleted", Deleted),
        .. Columns.Select(column => ("column", column)),
        .. Field("selected", string.Join(',', Selected), Selected.Count > 0),
    ];

    /// <summary>The search that finds the runs of this page.</summary>
    /// <exception cref="TrackingException">The column cannot be sorted by.</exception>
    internal RunSearch ToSearch(int pageSize) => new(
        [ExperimentId],
        Deleted ? LifecycleView.Deleted : LifecycleView.Active,
        new SearchRequest
        {
            Filter = RunFilter.Of(Filter),
            OrderBy = [$"{new RunColumn(Sort).SearchKey} {(Descending ? "DESC" : "ASC")}"],
            MaxResults = pageSize,
            PageToken = Page == 1 ? null : PageToken.Encode((Page - 1L) * pageSize),
        });

    /// <summary>The state after a click on a column's heading: the other way round where it is sorted by it already.</summary>
    internal RunQuery SortedBy(RunColumn column) =>
        this with { Sort = column.Key, Descending = column.Key == Sort ? !Descending : column.GreatestFirst, Page = 1 };

    /// <summary>What aria-sort says of a column.</summary>
    internal string? SortOrder(RunColumn column) => column.Key != Sort ? null : Descending ? "descending" : "ascending";

    static (string Name, string Value)[] Field(string name, string value, bool isNeeded) => isNeeded ? [(name, value)] : [];
}
