using System.CommandLine;
using System.Globalization;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>The options that say what is done to which column, and the rules that they make.</summary>
sealed class MaskArguments
{
    readonly Option<string[]> _mask = Columns("--mask", "COL[=KEEP]", "Stars for letters and digits; KEEP of them stay at the end of long values.");
    readonly Option<string[]> _pseudonymise = Columns("--pseudonymise", "COL", "Another name for each value, by a secret key; equal values stay equal.");
    readonly Option<string[]> _bin = Columns("--bin", "COL=WIDTH", "Ranges of a width in place of numbers.");
    readonly Option<string[]> _coarsen = Columns("--coarsen", "COL=month|year", "The first day of the month or year in place of dates.");
    readonly Option<string[]> _group = Columns("--group", "COL=FILE", "Wider groups in place of values: a file with a column of values and one of groups. Other values become missing.");
    readonly Option<string[]> _suppress = Columns("--suppress", "COL", "No value at all.");
    readonly Option<string?> _keyFile = new("--key-file") { HelpName = "FILE", Description = "The key of pseudonyms: a file of 16 bytes or more. Keys are never given on the command line." };
    readonly Option<string?> _keyVariable = new("--key-env") { HelpName = "NAME", Description = "The key of pseudonyms: a variable of the environment. Default: CAMBIUM_PSEUDONYM_KEY." };

    /// <summary>Gives a command these options.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in (Option[])[_mask, _pseudonymise, _bin, _coarsen, _group, _suppress, _keyFile, _keyVariable])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is asked for, in the order of the options' help.</summary>
    /// <exception cref="CommandException">An option is wrong, or a column has two rules.</exception>
    internal IReadOnlyList<MaskRule> Rules(Invocation invocation)
    {
        MaskRule[] rules =
        [
            .. Given(invocation, _mask).Select(Mask),
            .. Pseudonyms(invocation),
            .. Given(invocation, _bin).Select(Bin),
            .. Given(invocation, _coarsen).Select(Coarsen),
            .. Given(invocation, _group).Select(Group),
            .. Given(invocation, _suppress).Select(column => new MaskRule(column, "left without values", table => Privacy.Suppress(table, column))),
        ];
        return rules.GroupBy(rule => rule.Column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw CommandException.Misuse($"Column '{twice.Key}' is {string.Join(" and ", twice.Select(rule => rule.Rule))}. Give it one of the two.")
            : rules;
    }

    IEnumerable<MaskRule> Pseudonyms(Invocation invocation)
    {
        var columns = Given(invocation, _pseudonymise);
        var (file, variable) = (invocation.Value(_keyFile), invocation.Value(_keyVariable));
        if (columns.Length == 0)
        {
            return file is null && variable is null ? [] : throw CommandException.Misuse("A key is for --pseudonymise COL. Name the columns, or leave the key out.");
        }

        if (file is not null && variable is not null)
        {
            throw CommandException.Misuse("--key-file and --key-env are two keys. Give one of them.");
        }

        if (file is not null && !File.Exists(file))
        {
            throw CommandException.Failed($"There is no file '{file}', which should hold the key of pseudonyms. Write 16 or more bytes that nobody can guess to it.");
        }

        var key = file is null ? PseudonymKey.FromEnvironment(variable ?? "CAMBIUM_PSEUDONYM_KEY") : PseudonymKey.FromFile(file);
        return columns.Select(column => new MaskRule(column, "pseudonymised", table => Privacy.Pseudonymise(table, column, key)));
    }

    static MaskRule Mask(string text)
    {
        if (text.LastIndexOf('=') is not (> 0 and var equals))
        {
            return new MaskRule(text, "masked", table => Privacy.Mask(table, text));
        }

        return int.TryParse(text.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var keep)
            ? new MaskRule(text[..equals], $"masked but for {keep} at the end", table => Privacy.Mask(table, text[..equals], keep))
            : throw Wrong("--mask", "COL or COL=KEEP, such as card=4", text);
    }

    static MaskRule Bin(string text)
    {
        var (column, value) = Parts("--bin", "COL=WIDTH, such as age=10", text);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width > 0 && double.IsFinite(width)
            ? new MaskRule(column, string.Create(CultureInfo.InvariantCulture, $"put in ranges of {width}"), table => Privacy.Bin(table, column, width))
            : throw Wrong("--bin", "COL=WIDTH with a width above 0, such as age=10", text);
    }

    static MaskRule Coarsen(string text)
    {
        var (column, value) = Parts("--coarsen", "COL=month or COL=year", text);
        return value is "month" or "year"
            ? new MaskRule(column, $"coarsened to the {value}", table => table[column] is Column<DateTime>
                ? Privacy.Coarsen(table, column, value == "year")
                : throw CommandException.Misuse($"Column '{column}' is of type {table[column].Type}, and --coarsen takes dates. Read it as such with --type {column}=date."))
            : throw Wrong("--coarsen", "COL=month or COL=year", text);
    }

    static MaskRule Group(string text)
    {
        var (column, file) = Parts("--group", "COL=FILE", text);
        var pairs = Table.Read(file, new CsvOptions());
        if (pairs.Columns.Count != 2)
        {
            throw CommandException.Failed($"'{file}' has {pairs.Columns.Count} columns; groups take two: the value and its group.");
        }

        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var row = 0; row < pairs.RowCount; row++)
        {
            if (!pairs.Columns[0].IsMissing(row) && !pairs.Columns[1].IsMissing(row) && !groups.TryAdd(pairs.Columns[0].Format(row), pairs.Columns[1].Format(row)))
            {
                throw CommandException.Failed($"'{file}' gives '{pairs.Columns[0].Format(row)}' a group twice, in row {row + 1} the second time. Give it one.");
            }
        }

        return new MaskRule(column, $"put in {Figure.Count(groups.Values.Distinct(StringComparer.Ordinal).Count(), "group")}", table => Privacy.Group(table, column, groups));
    }

    static (string Column, string Value) Parts(string option, string form, string text) =>
        text.LastIndexOf('=') is > 0 and var equals && equals < text.Length - 1 ? (text[..equals], text[(equals + 1)..]) : throw Wrong(option, form, text);

    static CommandException Wrong(string option, string form, string text) => CommandException.Misuse($"{option} takes {form}, not '{text}'.");

    static string[] Given(Invocation invocation, Option<string[]> option) => invocation.Value(option) ?? [];

    static Option<string[]> Columns(string name, string form, string description) => new(name) { HelpName = form, Description = $"{description} Repeatable." };
}
