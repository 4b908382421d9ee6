using System.Globalization;
using System.Text;

namespace Cambium.Tracking;

/// <summary>Text as Python writes it in messages, which MLflow's clients and their tests compare.</summary>
static class PythonText
{
    /// <summary>Text as Python's json.dumps writes it: in double quotes, with ASCII characters only.</summary>
    internal static string Json(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                >= ' ' and < '\u007f' => result.Append(letter),
                _ => result.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>Text as Python's repr writes it: in single quotes, or in double quotes where it holds a single quote and no double one.</summary>
    internal static string Repr(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when letter == quote => result.Append('\\').Append(letter),
                _ when char.IsControl(letter) => result.Append("\\x").Append(((int)letter).ToString("x2", CultureInfo.InvariantCulture)),
                _ => result.Append(letter),
            };
        }

        return result.Append(quote).ToString();
    }

    /// <summary>A list of texts as Python's repr writes it.</summary>
    internal static string Repr(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Repr))}]";
}
