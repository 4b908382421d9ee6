using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>How the table of trials is sorted and which part of it is shown, which is part of the page's address.</summary>
/// <param name="By">The column: "trial", "state", "time", "resource", "score.N" or "setting.NAME"; "": by rank.</param>
/// <param name="Descending">Whether the greatest come first.</param>
/// <param name="Page">From 1.</param>
public sealed record BoardOrder(string By, bool Descending, int Page)
{
    /// <summary>Trials of a page of the table.</summary>
    internal const int PageSize = 20;

    const string Score = "score.";

    const string Setting = "setting.";

    internal static BoardOrder Read(IQueryCollection query) => new(
        query["by"].ToString() is { Length: <= 300 } by ? by : "",
        query["desc"] == "1",
        int.TryParse(query["trials"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1);

    /// <summary>The part of the page's address that leads to this state.</summary>
    internal string Url
    {
        get
        {
            string[] fields =
            [
                .. By.Length > 0 ? new[] { $"by={Uri.EscapeDataString(By)}", $"desc={(Descending ? 1 : 0)}" } : [],
                .. Page > 1 ? new[] { string.Create(CultureInfo.InvariantCulture, $"trials={Page}") } : [],
            ];
            return $"?{string.Join('&', fields)}#trials";
        }
    }

    /// <summary>The state after a click on a column's heading.</summary>
    internal BoardOrder SortedBy(string column, bool greatestFirst = false) => new(column, column == By ? !Descending : greatestFirst, 1);

    /// <summary>What aria-sort says of a column.</summary>
    internal string? SortOrder(string column) => column != By ? null : Descending ? "descending" : "ascending";

    internal static string OfScore(int metric) => string.Create(CultureInfo.InvariantCulture, $"{Score}{metric}");

    internal static string OfSetting(string name) => Setting + name;

    /// <summary>All trials in this order; what has no value comes last either way.</summary>
    internal IReadOnlyList<BoardTrial> Sorted(SearchBoard board)
    {
        if (By == "state")
        {
            return [.. Descending ? board.Ranked.OrderByDescending(trial => trial.State, StringComparer.Ordinal) : board.Ranked.OrderBy(trial => trial.State, StringComparer.Ordinal)];
        }

        return By switch
        {
            "trial" => Sorted(board, trial => trial.Number),
            "time" => Sorted(board, trial => trial.Seconds),
            "resource" => Sorted(board, trial => trial.Resource),
            _ when By.StartsWith(Score, StringComparison.Ordinal) && int.TryParse(By[Score.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var metric) && metric < board.Metrics.Count =>
                Sorted(board, trial => trial.Scores[metric]),
            _ when board.Axes.FirstOrDefault(axis => Setting + axis.Name == By) is { } axis =>
                Sorted(board, trial => trial.Settings.TryGetValue(axis.Name, out var value) && axis.PlaceOf(value) is { } place ? place : double.NaN),
            _ => board.Ranked,
        };
    }

    IReadOnlyList<BoardTrial> Sorted(SearchBoard board, Func<BoardTrial, double> key)
    {
        var known = board.Ranked.Where(trial => !double.IsNaN(key(trial)));
        return [.. Descending ? known.OrderByDescending(key) : known.OrderBy(key), .. board.Ranked.Where(trial => double.IsNaN(key(trial)))];
    }
}
