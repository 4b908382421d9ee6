using System.Text.RegularExpressions;

namespace Cambium.Tracking;

/// <summary>Which names and passwords users and tokens may have.</summary>
static partial class PersonNames
{
    /// <summary>As MLflow's server; NIST SP 800-63B-4 (2025), section 3.1.1.2, asks for 15 where there is no second factor, 8 where there is.</summary>
    internal const int ShortestPassword = 12;

    /// <summary>Keeps hashing cheap; nobody remembers more.</summary>
    internal const int LongestPassword = 1024;

    const int LongestName = 128;

    /// <summary>A user's or token's name that is allowed.</summary>
    /// <exception cref="TrackingException">It is not.</exception>
    internal static string Check(string? name)
    {
        var problem =
            string.IsNullOrEmpty(name) ? "it is empty" :
            name.Length > LongestName ? $"it is longer than {LongestName} characters" :
            !Allowed.IsMatch(name) ? "it may hold letters from a to z, digits and . _ - + @, and begins with a letter or digit" :
            null;
        return problem is null ? name! : throw new TrackingException($"'{Shortened(name)}' cannot be a name: {problem}. Give one such as 'ann' or 'ann@example.org'.");
    }

    /// <summary>A user's password that is allowed.</summary>
    /// <exception cref="TrackingException">It is not. The message does not hold it.</exception>
    internal static string CheckPassword(string name, string? password)
    {
        var problem =
            string.IsNullOrEmpty(password) ? "it is empty" :
            password.Length < ShortestPassword ? $"it has {password.Length} characters" :
            password.Length > LongestPassword ? $"it has {password.Length} characters" :
            password.Contains('\0', StringComparison.Ordinal) ? "it holds a NUL character" :
            password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + (ShortestPassword / 2) ? "it is hardly more than the name" :
            password.Distinct().Count() < 4 ? "it repeats a few characters" :
            null;
        return problem is null
            ? password!
            : throw new TrackingException($"The password is not allowed: {problem}. Give one of {ShortestPassword} to {LongestPassword} characters, such as four words chosen by lot.");
    }

    /// <summary>The form in which names are compared: case tells no two apart.</summary>
    internal static string Key(string name) => name.ToLowerInvariant();

    static string Shortened(string? name) => name is null ? "" : name.Length > LongestName ? $"{name.AsSpan(0, LongestName)}…" : name;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+@-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Allowed { get; }
}
