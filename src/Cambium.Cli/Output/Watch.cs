using System.Diagnostics;
using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>Shows how far work has come: a moving bar on a terminal, a line when it is done elsewhere, nothing with --json.</summary>
static class Watch
{
    const int BarWidth = 30;

    /// <summary>Does the work, and says what it was and how long it took.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="parts">How many fits the work is made of; 1 unless it cross-validates.</param>
    /// <param name="work">Reports its progress to what it is given.</param>
    /// <param name="outcome">What came of it, in a few words, for the line that stays. Null: nothing to add.</param>
    internal static T Over<T>(Terminal terminal, string title, int parts, Func<IProgress<FitProgress>, T> work, Func<T, string>? outcome = null)
    {
        return OverShare(terminal, title, report => work(new FitFraction(parts, report)), outcome);
    }

    /// <summary>Does work that says itself which share of it is done, from 0 to 1.</summary>
    internal static T OverShare<T>(Terminal terminal, string title, Func<Action<double>, T> work, Func<T, string>? outcome = null)
    {
        var clock = Stopwatch.StartNew();
        var result = terminal.IsLive ? WithBar(terminal, title, work) : work(_ => { });
        var words = outcome is null ? "" : $"  {outcome(result)}";
        terminal.Line($"  {title}{words}  [dim]{Figure.Duration(clock.Elapsed)}[/]");
        return result;
    }

    static T WithBar<T>(Terminal terminal, string title, Func<Action<double>, T> work) =>
        terminal.Text.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask($"  {Markup.Escape(title)}", autoStart: true, maxValue: 1);
                return work(share => bar.Value = share);
            });
}
