using System.CommandLine;

namespace Cambium.Cli;

/// <summary>cambium data gc: removes chunks that no version has.</summary>
sealed class DataGcCommand : ToolCommand
{
    readonly Option<bool> _yes = new("--yes") { Description = "Remove them. Without this, gc only says what would go." };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataGcCommand()
        : base("gc", "Remove chunks that no version has: what additions and copies that broke off left.", "cambium data gc", "cambium data gc --yes --datasets s3://team/data")
    {
        Options.Add(_yes);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (terminal, isMeant) = (invocation.Terminal, invocation.Value(_yes));
        using var store = DatasetArgument.OpenExisting(invocation.Value(_place)!); // has a default
        var garbage = store.CollectGarbage(dryRun: !isMeant, invocation.CancellationToken);
        if (garbage.Chunks == 0)
        {
            terminal.Line($"There is nothing to remove in {store.Place}.");
        }
        else
        {
            terminal.Line($"{Figure.Count(garbage.Chunks, "chunk")} of no version, {Figure.Bytes(garbage.Bytes)}: {(isMeant ? "removed." : "nothing was changed. Give --yes to remove them.")}");
        }

        terminal.Document(new { Store = store.Place, garbage.Chunks, garbage.Bytes, garbage.IsRemoved });
        return Task.FromResult(ExitStatus.Done);
    }
}
