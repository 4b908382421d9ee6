using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>How a command line says what a threshold is to serve.</summary>
static class ThresholdGoals
{
    /// <summary>The words that a goal is written in.</summary>
    internal const string Words = "precision=0.9, recall=0.8, alarms=0.05 (share of rows), cost=10:1 (of a miss, of a false alarm), f1, youden, accuracy or matthews";

    /// <summary>The goal of a text.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    internal static ThresholdGoal Of(string text)
    {
        ThresholdGoal goal;
        try
        {
            goal = ThresholdGoal.Parse(text);
        }
        catch (ArgumentException)
        {
            throw CommandException.Misuse($"--threshold-for takes {Words}, not '{text}'.");
        }

        return goal.IsFree
            ? throw CommandException.Misuse($"--threshold-for {text} prices neither a miss nor a false alarm, so that every threshold costs the same. Give one of them a price, such as cost=10:1.")
            : goal;
    }

    /// <summary>Makes sure that there is a border between two classes to look for.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static void Check(Model model)
    {
        if (model is not ClassifierModel classifier)
        {
            throw CommandException.Misuse("--threshold-for looks for a border between two classes; this model tells no classes apart. Leave it out.");
        }

        if (classifier.Classes.Count != 2)
        {
            throw CommandException.Misuse("--threshold-for looks for a border between two classes; this model has no two. To give prices to calls of more: cambium train --learner cost-sensitive-classifier.");
        }
    }

    /// <summary>Makes sure, before anything is learned, that a target has no more than two classes.</summary>
    /// <exception cref="CommandException">It has.</exception>
    internal static void Check(Column target)
    {
        var classes = Enumerable.Range(0, target.Length).Where(row => !target.IsMissing(row)).Select(target.Format).Distinct().Take(3).ToArray();
        if (classes.Length > 2)
        {
            throw CommandException.Misuse(
                $"--threshold-for looks for a border between two classes; the target '{target.Name}' has more ({string.Join(", ", classes)}, ...). Leave it out, or give prices to calls: --learner " +
                "cost-sensitive-classifier.");
        }
    }

    /// <summary>The goals of an option that may come several times, each parted by commas.</summary>
    /// <exception cref="CommandException">A text is no goal.</exception>
    internal static ThresholdGoal[] Of(Invocation invocation, Option<string[]> option) =>
        [.. (invocation.Value(option) ?? []).SelectMany(goals => goals.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Of)];
}
