using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium data add: keeps a file as the next version of a dataset.</summary>
sealed class DataAddCommand : ToolCommand
{
    readonly Argument<string> _data = new("DATA") { Description = "A CSV, TSV, JSON Lines (.jsonl) or Parquet file; text may be packed (.gz). Or its address: s3://BUCKET/KEY or https://." };
    readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "The dataset. Default: the file's name in small letters, without its ending." };
    readonly Option<string> _note = new("--note") { HelpName = "TEXT", Description = "What to say of this version. Default: nothing.", DefaultValueFactory = _ => "" };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataAddCommand()
        : base(
            "add",
            "Keep a file as the next version of a dataset. Content that is there already is not stored again.",
            "cambium data add prices.csv --note 'after the recount'",
            "cambium data add june.parquet --name sales --datasets s3://team/data")
    {
        Arguments.Add(_data);
        Options.Add(_name);
        Options.Add(_note);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (data, terminal) = (invocation.Value(_data), invocation.Terminal);
        var isRemote = RemoteFile.IsOne(data);
        if (!isRemote && !File.Exists(data))
        {
            throw Directory.Exists(data) ? CommandException.Failed($"'{data}' is a folder. Name a file in it.") : CsvArguments.NoSuchFile(data);
        }

        var name = invocation.Value(_name) ?? NameOf(data);
        using var remote = isRemote ? RemoteFile.FetchAsync(data, TimeProvider.System, invocation.CancellationToken).GetAwaiter().GetResult() : null;
        using var store = DatasetStore.Open(invocation.Value(_place)!); // has a default
        var added = Watch.OverShare(
            terminal,
            "reading and storing",
            report => store.Add(name, remote?.Path ?? data, invocation.Value(_note)!, new ShareReport(report), invocation.CancellationToken), // has a default
            result => $"{Figure.Count(result.NewChunks, "new chunk")}, {Figure.Bytes(result.NewBytes)}");
        var version = added.Version;
        terminal.Line($"[bold]{DatasetView.Reference(version)}[/]: {Figure.Count(version.Rows, "row")}, {Figure.Count(version.Schema.Fields.Count, "column")}, {Figure.Bytes(version.Size)}, in {store.Place}");
        if (!added.IsNew)
        {
            terminal.Line($"  The same content is there since {Figure.Moment(version.CreatedAt)} UTC; no version was made.");
        }

        terminal.Document(new { Store = store.Place, added.IsNew, added.NewChunks, added.NewBytes, Version = DatasetView.Document(version) });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>A name for a dataset from a file's.</summary>
    /// <exception cref="CommandException">The file's name makes none.</exception>
    static string NameOf(string data)
    {
        var path = RemoteFile.IsOne(data) && Uri.TryCreate(data, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.AbsolutePath) : data;
        var file = Path.GetFileName(path);
        var name = Path.GetFileNameWithoutExtension(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file).ToLowerInvariant();
        return DatasetStore.Name().IsMatch(name)
            ? name
            : throw CommandException.Misuse($"'{name}', from the name of the file, is no name of a dataset. Give one with --name, of small letters, digits, '.', '-' and '_'.");
    }
}
