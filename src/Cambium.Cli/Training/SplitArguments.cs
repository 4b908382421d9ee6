using System.CommandLine;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>How a command line says the way rows are split into folds.</summary>
sealed class SplitArguments
{
    const int MostRepeats = 1000;

    internal Option<string?> Group { get; } = new("--group")
    {
        HelpName = "COL",
        Description = "The column whose equal values (a patient, a clinic) are never on both sides of a split; it is no feature.",
    };

    internal Option<int> Gap { get; } = NumberOption.Whole("--gap", "ROWS", 0, 0, int.MaxValue, "With --event-time: rows left out between those learned from and a fold. Default: 0.");

    internal Option<int> Repeat { get; } = NumberOption.Whole("--repeat", "N", 1, 1, MostRepeats, "Deal the rows out to folds N times, each time otherwise. Default: 1.");

    /// <summary>Gives a command these options.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(Group);
        command.Options.Add(Gap);
        command.Options.Add(Repeat);
    }

    /// <summary>Makes sure that the options fit each other.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="time">The column that orders the rows; null: none.</param>
    /// <exception cref="CommandException">They do not.</exception>
    internal void CheckFit(Invocation invocation, string? target, string? time)
    {
        var group = invocation.Value(Group);
        if (group is not null && (group == target || group == time))
        {
            throw CommandException.Misuse($"'{group}' is both {(group == target ? "--target" : "--event-time")} and --group. Name two columns.");
        }

        if (group is not null && time is not null)
        {
            throw CommandException.Misuse("Rows are split by --group or by --event-time, not by both. Leave one out.");
        }

        if (time is null && invocation.Value(Gap) > 0)
        {
            throw CommandException.Misuse("--gap leaves out rows by time. Name the column that orders them with --event-time.");
        }

        if (time is not null && invocation.Value(Repeat) > 1)
        {
            throw CommandException.Misuse("--repeat deals rows out anew, but --event-time leaves one way to split them. Leave one out.");
        }
    }

    /// <summary>How the rows are split: by time or group where one is named, else at random; classes are as frequent in each fold as in the whole.</summary>
    internal Splitter SplitterOf(Invocation invocation, LearningTask task, string target, string? time, int folds, long seed)
    {
        var isClasses = task == LearningTask.Classification;
        Splitter splitter = (invocation.Value(Group), time) switch
        {
            (_, { } ordered) => new TimeSeriesSplit { Time = ordered, Folds = folds, Gap = invocation.Value(Gap) },
            ({ } group, _) when isClasses => new StratifiedGroupKFold(target, group) { Folds = folds, Seed = seed },
            ({ } group, _) => new GroupKFold(group) { Folds = folds, Seed = seed },
            _ when isClasses => new StratifiedKFold(target) { Folds = folds, Seed = seed },
            _ => new KFold { Folds = folds, Seed = seed },
        };
        return invocation.Value(Repeat) is > 1 and var times ? new RepeatedFolds(splitter) { Times = times, Seed = seed } : splitter;
    }
}
