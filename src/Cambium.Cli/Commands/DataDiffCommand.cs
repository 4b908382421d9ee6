using System.CommandLine;
using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium data diff: what is different between two versions, or a version and a file.</summary>
sealed class DataDiffCommand : ToolCommand
{
    readonly Argument<string> _older = new("OLD") { Description = $"A version of a dataset: {DatasetArgument.Spelling}. Or a file, or its address." };
    readonly Argument<string> _newer = new("NEW") { Description = "What to compare it with: another version, or a file." };

    readonly Option<string[]> _key = new("--key")
    {
        HelpName = "COL,...",
        Description = "The columns by which a row is known in both. Repeatable. Default: rows are the same where all columns that both have are equal.",
    };

    readonly Option<bool> _exitCode = new("--exit-code") { Description = "End with status 1 where anything is different. Default: end with 0 once both are compared." };
    readonly CsvArguments _csv = new();

    internal DataDiffCommand()
        : base(
            "diff",
            "Tell which rows were added, removed and changed between two versions, and how the columns changed.",
            "cambium data diff prices@1 prices@2 --key id",
            "cambium data diff prices@latest prices.csv --key id --exit-code")
    {
        Arguments.Add(_older);
        Arguments.Add(_newer);
        Options.Add(_key);
        Options.Add(_exitCode);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (terminal, older, newer) = (invocation.Terminal, invocation.Value(_older), invocation.Value(_newer));
        string[] key = [.. (invocation.Value(_key) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
        using var before = _csv.Open(invocation, older);
        using var after = _csv.Open(invocation, newer);
        var blocks = new ScanOptions { BlockBytes = TableDiff.BlockBytes };
        var diff = Watch.OverShare(
            terminal,
            "comparing",
            report => TableDiff.Of(before.Scan(blocks), after.Scan(blocks), key, new ShareReport(report), (before.Version?.RowsExpected ?? 0, after.Version?.RowsExpected ?? 0), invocation.CancellationToken));
        DatasetDiffView.Show(terminal, NameOf(older, before), NameOf(newer, after), diff, key.Length > 0);
        terminal.Document(DatasetDiffView.Document(NameOf(older, before), NameOf(newer, after), diff));
        return Task.FromResult(invocation.Value(_exitCode) && !DatasetDiffView.IsSame(diff) ? ExitStatus.Failed : ExitStatus.Done);
    }

    /// <summary>What was compared: of the latest version its number.</summary>
    static string NameOf(string data, DataFile file) => file.Version is { } version ? DatasetView.Reference(version) : data;
}
