using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>The trials of a search, the best first.</summary>
static class LeaderboardView
{
    const int TrialsShown = 10;
    const int FigureWidth = 6;
    const int LongestValue = 30;

    /// <summary>One line a trial: its figures and settings, each setting in a column of its own where the terminal is wide enough.</summary>
    internal static Table Of(SearchReport report, int width)
    {
        var shown = report.Leaderboard.Take(TrialsShown).ToArray();
        var names = shown.SelectMany(trial => trial.Settings.Select(setting => setting.Name)).Distinct().ToArray();
        var isWide = report.Metrics.Sum(metric => Math.Max(metric.Name.Length, FigureWidth) + 1) + names.Sum(name => Math.Max(name.Length, shown.Max(trial => Value(trial, name).Length)) + 1) + FigureWidth <= width;
        var table = Plain.Table();
        table.AddColumn(Plain.Right("trial"));
        foreach (var metric in report.Metrics)
        {
            table.AddColumn(Plain.Right(metric.Name));
        }

        foreach (var name in isWide ? names : [])
        {
            table.AddColumn(Plain.Right(name));
        }

        if (!isWide)
        {
            table.AddColumn(Plain.Left("settings"));
        }

        foreach (var trial in shown)
        {
            Plain.AddRow(
                table,
                [
                    $"{trial.Number}",
                    .. report.Metrics.Select(metric => Figure.Score(trial[metric.Name])),
                    .. isWide ? names.Select(name => Value(trial, name)) : [string.Join("  ", trial.Settings.Select(setting => $"{setting.Name} {Value(trial, setting.Name)}"))],
                ]);
        }

        return table;
    }

    static string Value(Trial trial, string name) => Plain.Cut(trial.Settings.FirstOrDefault(setting => setting.Name == name)?.Value ?? "", LongestValue);

    /// <summary>How the trials ended: "48 complete, 2 failed".</summary>
    internal static string Counts(SearchReport report) => string.Join(
        ", ", Enum.GetValues<TrialStatus>().Select(status => (Status: status, Count: report.Trials.Count(trial => trial.Status == status))).Where(pair => pair.Count > 0)
            .Select(pair => $"{Figure.Count(pair.Count)} {pair.Status.ToString().ToLowerInvariant()}"));

    /// <summary>What each setting explains: "trees 61%, l2 12%".</summary>
    internal static string Importances(SearchReport report) => string.Join(", ", report.Importances.Select(importance => $"{importance.Name} {Figure.Share(importance.Share)}"));

    /// <summary>A trial for a program.</summary>
    internal static object Document(Trial trial) => new
    {
        trial.Number,
        Settings = trial.Settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        Status = trial.Status.ToString().ToLowerInvariant(),
        trial.Resource,
        Scores = trial.Scores.ToDictionary(score => score.Name, score => score.Mean),
        trial.Error,
        Seconds = trial.Duration.TotalSeconds,
    };
}
