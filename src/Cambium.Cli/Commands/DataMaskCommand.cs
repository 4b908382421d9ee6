using System.CommandLine;
using System.Globalization;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>cambium data mask: a table that tells less of people, and how well they hide in it.</summary>
sealed class DataMaskCommand : ToolCommand
{
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "Write the rows here: as Parquet or JSON Lines by its ending, else as CSV. Without it, only measure." };
    readonly MaskArguments _rules = new();
    readonly Option<string[]> _quasi = new("--quasi") { HelpName = "COL,...", Description = "What others may know of a person; measures how well people hide among those who are equal there." };
    readonly Option<string?> _sensitive = new("--sensitive") { HelpName = "COL", Description = "What they must not learn; needed for --l and --t." };
    readonly Option<int> _k = NumberOption.Whole("--k", "N", 1, 1, int.MaxValue, "Leave out rows that are equal to fewer than N, themselves counted. Default: 1.");
    readonly Option<int> _l = NumberOption.Whole("--l", "N", 1, 1, int.MaxValue, "Leave out groups with fewer than N distinct sensitive values. Default: 1.");
    readonly Option<double> _t = NumberOption.Share("--t", "X", 1, 1, "Leave out groups whose sensitive values are farther than X from those of all rows. Default: 1.");
    readonly CsvArguments _csv = new();

    internal DataMaskCommand()
        : base(
            "mask",
            "Make a table tell less of people: mask, pseudonymise, generalise, leave out.",
            "cambium data mask people.csv --mask card=4 --suppress note --out safe.csv",
            "cambium data mask people.csv --pseudonymise customer --key-file key --out safe.csv",
            "cambium data mask people.csv --bin age=10 --quasi age,zip --k 5 --out safe.csv",
            "cambium data mask people.csv --quasi age,zip --sensitive diagnosis")
    {
        Arguments.Add(_data);
        Options.Add(_out);
        _rules.AddTo(this);
        foreach (var option in (Option[])[_quasi, _sensitive, _k, _l, _t])
        {
            Options.Add(option);
        }

        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var path = invocation.Value(_data);
        var target = OutputFile.Of(invocation.Value(_out));
        string[] quasi = [.. (invocation.Value(_quasi) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        var (k, l, t, sensitive) = (invocation.Value(_k), invocation.Value(_l), invocation.Value(_t), invocation.Value(_sensitive));
        var isEnforced = k > 1 || l > 1 || t < 1;
        CheckWords(path, target, quasi, sensitive, isEnforced, l > 1 || t < 1);
        var rules = _rules.Rules(invocation);
        if (target is null && (rules.Count > 0 || isEnforced || quasi.Length == 0))
        {
            throw CommandException.Misuse("Name the file to write with --out FILE. Without rules, --quasi COL,... alone measures the table as it is.");
        }

        var table = rules.Aggregate(_csv.Read(invocation, path), (rows, rule) => rule.Apply(rows));
        var before = quasi.Length == 0 ? null : Anonymity.Of(table, quasi, sensitive);
        var safe = isEnforced ? Anonymity.Enforce(table, quasi, k, sensitive, l, t) : table;
        if (safe.RowCount == 0 && table.RowCount > 0)
        {
            throw CommandException.Failed($"No row is left: none of {Figure.Count(before?.Groups ?? 0, "group")} holds what is asked. Make {string.Join(", ", quasi)} coarser with --bin, --coarsen or --group, or ask for less. Nothing is written.");
        }

        var after = before is null ? null : Anonymity.Of(safe, quasi, sensitive);
        if (target is not null)
        {
            Write(safe, target);
        }

        Show(invocation.Terminal, path, target, rules, (table, safe), (before, after), sensitive);
        invocation.Terminal.Document(new
        {
            File = path,
            Out = target,
            Rows = safe.RowCount,
            LeftOut = table.RowCount - safe.RowCount,
            Rules = rules.Select(rule => new { rule.Column, rule.Rule }),
            Before = before,
            After = after,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static void CheckWords(string path, string? target, string[] quasi, string? sensitive, bool isEnforced, bool needsSensitive)
    {
        if (target is not null && File.Exists(path) && Path.GetFullPath(path) == Path.GetFullPath(target))
        {
            throw CommandException.Misuse($"--out would write over '{path}' itself. Name another file.");
        }

        if (quasi.Length == 0 && (isEnforced || sensitive is not null))
        {
            throw CommandException.Misuse("--k, --l, --t and --sensitive are about groups of rows that are equal in some columns. Name these with --quasi COL,...");
        }

        if (needsSensitive && sensitive is null)
        {
            throw CommandException.Misuse("--l and --t are about what others must not learn. Name it with --sensitive COL.");
        }
    }

    static void Write(Table table, string path)
    {
        if (CsvArguments.IsParquet(path))
        {
            table.WriteParquet(path);
        }
        else if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase))
        {
            table.WriteJsonLines(path);
        }
        else
        {
            table.WriteCsv(path);
        }
    }

    static void Show(
        Terminal terminal, string path, string? target, IReadOnlyList<MaskRule> rules, (Table Before, Table After) rows, (Anonymity? Before, Anonymity? After) measured, string? sensitive)
    {
        foreach (var rule in rules)
        {
            terminal.Paragraph(2, $"{rule.Column}: {rule.Rule}");
        }

        if (measured is ({ } before, { } after))
        {
            var leftOut = rows.Before.RowCount - rows.After.RowCount;
            terminal.Paragraph(2, $"{Sentence(after, sensitive)}");
            if (leftOut > 0)
            {
                terminal.Paragraph(2, $"{Figure.Count(leftOut, "row")} left out; with them: {Sentence(before, sensitive)}");
            }
        }

        var likely = target is null ? [] : PersonalData.Scan(rows.After).Select(finding => finding.Column).Except(rules.Select(rule => rule.Column)).ToArray();
        if (likely.Length > 0)
        {
            terminal.Paragraph(2, $"Still likely personal: {string.Join(", ", likely)}. See: cambium data scan {target}");
        }

        var where = target is null ? "nothing is written" : $"written to {target}";
        terminal.Line($"[bold]{Path.GetFileName(path)}[/]: {Figure.Count(rows.After.RowCount, "row")}; {where}.");
    }

    static string Sentence(Anonymity measured, string? sensitive)
    {
        var of = sensitive is null ? "" : string.Create(CultureInfo.InvariantCulture, $", l {measured.L}, t {measured.T:0.000} of {sensitive}");
        return $"k {measured.K}{of} in {Figure.Count(measured.Groups, "group")} of {Figure.Count(measured.Rows, "row")}.";
    }
}
