namespace Cambium.Server;

/// <summary>Words of a command that can be pasted.</summary>
static class ShellWord
{
    /// <summary>A text as one word of a POSIX shell: quoted where it holds more than plain letters, digits and . _ / : = -.</summary>
    internal static string Quote(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "._/:-".Contains(letter, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
