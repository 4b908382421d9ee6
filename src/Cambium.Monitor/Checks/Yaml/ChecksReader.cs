using System.Text.RegularExpressions;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Monitor;

/// <summary>Makes checks of what a file says.</summary>
sealed class ChecksReader
{
    static readonly YamlFile File = new("file of checks", "It begins with 'columns:', 'rows:', 'unique:', 'keys:' or 'rules:'.", 12);
    static readonly string[] Sections = ["version", "rows", "other_columns", "columns", "unique", "keys", "rules"];
    static readonly string[] ColumnWords = ["type", "missing", "range", "one_of", "pattern", "unique", "fresh", "mean", "median", "quantiles", "distribution"];
    static readonly string[] Ends = ["at_least", "at_most"];

    // What .NET puts after a message means nothing to who wrote the file.
    static readonly Regex ParameterEnd = new(@" \(Parameter '[^']*'\)(\s+Actual value was [^\r\n]*)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    readonly string _source;
    readonly List<TableCheck> _checks = [];
    readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    ChecksReader(string source) => _source = source;

    /// <summary>The checks of a text.</summary>
    /// <exception cref="TableException">The text is no file of checks.</exception>
    internal static TableChecks Read(string text, string source)
    {
        var reader = new ChecksReader(source);
        reader.Sectionwise(YamlTree.Read(text, source, File));
        return new TableChecks(reader._checks);
    }

    void Sectionwise(YamlNode root)
    {
        var sections = Pairs(root, "The file", Sections, "sections").ToDictionary(pair => pair.Key.Text!, pair => pair.Value, StringComparer.Ordinal); // ! keys are texts
        var top = new CheckFields(_source, root, sections);
        if (sections.TryGetValue("version", out var version) && version.Text != "1")
        {
            throw YamlTree.Refused(_source, version.Line, $"{version.Shown} stands at 'version'; this Cambium reads version 1.");
        }

        if (sections.TryGetValue("rows", out var rows))
        {
            Add("rows", rows, Ends, fields => TableCheck.Rows(fields.Whole(Ends[0]) ?? 0, fields.Whole(Ends[1]) ?? long.MaxValue));
        }

        var columns = sections.TryGetValue("columns", out var node) ? Pairs(node, "'columns'", null, "columns") : [];
        foreach (var (name, words) in columns)
        {
            Column(name.Text!, name, words); // ! keys are texts
        }

        if (top.Word("other_columns", "allow", "refuse") == "refuse")
        {
            Keep(sections["other_columns"], TableCheck.NoOtherColumns([.. columns.Select(pair => pair.Key.Text!)])); // ! keys are texts
        }

        foreach (var item in Items(sections, "unique"))
        {
            Add("unique", item, ["columns"], fields => TableCheck.Unique(fields.Texts("columns", "a list of columns") ?? throw Lacking(fields, "columns")));
        }

        foreach (var item in Items(sections, "keys"))
        {
            Add("keys", item, ["columns", "in", "matching"], fields => TableCheck.Key(
                fields.Texts("columns", "a list of columns") ?? throw Lacking(fields, "columns"),
                fields.Text("in", "the name of a reference"),
                fields.Texts("matching", "a list of columns")));
        }

        foreach (var item in Items(sections, "rules"))
        {
            Add("rules", item, ["holds"], fields => TableCheck.Rule(Expression.Parse(fields.Text("holds", "a condition") ?? throw Lacking(fields, "holds"))));
        }
    }

    void Column(string column, YamlNode name, YamlNode words)
    {
        var pairs = words.IsEmpty ? [] : Pairs(words, $"Column '{column}'", ColumnWords, "words");
        if (!pairs.Any(pair => pair.Key.Text == "type"))
        {
            Keep(name, TableCheck.Column(column));
        }

        foreach (var (key, value) in pairs)
        {
            Word(column, key.Text!, value); // ! keys are texts
        }
    }

    void Word(string column, string word, YamlNode value)
    {
        switch (word)
        {
            case "type":
                Add(word, value, ["is"], fields => fields.Word("is", TypeWord.All) is { } type ? TableCheck.Column(column, TypeWord.TypeOf(type)!.Value) : TableCheck.Column(column)); // ! one of the words
                break;
            case "missing":
                Add(word, value, Ends[1..], fields => TableCheck.Missing(column, fields.Share(Ends[1]) ?? throw Lacking(fields, Ends[1])), isTolerant: false);
                break;
            case "range":
                Add(word, value, Ends, fields => Range(column, fields));
                break;
            case "one_of":
                Add(word, value, ["values"], fields => TableCheck.OneOf(column, fields.Texts("values", "a list of values") ?? throw Lacking(fields, "values")));
                break;
            case "pattern":
                Add(word, value, ["matches"], fields => TableCheck.Pattern(column, fields.Text("matches", "a regular expression") ?? throw Lacking(fields, "matches")));
                break;
            case "unique":
                Add(word, value, ["is"], fields => fields.Truth("is") == false ? null : TableCheck.Unique(column));
                break;
            case "fresh":
                Add(word, value, ["within"], fields => TableCheck.Fresh(column, SpanText.Read(fields.Text("within", "a span such as 12h or 2d") ?? throw Lacking(fields, "within"))
                    ?? throw fields.Refused(value, $"'{fields.Text("within", "")}' is no span. Write it as 30m, 12h, 2d or 1w.")));
                break;
            case "mean":
                Add(word, value, Ends, fields => TableCheck.Mean(column, Low(fields), High(fields)));
                break;
            case "median":
                Add(word, value, Ends, fields => TableCheck.Quantile(column, 0.5, Low(fields), High(fields)));
                break;
            case "quantiles":
                foreach (var (share, ends) in Pairs(value, $"'quantiles' of column '{column}'", null, "quantiles"))
                {
                    Add(word, ends, Ends, fields => TableCheck.Quantile(column, fields.NumberOf(share, "quantiles"), Low(fields), High(fields)));
                }

                break;
            default:
                Add(word, value, ["below"], fields => fields.Number("below") is { } below ? TableCheck.Distribution(column, below) : TableCheck.Distribution(column));
                break;
        }
    }

    static TableCheck Range(string column, CheckFields fields)
    {
        var (from, to) = (fields.Moment(Ends[0]), fields.Moment(Ends[1]));
        return from is null && to is null
            ? TableCheck.Range(column, Low(fields), High(fields))
            : TableCheck.Range(
                column,
                from ?? (fields.Has(Ends[0]) ? throw fields.Refused(fields.At, "One end of the range is a date and the other is not.") : DateTime.MinValue),
                to ?? (fields.Has(Ends[1]) ? throw fields.Refused(fields.At, "One end of the range is a date and the other is not.") : DateTime.MaxValue));
    }

    static double Low(CheckFields fields) => fields.Number(Ends[0]) ?? double.NegativeInfinity;

    static double High(CheckFields fields) => fields.Number(Ends[1]) ?? double.PositiveInfinity;

    static TableException Lacking(CheckFields fields, string name) => fields.Refused(fields.At, $"'{name}' is needed here.");

    /// <summary>Adds the checks that a word's value describes: in short, as a mapping, or as a list of mappings.</summary>
    void Add(string word, YamlNode value, string[] keys, Func<CheckFields, TableCheck?> make, bool isTolerant = true)
    {
        var many = value.Items is { Count: > 0 } items && items.All(item => item.Pairs is not null) ? items : [value];
        foreach (var one in many)
        {
            var fields = Fields(word, one, keys, isTolerant);
            try
            {
                if (make(fields) is { } check)
                {
                    Keep(one, Common(check, fields, isTolerant));
                }
            }
            catch (Exception e) when (e is ArgumentException or FormatException or RegexParseException)
            {
                throw YamlTree.Refused(_source, one.Line, $"At '{word}': {ParameterEnd.Replace(e.Message, "")}", e);
            }
        }
    }

    CheckFields Fields(string word, YamlNode value, string[] keys, bool isTolerant)
    {
        if (value.Pairs is not null)
        {
            string[] known = [.. keys, "severity", "name", .. isTolerant ? (string[])["tolerance"] : []];
            return new CheckFields(_source, value, Pairs(value, $"'{word}'", known, "words").ToDictionary(pair => pair.Key.Text!, pair => pair.Value, StringComparer.Ordinal)); // ! keys are texts
        }

        if (keys != Ends)
        {
            return new CheckFields(_source, value, new Dictionary<string, YamlNode> { [keys[0]] = value });
        }

        return value.Items is [var low, var high]
            ? new CheckFields(_source, value, new Dictionary<string, YamlNode> { [Ends[0]] = low, [Ends[1]] = high })
            : throw YamlTree.Refused(_source, value.Line, $"{value.Shown} stands at '{word}', where a range is expected: [1, 9], or {{at_least: 1}}, or {{at_most: 9}}.");
    }

    static TableCheck Common(TableCheck check, CheckFields fields, bool isTolerant)
    {
        var named = fields.Text("name", "a name") is { } name ? check with { Name = name } : check;
        var graded = fields.Word("severity", "fail", "warn") == "warn" ? named with { Severity = CheckSeverity.Warn } : named;
        return isTolerant && fields.Share("tolerance") is { } tolerance ? graded with { Tolerance = tolerance } : graded;
    }

    void Keep(YamlNode at, TableCheck check)
    {
        if (!_names.TryAdd(check.Name, at.Line))
        {
            throw YamlTree.Refused(_source, at.Line, $"A check is named '{check.Name}' already, in line {_names[check.Name]}. Give one of them another 'name'.");
        }

        _checks.Add(check);
    }

    IReadOnlyList<YamlNode> Items(Dictionary<string, YamlNode> sections, string name) =>
        !sections.TryGetValue(name, out var node) || node.IsEmpty ? []
        : node.Items ?? throw YamlTree.Refused(_source, node.Line, $"{node.Shown} stands at '{name}', where a list is expected: lines that begin with '- '.");

    IReadOnlyList<(YamlNode Key, YamlNode Value)> Pairs(YamlNode node, string where, string[]? known, string what)
    {
        var pairs = node.Pairs ?? throw YamlTree.Refused(_source, node.Line, $"{where} is {node.Shown}, where a mapping is expected: lines such as 'name: value'.");
        foreach (var (key, _) in pairs)
        {
            if (known is not null && !known.Contains(key.Text))
            {
                throw YamlTree.Refused(_source, key.Line, $"{where} knows no {key.Shown}.{NearestName.Suggestion(key.Text ?? "", known)} The {what} are: {string.Join(", ", known)}.");
            }
        }

        return pairs;
    }
}
