using System.CommandLine;
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
        try
        {
            return ThresholdGoal.Parse(text);
        }
        catch (ArgumentException)
        {
            throw CommandException.Misuse($"--threshold-for takes {Words}, not '{text}'.");
        }
    }

    /// <summary>The goals of an option that may come several times, each parted by commas.</summary>
    /// <exception cref="CommandException">A text is no goal.</exception>
    internal static ThresholdGoal[] Of(Invocation invocation, Option<string[]> option) =>
        [.. (invocation.Value(option) ?? []).SelectMany(goals => goals.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Of)];
}
