using System.Globalization;
using Cambium.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cambium.Monitor;

/// <summary>Writes checks as a person would: a line a check where it says no more than its value.</summary>
sealed class ChecksWriter
{
    readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    readonly Emitter _emitter;

    ChecksWriter() => _emitter = new Emitter(_text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));

    internal static string Write(TableChecks checks)
    {
        var writer = new ChecksWriter();
        writer.Emit(new StreamStart(), new DocumentStart(null, null, isImplicit: true));
        writer.Sections(checks.Items);
        writer.Emit(new DocumentEnd(isImplicit: true), new StreamEnd());
        return writer._text.ToString();
    }

    void Sections(EquatableArray<TableCheck> checks)
    {
        Block(() =>
        {
            Pair("version", () => Plain("1"));
            foreach (var rows in checks.OfType<RowCountCheck>().Take(1))
            {
                Pair("rows", () => Check(rows));
            }

            if (checks.OfType<NoOtherColumnsCheck>().Any())
            {
                Pair("other_columns", () => Plain("refuse"));
            }

            Columns(checks);
            List("unique", checks.OfType<UniqueCheck>().Where(check => check.Columns.Count > 1));
            List("keys", checks.OfType<KeyCheck>());
            List("rules", checks.OfType<RuleCheck>());
        });
    }

    void Columns(EquatableArray<TableCheck> checks)
    {
        var known = checks.OfType<NoOtherColumnsCheck>().SelectMany(check => check.Known);
        var columns = checks.Where(check => WordOf(check) is not null).GroupBy(check => check.Columns[0]).ToDictionary(group => group.Key, group => group.ToArray());
        var names = checks.Where(check => WordOf(check) is not null).Select(check => check.Columns[0]).Concat(known).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
        {
            return;
        }

        Pair("columns", () => Block(() =>
        {
            foreach (var name in names)
            {
                Pair(name, () => Words(columns.GetValueOrDefault(name) ?? []));
            }
        }));
    }

    void Words(TableCheck[] checks)
    {
        var told = checks.Where(check => check is not ColumnCheck { Type: null } || !IsShort(check)).ToArray();
        if (told.Length == 0)
        {
            Flow(() => { });
            return;
        }

        Block(() =>
        {
            foreach (var group in told.Where(check => WordOf(check) != "quantiles").GroupBy(check => WordOf(check)!)) // ! others are not among them
            {
                Pair(group.Key, () => Several([.. group]));
            }

            var quantiles = told.OfType<QuantileCheck>().GroupBy(check => check.Share).ToArray();
            if (quantiles.Length > 0)
            {
                Pair("quantiles", () => Block(() =>
                {
                    foreach (var group in quantiles)
                    {
                        Pair(Figures.Number(group.Key), () => Several([.. group]));
                    }
                }));
            }
        });
    }

    void Several(TableCheck[] checks)
    {
        if (checks.Length == 1)
        {
            Check(checks[0]);
            return;
        }

        Items(() => Array.ForEach(checks, check => Long(check)));
    }

    void List(string name, IEnumerable<TableCheck> checks)
    {
        if (checks.Any())
        {
            Pair(name, () => Items(() =>
            {
                foreach (var check in checks)
                {
                    Check(check);
                }
            }));
        }
    }

    void Check(TableCheck check)
    {
        if (!IsShort(check) || check is KeyCheck)
        {
            Long(check);
            return;
        }

        var fields = FieldsOf(check).ToArray();
        if (check is RangeCheck or MomentRangeCheck or MeanCheck or QuantileCheck or RowCountCheck)
        {
            if (fields.Length == 2)
            {
                Texts([.. fields.Select(field => (string)field.Value)], plain: true);
            }
            else
            {
                Long(check);
            }
        }
        else
        {
            Value(fields[0]);
        }
    }

    void Long(TableCheck check) => Flow(() =>
    {
        foreach (var field in FieldsOf(check))
        {
            Pair(field.Name, () => Value(field));
        }

        if (check.Severity == CheckSeverity.Warn)
        {
            Pair("severity", () => Plain("warn"));
        }

        if (check.Tolerance > 0 && check is not MissingCheck)
        {
            Pair("tolerance", () => Plain(Figures.Number(check.Tolerance)));
        }

        if (check.Name != check.StandardName)
        {
            Pair("name", () => Text(check.Name));
        }
    });

    static bool IsShort(TableCheck check) => check.Severity == CheckSeverity.Fail && (check.Tolerance == 0 || check is MissingCheck) && check.Name == check.StandardName;

    /// <summary>The word under a column; null of checks that stand elsewhere.</summary>
    static string? WordOf(TableCheck check) => check switch
    {
        ColumnCheck => "type",
        MissingCheck => "missing",
        RangeCheck or MomentRangeCheck => "range",
        OneOfCheck => "one_of",
        PatternCheck => "pattern",
        UniqueCheck { Columns.Count: 1 } => "unique",
        FreshCheck => "fresh",
        MeanCheck => "mean",
        QuantileCheck => "quantiles",
        DistributionCheck => "distribution",
        _ => null,
    };

    static IEnumerable<(string Name, object Value, bool IsPlain)> FieldsOf(TableCheck check) => check switch
    {
        ColumnCheck { Type: { } type } => [("is", TypeWord.Of(type), true)],
        RowCountCheck rows => Ends(Figures.Number(rows.Low), rows.High == long.MaxValue ? null : rows.High.ToString(CultureInfo.InvariantCulture)),
        MissingCheck => [("at_most", Figures.Number(check.Tolerance), true)],
        RangeCheck range => Ends(range.Low, range.High),
        MomentRangeCheck range => Ends(range.FromText, range.ToText),
        OneOfCheck set => [("values", set.Values.ToArray(), false)],
        PatternCheck pattern => [("matches", pattern.Source, false)],
        UniqueCheck { Columns.Count: 1 } => [("is", "true", true)],
        UniqueCheck => [("columns", check.Columns.ToArray(), false)],
        KeyCheck key =>
        [
            ("columns", check.Columns.ToArray(), false),
            .. key.Reference is { } reference ? [("in", reference, false)] : ((string, object, bool)[])[],
            .. key.Matching != check.Columns ? [("matching", key.Matching.ToArray(), false)] : ((string, object, bool)[])[],
        ],
        FreshCheck fresh => [("within", SpanText.Of(fresh.Within), true)],
        MeanCheck mean => Ends(mean.Low, mean.High),
        QuantileCheck quantile => Ends(quantile.Low, quantile.High),
        DistributionCheck distribution => [("below", Figures.Number(distribution.Below), true)],
        RuleCheck rule => [("holds", rule.Text, false)],
        _ => [],
    };

    static IEnumerable<(string Name, object Value, bool IsPlain)> Ends(double low, double high) =>
        Ends(double.IsFinite(low) ? Figures.Number(low) : null, double.IsFinite(high) ? Figures.Number(high) : null);

    static IEnumerable<(string Name, object Value, bool IsPlain)> Ends(string? low, string? high)
    {
        if (low is not null)
        {
            yield return ("at_least", low, true);
        }

        if (high is not null)
        {
            yield return ("at_most", high, true);
        }
    }

    void Value((string Name, object Value, bool IsPlain) field)
    {
        if (field.Value is string[] texts)
        {
            Texts(texts, plain: false);
        }
        else if (field.IsPlain)
        {
            Plain((string)field.Value);
        }
        else
        {
            Text((string)field.Value);
        }
    }

    void Texts(string[] texts, bool plain)
    {
        Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        Array.ForEach(texts, plain ? Plain : Text);
        Emit(new SequenceEnd());
    }

    void Pair(string key, Action value)
    {
        Text(key);
        value();
    }

    void Block(Action pairs) => Within(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block), pairs, new MappingEnd());

    void Flow(Action pairs) => Within(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Flow), pairs, new MappingEnd());

    void Items(Action items) => Within(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block), items, new SequenceEnd());

    void Within(ParsingEvent start, Action inside, ParsingEvent end)
    {
        Emit(start);
        inside();
        Emit(end);
    }

    void Plain(string text) => Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: true));

    /// <summary>Letters and digits as they are; all else in quotes, so that no reader takes it for anything but text.</summary>
    void Text(string text)
    {
        var isWord = text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') && text is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
        var isOneLine = text.All(letter => letter is >= ' ' and <= '~');
        var style = isWord ? ScalarStyle.Plain : isOneLine ? ScalarStyle.SingleQuoted : ScalarStyle.DoubleQuoted;
        Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: isWord, isQuotedImplicit: true));
    }

    void Emit(params ParsingEvent[] events) => Array.ForEach(events, _emitter.Emit);
}
