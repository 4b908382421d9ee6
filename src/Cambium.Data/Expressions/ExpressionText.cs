using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Writes an expression as text, with the parentheses that it needs and no others.</summary>
static class ExpressionText
{
    /// <summary>Words that are no column's name unless quoted.</summary>
    internal static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["and", "or", "not", "in", "between", "is", "missing", "null", "true", "false", "case", "when", "then", "else", "end"], StringComparer.OrdinalIgnoreCase);

    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    internal static string Of(Expression expression)
    {
        var text = new StringBuilder();
        Write(text, expression, level: 0);
        return text.ToString();
    }

    static void Write(StringBuilder text, Expression expression, int level)
    {
        if (expression is ColumnExpression column)
        {
            text.Append(NameOf(column.Name));
        }
        else if (expression is LiteralExpression literal)
        {
            text.Append(LiteralOf(literal.Value));
        }
        else if (expression is CallExpression call)
        {
            var own = Operations.LevelOf(call.Operation);
            text.Append(own < level ? "(" : "");
            WriteCall(text, call, own);
            text.Append(own < level ? ")" : "");
        }
    }

    static void WriteCall(StringBuilder text, CallExpression call, int level)
    {
        var name = Operations.NameOf(call.Operation);
        switch (call.Operation)
        {
            case Operation.Not:
                Write(text.Append("not "), call.Parts[0], level);
                break;
            case Operation.Negate:
                Write(text.Append('-'), call.Parts[0], level);
                break;
            case Operation.IsMissing:
                Write(text, call.Parts[0], Operations.Sum);
                text.Append(" is missing");
                break;
            case Operation.In:
                Write(text, call.Parts[0], Operations.Sum);
                WriteList(text.Append(" in ("), call.Parts[1..]);
                break;
            case Operation.Between:
                Write(text, call.Parts[0], Operations.Sum);
                Write(text.Append(" between "), call.Parts[1], Operations.Sum);
                Write(text.Append(" and "), call.Parts[2], Operations.Sum);
                break;
            case Operation.Case:
                WriteCase(text, call.Parts);
                break;
            case <= Operation.Remainder:
                var isComparison = call.Operation is >= Operation.Equal and <= Operation.GreaterOrEqual;
                Write(text, call.Parts[0], isComparison ? Operations.Sum : level);
                Write(text.Append(' ').Append(name).Append(' '), call.Parts[1], level + 1);
                break;
            default:
                WriteList(text.Append(name).Append('('), call.Parts);
                break;
        }
    }

    static void WriteList(StringBuilder text, Expression[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            Write(text.Append(i == 0 ? "" : ", "), parts[i], level: 0);
        }

        text.Append(')');
    }

    static void WriteCase(StringBuilder text, Expression[] parts)
    {
        text.Append("case");
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            Write(text.Append(" when "), parts[i], level: 0);
            Write(text.Append(" then "), parts[i + 1], level: 0);
        }

        Write(text.Append(" else "), parts[^1], level: 0);
        text.Append(" end");
    }

    static string NameOf(string name) =>
        !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Letters) && !Keywords.Contains(name)
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string LiteralOf(object? value) => value switch
    {
        null => "missing",
        bool truth => truth ? "true" : "false",
        string text => Quoted(text),
        DateTime moment => $"date {Quoted(moment.Kind == DateTimeKind.Utc ? moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture) : Column<DateTime>.FormatMoment(moment))}",
        double.PositiveInfinity => "1e999",
        double.NegativeInfinity => "-1e999",
        double number => NumberOf(number.ToString("R", CultureInfo.InvariantCulture)),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    static string NumberOf(string digits) => digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";

    static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
