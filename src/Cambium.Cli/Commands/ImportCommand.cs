using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Brings what MLflow has kept into a store.</summary>
sealed class ImportCommand : ToolCommand
{
    /// <summary>More than a screen of them tells nothing; --json lists all.</summary>
    const int NotesShown = 15;

    readonly Argument<string> _source = new("SOURCE") { Description = "An mlflow.db, or a folder mlruns. It is only read." };
    readonly Option<string?> _artifacts = new("--artifacts")
    {
        HelpName = "DIR",
        Description = "Folder of the artifacts that MLflow's server kept (its --artifacts-destination). Default: beside SOURCE.",
    };

    readonly Option<string> _store = ToolOptions.Store();

    internal ImportCommand()
        : base(
            "import",
            "Bring experiments, runs, models and files of MLflow into a store; again and again adds nothing twice.",
            "cambium import mlflow.db --artifacts mlartifacts",
            "cambium import mlruns --store cambium-data")
    {
        Arguments.Add(_source);
        Options.Add(_artifacts);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var source = invocation.Value(_source);
        if (!Path.Exists(source))
        {
            throw CommandException.Failed($"There is no file or folder '{source}'. Name an mlflow.db or a folder mlruns.");
        }

        MlflowImport.Check(source, invocation.Value(_artifacts));
        using var tracker = Tracker.Open(invocation.Value(_store)!); // has a default
        using var held = CareLock.Take(tracker.Store);
        var report = Watch.OverShare(
            invocation.Terminal,
            "importing",
            share => new MlflowImport(tracker.Store, TimeProvider.System).Run(source, invocation.Value(_artifacts), invocation.CancellationToken, share),
            done => $"{Figure.Count(done.Of(ImportKind.Runs).Added)} runs");
        Show(invocation.Terminal, report);
        invocation.Terminal.Document(new
        {
            Store = tracker.Place,
            Counts = report.Counts.ToDictionary(
                count => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(count.Key.ToString()),
                count => new { count.Value.Added, AlreadyThere = count.Value.Known, count.Value.Skipped }),
            report.Notes,
            report.MoreNotes,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static void Show(Terminal terminal, ImportReport report)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("what"));
        table.AddColumn(Plain.Right("imported"));
        table.AddColumn(Plain.Right("already there"));
        table.AddColumn(Plain.Right("left out"));
        foreach (var (kind, (added, known, skipped)) in report.Counts)
        {
            Plain.AddRow(table, Words(kind), Figure.Count(added), Figure.Count(known), Figure.Count(skipped));
        }

        terminal.Show(table);
        foreach (var note in report.Notes.Take(NotesShown))
        {
            terminal.Unwrapped(note);
        }

        if (report.Notes.Count + report.MoreNotes is > NotesShown and var all)
        {
            terminal.Line($"and {Figure.Count(all - NotesShown)} more; --json lists {Figure.Count(report.Notes.Count)}.");
        }
    }

    static string Words(ImportKind kind) => kind switch
    {
        ImportKind.Points => "points of metrics",
        ImportKind.Inputs => "inputs and outputs",
        ImportKind.LoggedModels => "logged models",
        ImportKind.RegisteredModels => "registered models",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
