using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>The state of the table of runs, which is its address.</summary>
/// <param name="ExperimentId">Whose runs.</param>
/// <param name="Text">Words that a run must hold, all of them; empty: any run.</param>
/// <param name="Sort">The key of the column to sort by.</param>
/// <param name="Descending">Whether the greatest come first.</param>
/// <param name="Page">From 1.</param>
/// <param name="Columns">Keys of the chosen columns; empty: the ones that tell most.</param>
sealed record RunQuery(long ExperimentId, string Text, string Sort, bool Descending, int Page, EquatableArray<string> Columns)
{
    const string DefaultSort = "started";

    /// <summary>Longest text that is looked at.</summary>
    const int MostText = 200;

    /// <summary>Most chosen columns.</summary>
    const int MostColumns = 40;

    /// <summary>Reads the state from an address; what makes no sense there counts as absent.</summary>
    internal static RunQuery Read(long experimentId, IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        var isSorted = RunColumn.Fixed.Any(column => column.Key == sort) || sort.StartsWith("metrics.", StringComparison.Ordinal)
            || sort.StartsWith("params.", StringComparison.Ordinal) || sort.StartsWith("tags.", StringComparison.Ordinal);
        var text = query["q"].ToString().Trim();
        return new RunQuery(
            experimentId,
            text.Length > MostText ? text[..MostText] : text,
            isSorted ? sort : DefaultSort,
            isSorted ? query["desc"] == "1" : true,
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
            query["column"].OfType<string>()
                .Where(key => key.Contains('.', StringComparison.Ordinal))
                .Distinct()
                .Take(MostColumns)
                .ToEquatableArray());
    }

    /// <summary>The address of this state.</summary>
    internal string Url
    {
        get
        {
            var url = new StringBuilder($"/experiments/{ExperimentId}");
            var separator = '?';
            Add("q", Text, Text.Length > 0);
            Add("sort", Sort, Sort != DefaultSort || !Descending);
            Add("desc", Descending ? "1" : "0", Sort != DefaultSort || !Descending);
            Add("page", Page.ToString(CultureInfo.InvariantCulture), Page > 1);
            foreach (var column in Columns)
            {
                Add("column", column, true);
            }

            return url.ToString();

            void Add(string name, string value, bool isNeeded)
            {
                if (isNeeded)
                {
                    url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                    separator = '&';
                }
            }
        }
    }

    /// <summary>The state after a click on a column's heading: the other way round where it is sorted by it already.</summary>
    internal RunQuery SortedBy(RunColumn column) =>
        this with { Sort = column.Key, Descending = column.Key == Sort ? !Descending : column.GreatestFirst, Page = 1 };

    /// <summary>What aria-sort says of a column.</summary>
    internal string? SortOrder(RunColumn column) => column.Key != Sort ? null : Descending ? "descending" : "ascending";

    /// <summary>Whether a run holds every word of the text in its id, name, status, parameters or tags.</summary>
    internal bool Matches(RunInfo run) =>
        Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            run.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || Contains(run.Name, word)
            || Contains(RunDisplay.Status(run), word)
            || run.Parameters.Any(pair => Contains($"{pair.Key}={pair.Value}", word))
            || run.Tags.Any(pair => Contains($"{pair.Key}={pair.Value}", word)));

    static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
