using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cambium.Data;

sealed partial class Binder
{
    const int LongestPattern = 10_000;

    static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    Node Text(CallExpression call, Node[] nodes)
    {
        var value = nodes[0] switch
        {
            { IsText: true } text => text,
            ConstantNode { Value: null } => new ConstantNode(ColumnType.Category, value: null),
            var other => throw Misfit($"'{Operations.NameOf(call.Operation)}'", "a text", other, call.Parts[0], call),
        };
        return call.Operation switch
        {
            Operation.Length => new TextNumberNode(ColumnType.Int64, value, static text => text.Length, call),
            Operation.Lower => Mapped(value, static text => text.ToLowerInvariant()),
            Operation.Upper => Mapped(value, static text => text.ToUpperInvariant()),
            Operation.Trim => Mapped(value, static text => text.Trim()),
            _ => Search(call, value),
        };
    }

    static Node Mapped(Node value, Func<string, string> map) => value.Levels is { } levels ? LevelMapNode.Of(value, levels, map) : new TextMapNode(value, map);

    Node Search(CallExpression call, Node value)
    {
        if (call.Parts[1] is not LiteralExpression { Value: string wanted })
        {
            throw new ArgumentException(
                $"'{Operations.NameOf(call.Operation)}' looks for a literal text, not for '{Short(call.Parts[1])}'. It stands in '{Short(_whole)}'.");
        }

        if (call.Operation == Operation.Matches)
        {
            return Matching(call, value, wanted);
        }

        if (value is ColumnNode { Column: TextColumn texts })
        {
            var bytes = Encoding.UTF8.GetBytes(wanted);
            return new Utf8PredicateNode(texts, call.Operation switch
            {
                Operation.Contains => text => text.IndexOf(bytes) >= 0,
                Operation.StartsWith => text => text.StartsWith(bytes),
                _ => text => text.EndsWith(bytes),
            });
        }

        return Asked(value, call.Operation switch
        {
            Operation.Contains => text => text.Contains(wanted, StringComparison.Ordinal),
            Operation.StartsWith => text => text.StartsWith(wanted, StringComparison.Ordinal),
            _ => text => text.EndsWith(wanted, StringComparison.Ordinal),
        });
    }

    static Node Asked(Node value, Predicate<string> holds) =>
        value.Levels is { } levels ? new LevelPredicateNode(value, levels, holds) : new TextPredicateNode(value, value, (text, _) => holds(text));

    Node Matching(CallExpression call, Node value, string pattern)
    {
        var regex = RegexOf(pattern);
        return Asked(value, text =>
        {
            try
            {
                return regex.IsMatch(text);
            }
            catch (RegexMatchTimeoutException e)
            {
                throw new TableException(
                    $"'{Short(call)}' took more than {PatternTimeout.TotalSeconds} s for the text '{ExpressionLexer.Shortened(text)}'. Write the pattern without look-around, back-references and nested repetition.", e);
            }
        });
    }

    Regex RegexOf(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            throw new ArgumentException($"The pattern of 'matches' has {pattern.Length} characters; it may have {LongestPattern}.");
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, PatternTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking; or the automaton would be too large.
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"'{ExpressionLexer.Shortened(pattern)}' is no regular expression: {e.Message} It stands in '{Short(_whole)}'.", e);
        }
    }

    Node Cast(CallExpression call, Node value)
    {
        if (value is ConstantNode { Value: null })
        {
            return new ConstantNode(TypeOf(call.Operation), value: null);
        }

        return (call.Operation, value.Type) switch
        {
            (Operation.AsText, ColumnType.Category or ColumnType.String) => value,
            (Operation.AsText, _) => new AsTextNode(value),
            (Operation.AsNumber, ColumnType.Float64) or (Operation.AsWhole, ColumnType.Int64) or (Operation.AsDateTime, ColumnType.DateTime) => value,
            (Operation.AsNumber, ColumnType.Int64 or ColumnType.Boolean) or (Operation.AsWhole, ColumnType.Float64 or ColumnType.Boolean) =>
                new CastNode(TypeOf(call.Operation), value, call),
            (_, ColumnType.Category or ColumnType.String) => new TextNumberNode(TypeOf(call.Operation), value, ReaderOf(call.Operation), call),
            (Operation.AsDateTime, _) => throw Misfit("'as_datetime'", "a text or a date-time", value, call.Parts[0], call),
            _ => throw Misfit($"'{Operations.NameOf(call.Operation)}'", "a number, a truth or a text", value, call.Parts[0], call),
        };
    }

    static ColumnType TypeOf(Operation cast) => cast switch
    {
        Operation.AsNumber => ColumnType.Float64,
        Operation.AsWhole => ColumnType.Int64,
        Operation.AsDateTime => ColumnType.DateTime,
        _ => ColumnType.Category,
    };

    static Func<string, long?> ReaderOf(Operation cast) => cast switch
    {
        Operation.AsNumber => static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? BitConverter.DoubleToInt64Bits(number) : null,
        Operation.AsWhole => static text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        _ => static text => ValueText.TryDateTime(Encoding.UTF8.GetBytes(text), out var moment) ? moment.Ticks : null,
    };

    /// <summary>As a date-time: itself, a literal text that is one, or nothing.</summary>
    static Node? AsMoment(Node node) => node switch
    {
        { Type: ColumnType.DateTime } => node,
        ConstantNode { Value: null } => new ConstantNode(ColumnType.DateTime, value: null),
        ConstantNode { Value: string text } when ValueText.TryDateTime(Encoding.UTF8.GetBytes(text), out var moment) => new ConstantNode(ColumnType.DateTime, moment),
        _ => null,
    };
}
