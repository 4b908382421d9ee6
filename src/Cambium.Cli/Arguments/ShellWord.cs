namespace Cambium.Cli;

/// <summary>Texts in command lines that a person may paste.</summary>
static class ShellWord
{
    /// <summary>The text as one word of a shell, quoted where it must be.</summary>
    internal static string Of(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ',' or '=' or '_' or '-' or '.' or '/' or ':' or '@')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
