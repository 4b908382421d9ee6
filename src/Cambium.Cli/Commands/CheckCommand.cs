using System.CommandLine;
using Cambium.Data;
using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>cambium check: whether a table keeps to what was written down about it.</summary>
sealed class CheckCommand : ToolCommand
{
    readonly Argument<string> _data = ToolOptions.Data();
    readonly CsvArguments _csv = new();

    readonly Option<string?> _against = new("--against")
    {
        HelpName = "FILE",
        Description = "The checks, a YAML file. Ends with status 1 where one does not hold that is no warning.",
    };

    readonly Option<bool> _suggest = new("--suggest") { Description = "Write first checks from the data instead, for you to go over." };
    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "With --suggest: write them to this new file. Default: print them." };

    readonly Option<string[]> _reference = new("--reference")
    {
        HelpName = "DATA",
        Description = "The table that distributions are compared with and keys are looked up in; NAME=DATA gives one that keys call by name. Repeatable.",
    };

    readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Also write a page with every check and the rows that break it." };
    readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = "Also write JUnit XML, which build servers read." };
    readonly Option<int> _evidence = NumberOption.Whole("--evidence", "N", 10, 0, 10_000, "Show at most so many rows that break a check; 0 keeps values out of all output. Default: 10.");

    internal CheckCommand()
        : base(
            "check",
            "Check a table against what must hold of it, or write first checks from data.",
            "cambium check samples/mortgages.csv --suggest --out checks.yaml",
            "cambium check samples/mortgages.csv --against checks.yaml",
            "cambium check june.csv --against checks.yaml --reference may.csv --html june.html --junit june.xml")
    {
        Arguments.Add(_data);
        foreach (var option in (Option[])[_against, _suggest, _out, _reference, _html, _junit, _evidence])
        {
            Options.Add(option);
        }

        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var path = invocation.Value(_data);
        var against = invocation.Value(_against);
        if (invocation.Value(_suggest) == against is not null)
        {
            throw CommandException.Misuse(against is null
                ? "Name the checks with --against FILE, or have first ones written with --suggest."
                : "--against and --suggest are two commands. Give one of them.");
        }

        if (against is null)
        {
            return Task.FromResult(Suggest(invocation, path));
        }

        if (invocation.Value(_out) is not null)
        {
            throw CommandException.Misuse("--out goes with --suggest. Pages are written with --html FILE.");
        }

        return Task.FromResult(Run(invocation, path, against));
    }

    int Suggest(Invocation invocation, string path)
    {
        var target = invocation.Value(_out);
        if (target is not null && Path.Exists(target))
        {
            throw CommandException.Failed($"'{target}' is there already, and perhaps written by hand. Name another file with --out.");
        }

        var checks = _csv.Scan(invocation, path, TableChecks.Suggest);
        var yaml = checks.ToYaml();
        if (target is null)
        {
            invocation.Terminal.Unwrapped(yaml.TrimEnd('\n'));
        }
        else
        {
            checks.Save(target);
            invocation.Terminal.Line($"[bold]{target}[/]: {checks.Items.Count} checks. Go over them, then: cambium check {path} --against {target}");
        }

        invocation.Terminal.Document(new { File = path, Checks = checks.Items.Count, Out = target, Yaml = yaml });
        return ExitStatus.Done;
    }

    int Run(Invocation invocation, string path, string against)
    {
        if (!File.Exists(against))
        {
            throw CommandException.Failed($"There is no file '{against}' with checks. A first one is written by: cambium check {path} --suggest --out {against}");
        }

        var (page, junit) = (OutputFile.Of(invocation.Value(_html)), OutputFile.Of(invocation.Value(_junit)));
        var checks = TableChecks.Load(against);
        using var files = new OpenedFiles();
        var options = References(invocation, checks, files) with { EvidenceRows = invocation.Value(_evidence) };
        var report = checks.Run(files.Add(_csv.Open(invocation, path, checks.TextColumns)).Scan(), options);
        var name = Path.GetFileName(path);
        if (page is not null)
        {
            OutputFile.Write(page, CheckPage.Of(name, Path.GetFileName(against), report));
        }

        if (junit is not null)
        {
            OutputFile.Write(junit, JUnitReport.Of(name, report));
        }

        CheckView.Show(invocation.Terminal, name, report);
        invocation.Terminal.Document(new { File = path, Against = against, report.Passed, report.Rows, report.Results });
        return report.Passed ? ExitStatus.Done : ExitStatus.Failed;
    }

    CheckOptions References(Invocation invocation, TableChecks checks, OpenedFiles files)
    {
        TableScan? reference = null;
        var named = new Dictionary<string, TableScan>(StringComparer.Ordinal);
        foreach (var word in invocation.Value(_reference) ?? [])
        {
            var equals = File.Exists(word) ? -1 : word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 ? named.ContainsKey(word[..equals]) : reference is not null)
            {
                throw CommandException.Misuse($"--reference gives {(equals > 0 ? $"'{word[..equals]}'" : "a table without a name")} twice. Give it once; further tables take a name, as in --reference customers=customers.csv.");
            }

            if (equals > 0)
            {
                named.Add(word[..equals], files.Add(_csv.Open(invocation, word[(equals + 1)..], checks.TextColumnsOf(word[..equals]))).Scan());
            }
            else
            {
                reference = files.Add(_csv.Open(invocation, word, checks.TextColumnsOf(null))).Scan();
            }
        }

        return new CheckOptions { Reference = reference, References = named };
    }
}
