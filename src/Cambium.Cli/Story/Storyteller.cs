using System.Diagnostics;

namespace Cambium.Cli;

/// <summary>Tells work as numbered steps: what, in one line why, and how long it took.</summary>
sealed class Storyteller(Terminal terminal)
{
    /// <summary>How far what belongs to a step is set in.</summary>
    internal const int Indent = 2;

    readonly List<(string Title, TimeSpan Time)> _steps = [];

    /// <summary>The steps told so far, with their times.</summary>
    internal IReadOnlyList<(string Title, TimeSpan Time)> Steps => _steps;

    /// <summary>All steps together.</summary>
    internal TimeSpan Total => _steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Time);

    /// <summary>Tells and does a step.</summary>
    /// <param name="title">What is done, in a word or two.</param>
    /// <param name="why">Why, in one line.</param>
    /// <param name="work">Does it and shows what came of it.</param>
    internal T Step<T>(string title, string why, Func<T> work) => StepAsync(title, why, () => Task.FromResult(work())).GetAwaiter().GetResult();

    /// <inheritdoc cref="Step"/>
    internal async Task<T> StepAsync<T>(string title, string why, Func<Task<T>> work)
    {
        terminal.Line();
        terminal.Line($"[bold green]{_steps.Count + 1} {title}[/]");
        terminal.Paragraph(Indent, $"{why}");
        var clock = Stopwatch.StartNew();
        var result = await work();
        _steps.Add((title, clock.Elapsed));
        terminal.Paragraph(Indent, $"[dim]took {Figure.Duration(clock.Elapsed)}[/]");
        return result;
    }
}
