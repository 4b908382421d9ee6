using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>The trials of a search, the best first.</summary>
static class LeaderboardView
{
    const int TrialsShown = 10;

    /// <summary>One line a trial: its figures and settings.</summary>
    internal static Table Of(SearchReport report)
    {
        var shown = report.Leaderboard.Take(TrialsShown).ToArray();
        var names = shown.SelectMany(trial => trial.Settings.Select(setting => setting.Name)).Distinct().ToArray();
        var table = Plain.Table();
        table.AddColumn(Plain.Right("trial"));
        foreach (var metric in report.Metrics)
        {
            table.AddColumn(Plain.Right(metric.Name));
        }

        foreach (var name in names)
        {
            table.AddColumn(Plain.Right(name));
        }

        foreach (var trial in shown)
        {
            Plain.AddRow(
                table,
                [
                    $"{trial.Number}",
                    .. report.Metrics.Select(metric => Figure.Score(trial[metric.Name])),
                    .. names.Select(name => Plain.Cut(trial.Settings.FirstOrDefault(setting => setting.Name == name)?.Value ?? "", 30)),
                ]);
        }

        return table;
    }

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
