using System.CommandLine;

namespace Cambium.Cli;

/// <summary>cambium data checkout: writes the file of a version.</summary>
sealed class DataCheckoutCommand : ToolCommand
{
    readonly Argument<string> _version = DatasetArgument.Version();
    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "The file to write. Default: what it was called when it was added, in the folder you are in." };
    readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a file that is there." };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataCheckoutCommand()
        : base("checkout", "Write the file of a version, checked on the way; it appears whole or not at all.", "cambium data checkout prices@3", "cambium data checkout prices@latest --out now.csv --overwrite")
    {
        Arguments.Add(_version);
        Options.Add(_out);
        Options.Add(_overwrite);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        DatasetArgument.Check(invocation.Value(_version));
        using var store = DatasetArgument.OpenExisting(invocation.Value(_place)!); // has a default
        var version = DatasetArgument.Find(store, invocation.Value(_version));
        var file = OutputFile.Of(invocation.Value(_out)) ?? version.FileName;
        var overwrite = invocation.Value(_overwrite);
        if (Directory.Exists(file))
        {
            throw CommandException.Failed($"'{file}' is a folder. Name the file to write with --out, such as {ShellWord.Of(Path.Combine(file, version.FileName))}.");
        }

        if (!overwrite && File.Exists(file))
        {
            throw CommandException.Failed($"There is '{file}' already; nothing was written. Name another file with --out, or replace it with --overwrite.");
        }

        Watch.OverShare(
            terminal,
            "writing",
            report =>
            {
                store.Checkout(version.Name, version.Number, file, overwrite, new ShareReport(report), invocation.CancellationToken);
                return version.Size;
            },
            Figure.Bytes);
        terminal.Line($"[bold]{DatasetView.Reference(version)}[/] is in {file}: {Figure.Count(version.Rows, "row")}, {Figure.Count(version.Schema.Fields.Count, "column")}");
        terminal.Document(new { Store = store.Place, File = file, Version = DatasetView.Document(version) });
        return Task.FromResult(ExitStatus.Done);
    }
}
