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

    /// <summary>Folds where rows are split by a column.</summary>
    const int Folds = 5;

    /// <summary>What a search is given at least.</summary>
    static readonly TimeSpan LeastBudget = TimeSpan.FromSeconds(1);

    /// <summary>What the start of the program takes, which no clock of its own sees.</summary>
    static readonly TimeSpan Start = TimeSpan.FromSeconds(0.15);

    /// <summary>The shares of the budget that are kept for what follows the search: to save and log the model, and to judge it by held-out rows.</summary>
    const double SavingShare = 0.015, JudgingShare = 0.06, MostSaving = 0.15;

    /// <summary>What saving and judging take at least.</summary>
    static readonly TimeSpan LeastSaving = TimeSpan.FromSeconds(0.3), LeastJudging = TimeSpan.FromSeconds(0.8);

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

        if (invocation.Value(options.Folds) > 0)
        {
            throw CommandException.Misuse(
                $"--cv would judge the learner that '{Name}' chose by the rows that it was chosen by, and flatter it. Leave it out: the leaderboard is cross-validated, and --test holds out rows that judge the winner.");
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
    /// <param name="invocation">The command line.</param>
    /// <param name="words">Its words.</param>
    /// <param name="choice">The task.</param>
    /// <param name="rows">The rows with the columns that they are split by.</param>
    /// <param name="budget">The time of the whole command.</param>
    /// <param name="log">Told of every candidate.</param>
    internal static AutoMlResult Run(Invocation invocation, TrainOptions words, LearnerChoice choice, TrainingTable rows, TimeSpan budget, IProgress<AutoMlProgress> log)
    {
        var (seed, time) = (invocation.Value(words.Seed), invocation.Value(words.EventTime));
        var isSplit = time is not null || invocation.Value(words.Splits.Group) is not null;
        var own = budget - invocation.Elapsed - Start - After(invocation, budget, rows);
        var options = new AutoMlOptions
        {
            Budget = own > LeastBudget ? own : LeastBudget,
            Splitter = isSplit ? words.Splits.SplitterOf(invocation, choice.Task, invocation.Value(words.Target)!, time, Folds, seed) : null, // Check asked for a target
            Seed = seed,
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

    /// <summary>The time that is left of the budget to explain the winner.</summary>
    internal static TimeSpan Left(Invocation invocation, TimeSpan budget) => budget - invocation.Elapsed - Start - Part(budget, SavingShare, LeastSaving);

    /// <summary>Where the rows came from that the winner learned from.</summary>
    internal static AutoMlSource Source(Invocation invocation, TrainOptions words, TrainingData data, LearningTask task, TrainingTable rows) => new(data.FileName)
    {
        Csv = words.Csv.Options(invocation),
        Drop = [.. words.DropOf(invocation)],
        DropsRowsWithoutTarget = rows.WithoutTarget > 0,
        Share = rows.HeldOut is null ? 1 : 1 - invocation.Value(words.Test),
        StratifyBy = task == LearningTask.Classification ? invocation.Value(words.Target) : null,
        GroupBy = invocation.Value(words.Splits.Group),
        Time = invocation.Value(words.EventTime),
        Seed = invocation.Value(words.Seed),
    };

    static TimeSpan After(Invocation invocation, TimeSpan budget, TrainingTable rows)
    {
        // On a machine that is slow to read, or busy, saving takes longer too.
        var saving = Part(budget, SavingShare, LeastSaving);
        saving = invocation.Elapsed > saving ? invocation.Elapsed : saving;
        return (saving < budget * MostSaving ? saving : budget * MostSaving) + (rows.HeldOut is null ? TimeSpan.Zero : Part(budget, JudgingShare, LeastJudging));
    }

    static TimeSpan Part(TimeSpan budget, double share, TimeSpan least) => budget * share > least ? budget * share : least;

    /// <summary>Puts the winner as C# and all that was tried among the run's artifacts.</summary>
    internal static void Log(AutoMlReport report, Run run, AutoMlSource source)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, report.ToCSharp(source));
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
    internal static void WriteWinner(AutoMlReport? report, AutoMlSource source, string folder)
    {
        if (report is not null)
        {
            File.WriteAllText(Path.Combine(folder, WinnerFile), report.ToCSharp(source));
        }
    }

    /// <summary>The best candidates and all that was tried, for a program.</summary>
    internal static object Document(AutoMlReport report, AutoMlSource source) => new
    {
        report.Metric,
        report.Seconds,
        report.LeftOut,
        Winner = report.Best.Number,
        Leaderboard = report.Leaderboard.Select(candidate => new { candidate.Number, candidate.Family, candidate.Mean, candidate.Interval, candidate.Rows, candidate.Seconds, Recipe = RecipeCatalog.KindOf(candidate.Recipe) }),
        Code = report.ToCSharp(source),
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
