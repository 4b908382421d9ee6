namespace Cambium.House.Tests;

/// <summary>C# source without what is not code.</summary>
static class SourceText
{
    /// <summary>The source with the insides of comments, strings and characters blanked; every line keeps its place.</summary>
    internal static string CodeOnly(string source)
    {
        var code = source.ToCharArray();
        var i = 0;
        while (i < code.Length)
        {
            var end = EndOfQuiet(source, i);
            if (end == i)
            {
                i++;
                continue;
            }

            for (; i < end; i++)
            {
                code[i] = code[i] == '\n' ? '\n' : ' ';
            }
        }

        return new string(code);
    }

    /// <summary>Where the comment, string or character that begins here ends; here itself where none begins.</summary>
    static int EndOfQuiet(string source, int start)
    {
        var rest = source.AsSpan(start);
        if (rest.StartsWith("//"))
        {
            return After(source, "\n", start, -1);
        }

        if (rest.StartsWith("/*"))
        {
            return After(source, "*/", start + 2, 0);
        }

        if (rest.StartsWith("\"\"\""))
        {
            var quotes = rest.Length - rest.TrimStart('"').Length;
            return After(source, new string('"', quotes), start + quotes, 0);
        }

        if (rest.StartsWith("@\"") || rest.StartsWith("$@\"") || rest.StartsWith("@$\""))
        {
            return EndOfVerbatim(source, source.IndexOf('"', start) + 1);
        }

        return rest[0] switch
        {
            '"' => EndOfString(source, start + 1, '"'),
            '\'' => EndOfString(source, start + 1, '\''),
            _ => start,
        };
    }

    static int After(string source, string mark, int from, int shift)
    {
        var found = source.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? source.Length : found + mark.Length + shift;
    }

    static int EndOfVerbatim(string source, int i)
    {
        while (i < source.Length && (source[i] != '"' || (i + 1 < source.Length && source[i + 1] == '"')))
        {
            i += source[i] == '"' ? 2 : 1;
        }

        return Math.Min(i + 1, source.Length);
    }

    static int EndOfString(string source, int i, char quote)
    {
        while (i < source.Length && source[i] != quote && source[i] != '\n')
        {
            i += source[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i + 1, source.Length);
    }
}
