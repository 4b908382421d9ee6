using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Copies a store while it is in use.</summary>
sealed class BackupCommand : ToolCommand
{
    readonly Argument<string> _folder = new("FOLDER") { Description = "The folder to make; it must not be there yet." };
    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _artifacts = ToolOptions.Artifacts();

    internal BackupCommand()
        : base("backup", "Copy a store into a folder, while runs and the server write to it.", "cambium backup backups/monday", "cambium backup monday --store cambium-data --json")
    {
        Arguments.Add(_folder);
        Options.Add(_store);
        Options.Add(_artifacts);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!, artifacts: invocation.Value(_artifacts)); // has a default
        using var held = CareLock.Take(tracker.Store);
        var done = Watch.OverShare(
            invocation.Terminal,
            "copying",
            report => new StoreBackup(tracker.Store, TimeProvider.System).Write(invocation.Value(_folder), invocation.CancellationToken, report),
            result => $"{Figure.Count(result.Files)} {(result.Files == 1 ? "file" : "files")}, {Figure.Bytes(result.Bytes)}");
        foreach (var missing in done.Missing)
        {
            invocation.Terminal.Line($"[yellow]The store itself lacks {missing}.[/]");
        }

        invocation.Terminal.Line($"{done.Folder} is whole. Bring it back with:");
        invocation.Terminal.Unwrapped($"  cambium restore {ShellWord.Of(done.Folder)} --store NEW-FOLDER");
        invocation.Terminal.Document(new { done.Folder, done.Files, done.Bytes, done.Created, done.Missing });
        return Task.FromResult(ExitStatus.Done);
    }
}
