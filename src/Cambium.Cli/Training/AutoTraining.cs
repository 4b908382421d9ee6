using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using SpectreTable = Spectre.Console.Table;

namespace Cambium.Cli;

/// <summary>Training without a learner's name: many are tried within a time.</summary>
static class AutoTraining
{
    /// <summary>What --learner takes for it.</summary>
    internal const string Name = "auto";

    /// <summary>The budget where none is named.</summary>
    internal const string StandardBudget = "60s";

    /// <summary>The file that the winner is written to as C#.</summary>
    const string WinnerFile = "winner.cs";

    const int CandidatesShown = 10;

    /// <summary>Checks the words that go with it, before any file is read.</summary>
    /// <returns>The budget.</returns>
    /// <exception cref="CommandException">Words contradict each other, or the budget is no time.</exception>
    internal static TimeSpan Check(Invocation invocation, TrainOptions options)
    {
        var budget = invocation.Value(options.Budget);
        if (invocation.Value(options.Learner) != Name)
        {
            return budget is null ? TimeSpan.Zero : throw CommandException.Misuse($"--budget is for --learner {Name}, which tries many learners. Add it, or leave the budget out.");
        }

        if (invocation.Value(options.Target) is null)
        {
            throw CommandException.Misuse($"'{Name}' learns to predict a column. Name it with --target COL.");
        }

        if (invocation.Value(options.Steps) is not null)
        {
            throw CommandException.Misuse($"--steps goes before one learner, but '{Name}' tries many and prepares the columns itself. Leave it out.");
        }

        return options.SettingsOf(invocation).Count == 0
            ? BudgetOf(budget ?? StandardBudget)
            : throw CommandException.Misuse($"--set gives settings to one learner, but '{Name}' tries many and tunes them itself. Leave it out.");
    }

    /// <summary>Reads a time: "90", "90s", "5m", "1h".</summary>
    /// <exception cref="CommandException">The text is none.</exception>
    internal static TimeSpan BudgetOf(string text)
    {
        var trimmed = text.Trim();
        var unit = trimmed.Length > 0 ? trimmed[^1] : ' ';
        var (number, seconds) = unit switch
        {
            's' => (trimmed[..^1], 1),
            'm' => (trimmed[..^1], 60),
            'h' => (trimmed[..^1], 3600),
            _ => (trimmed, 1),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * seconds is >= 1 and <= 24 * 3600
            ? TimeSpan.FromSeconds(value * seconds)
            : throw CommandException.Misuse($"--budget takes a time from 1s to 24h, such as 60s, 5m or 1h, not '{text}'.");
    }

    /// <summary>The task that the words or the target tell; the recipe is yet to be found.</summary>
    internal static LearnerChoice Choice(LearningTask? asked, Column target)
    {
        var task = asked ?? TargetTask.Of(target);
        return new LearnerChoice(Name, task, LearnerChoice.Baseline(task));
    }

    /// <summary>Finds a model, and shows what was tried.</summary>
    internal static AutoMlResult Run(Invocation invocation, TrainOptions words, LearnerChoice choice, TrainingTable rows, TimeSpan budget, IProgress<AutoMlProgress> log)
    {
        var options = new AutoMlOptions
        {
            Budget = budget,
            Seed = invocation.Value(words.Seed),
            Target = choice.Task == LearningTask.Classification ? TargetReading.Classes : TargetReading.Numbers,
            Leakage = words.LeaksOf(invocation) with { EventTime = null },
            Weight = invocation.Value(words.Weight),
            CancellationToken = invocation.CancellationToken,
        };
        var target = invocation.Value(words.Target)!; // Check asked for one
        var found = Watch.OverShare(
            invocation.Terminal,
            $"try learners for {Figure.Duration(budget)}",
            share => AutoMl.Run(rows.Learn, target, options with { Progress = new Share(share, log) }),
            found => $"{Figure.Count(found.Report.Candidates.Count, "candidate")}, best {found.Report.Best.Family} {found.Report.Metric} {Figure.Score(found.Report.Best.Mean)}");
        invocation.Terminal.Show(Leaderboard(found.Report));
        return found;
    }

    /// <summary>Puts the winner as C# and all that was tried among the run's artifacts.</summary>
    internal static void Log(AutoMlReport report, Run run, string dataFile)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, report.ToCSharp(dataFile));
            run.Artifact(file, WinnerFile);
            File.WriteAllText(file, report.ToJson());
            run.Artifact(file, "leaderboard.json");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Writes the winner as C# into the folder of the saved model; nothing where no search was made.</summary>
    internal static void WriteWinner(AutoMlReport? report, string dataFile, string folder)
    {
        if (report is not null)
        {
            File.WriteAllText(Path.Combine(folder, WinnerFile), report.ToCSharp(dataFile));
        }
    }

    /// <summary>The best candidates and all that was tried, for a program.</summary>
    internal static object Document(AutoMlReport report, string dataFile) => new
    {
        report.Metric,
        report.Seconds,
        report.LeftOut,
        Winner = report.Best.Number,
        Leaderboard = report.Leaderboard.Select(candidate => new { candidate.Number, candidate.Family, candidate.Mean, candidate.Interval, candidate.Rows, candidate.Seconds, Recipe = RecipeCatalog.KindOf(candidate.Recipe) }),
        Code = report.ToCSharp(dataFile),
    };

    static SpectreTable Leaderboard(AutoMlReport report)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("candidate")).AddColumn(Plain.Right(report.Metric)).AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("time"));
        foreach (var candidate in report.Leaderboard.Take(CandidatesShown))
        {
            Plain.AddRow(
                table,
                $"{candidate.Family} {candidate.Number}{(candidate.Number == report.Winner ? " (winner)" : "")}",
                Figure.Score(candidate.Mean),
                candidate.Interval is { } interval ? $"{Figure.Score(interval.Low)} to {Figure.Score(interval.High)}" : "",
                Figure.Count(candidate.Rows),
                Figure.Duration(TimeSpan.FromSeconds(candidate.Seconds)));
        }

        return table;
    }

    /// <summary>Logs candidates, and passes on the share of the budget that is used.</summary>
    sealed class Share(Action<double> changed, IProgress<AutoMlProgress> log) : IProgress<AutoMlProgress>
    {
        public void Report(AutoMlProgress value)
        {
            log.Report(value);
            changed(value.Share);
        }
    }
}
