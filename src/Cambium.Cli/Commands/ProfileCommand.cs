using System.CommandLine;
using Cambium.Data;
using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>cambium profile: what a file holds, before anything is learned from it.</summary>
sealed class ProfileCommand : ToolCommand
{
    readonly Argument<string> _data = ToolOptions.Data();
    readonly CsvArguments _csv = new();

    readonly Option<string?> _html = new("--html")
    {
        HelpName = "FILE",
        Description = "Also write a page with every column's shape, what is missing together and what goes together.",
    };

    readonly Option<string?> _against = new("--against")
    {
        HelpName = "DATA",
        Description = "Also tell what has changed from this earlier table.",
    };

    internal ProfileCommand()
        : base(
            "profile",
            "Show what each column of a table holds: type, missing values, distinct values, shape.",
            "cambium profile samples/mortgages.csv",
            "cambium profile samples/mortgages.csv --html mortgages.html",
            "cambium profile june.csv --against may.csv",
            "cambium profile sales.csv --delimiter ';' --missing '?' --type zip=category")
    {
        Arguments.Add(_data);
        Options.Add(_html);
        Options.Add(_against);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var path = invocation.Value(_data);
        var page = OutputFile.Of(invocation.Value(_html));
        using var file = _csv.Open(invocation, path);
        var (profile, fingerprint) = Summarise(file.Scan(), terminal.IsJson);
        var against = invocation.Value(_against);
        // What has changed is measured row by row of the new table, which so must fit in memory; the earlier one need not.
        var changes = against is null ? null : Drift.Compare(_csv.Scan(invocation, against, scan => scan.Profile()), file.Read());
        terminal.Line($"[bold]{Path.GetFileName(path)}[/]: {Figure.Count(profile.Rows, "row")}, {Figure.Count(profile.Columns.Count, "column")}");
        terminal.Show(ProfileView.Of(profile, terminal.Width));
        var findings = profile.Findings();
        foreach (var sentence in findings.Select(finding => finding.Message).Concat(ProfileAdvice.Of(profile)))
        {
            terminal.Paragraph(2, $"{sentence}");
        }

        ShowChanges(terminal, changes, against);
        if (page is not null)
        {
            WholeFile.WriteText(page, ProfilePage.Of(Path.GetFileName(path), profile, changes, against is null ? null : Path.GetFileName(against)));
            terminal.Line($"Page: [bold]{page}[/]");
        }

        terminal.Document(new
        {
            File = path,
            Fingerprint = fingerprint,
            profile.Rows,
            profile.Columns,
            profile.DuplicateRows,
            profile.MissingPatterns,
            profile.Associations,
            Findings = findings,
            Changes = changes,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>The profile of a file of any size, and the fingerprint of its rows where it is asked for, in one pass.</summary>
    static (Profile Profile, string? Fingerprint) Summarise(TableScan scan, bool withFingerprint)
    {
        var profile = new ProfileBuilder(scan.Schema, new ProfileOptions { Relations = true });
        using var fingerprint = withFingerprint ? new FingerprintBuilder(scan.Schema) : null;
        foreach (var block in scan)
        {
            profile.Add(block);
            fingerprint?.Add(block);
        }

        return (profile.Build(), fingerprint?.Build());
    }

    static void ShowChanges(Terminal terminal, Findings? changes, string? against)
    {
        if (changes is null)
        {
            return;
        }

        terminal.Line();
        terminal.Line($"[bold]Against {against}[/] ({Figure.Count(changes.ReferenceRows, "row")})");
        if (changes.Items.Count == 0)
        {
            terminal.Paragraph(2, $"Nothing has changed beyond chance.");
        }

        foreach (var item in changes.Items)
        {
            terminal.Paragraph(2, $"{item.Severity}: {item.Sentence}");
        }
    }
}
