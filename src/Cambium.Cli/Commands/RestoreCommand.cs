using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Makes a store of a backup.</summary>
sealed class RestoreCommand : ToolCommand
{
    readonly Argument<string> _backup = new("BACKUP") { Description = "A folder that 'cambium backup' has made." };
    readonly Option<string> _store = ToolOptions.Store();

    internal RestoreCommand()
        : base("restore", "Make a store of a backup, after checking each of its files.", "cambium restore backups/monday --store restored")
    {
        Arguments.Add(_backup);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var done = Watch.OverShare(
            invocation.Terminal,
            "restoring",
            report => StoreRestore.Restore(invocation.Value(_backup), invocation.Value(_store)!, invocation.CancellationToken, report), // has a default
            result => $"{Figure.Count(result.Files)} {(result.Files == 1 ? "file" : "files")}, {Figure.Bytes(result.Bytes)}");
        invocation.Terminal.Line($"{done.Folder} is the store as of {Figure.Moment(done.Created)} UTC.");
        invocation.Terminal.Document(new { done.Folder, done.Files, done.Bytes, done.Created });
        return Task.FromResult(ExitStatus.Done);
    }
}
