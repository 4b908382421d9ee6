using System.CommandLine;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>Shows what the columns of a table hold.</summary>
sealed class ProfileCommand : ToolCommand
{
    readonly Argument<string> _data = ToolOptions.Data();
    readonly CsvArguments _csv = new();

    internal ProfileCommand()
        : base(
            "profile",
            "Show what each column of a table holds: type, missing values, distinct values, shape.",
            "cambium profile samples/mortgages.csv",
            "cambium profile sales.csv --delimiter ';' --missing '?' --type zip=category")
    {
        Arguments.Add(_data);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var path = invocation.Value(_data);
        var table = _csv.Read(invocation, path);
        var profile = Profile.Of(table);
        terminal.Line($"[bold]{Path.GetFileName(path)}[/]: {Figure.Count(table.RowCount)} rows, {table.Columns.Count} columns");
        terminal.Show(ProfileView.Of(profile, terminal.Width));
        foreach (var advice in ProfileAdvice.Of(profile))
        {
            terminal.Paragraph(2, $"{advice}");
        }

        terminal.Document(new { File = path, Fingerprint = terminal.IsJson ? table.Fingerprint() : null, profile.Rows, profile.Columns });
        return Task.FromResult(ExitStatus.Done);
    }
}
