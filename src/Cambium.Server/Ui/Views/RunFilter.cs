using System.Text.RegularExpressions;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What people type to find runs: a filter in MLflow's grammar, or plain words that the run's name must hold.</summary>
static partial class RunFilter
{
    const string Example = "metrics.accuracy > 0.9 AND params.learner = 'forest' AND status = 'FINISHED'";

    /// <summary>The filter that a text means; null where it is empty.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="name">The attribute that plain words are looked for in.</param>
    internal static string? Of(string text, string name = "run_name")
    {
        if (text.Length == 0 || Comparison.IsMatch(text))
        {
            return text.Length == 0 ? null : text;
        }

        // The grammar has no escapes: a word with both kinds of quotes is looked for without one.
        return string.Join(" AND ", text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
            word.Contains('\'', StringComparison.Ordinal)
                ? $"{name} ILIKE \"%{word.Replace('"', '_')}%\""
                : $"{name} ILIKE '%{word}%'"));
    }

    /// <summary>What to write instead of a filter that was refused.</summary>
    internal static string Advice(string problem, RunKeys keys)
    {
        if (UnknownAttribute.Match(problem) is { Success: true } match)
        {
            var name = match.Groups["name"].Value;
            var meant =
                keys.Metrics.Contains(name) ? $"metrics.{Quoted(name)} > 0" :
                keys.Parameters.Contains(name) ? $"params.{Quoted(name)} = '…'" :
                keys.Tags.Contains(name) ? $"tags.{Quoted(name)} = '…'" :
                null;
            if (meant is not null)
            {
                return $"Did you mean {meant}?";
            }
        }

        return Alternative.IsMatch(problem)
            ? "Conditions are joined by AND; there is no OR. To allow several values, filter once for each."
            : $"A filter is one or more conditions joined by AND: {Example}. Plain words look for runs by name.";
    }

    /// <summary>A name as it stands behind "metrics.", "params." or "tags.".</summary>
    internal static string Quoted(string name) => Plain.IsMatch(name) ? name : name.Contains('`', StringComparison.Ordinal) ? $"\"{name}\"" : $"`{name}`";

    [GeneratedRegex(@"[=<>]|\bI?LIKE\b|\bIN\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Comparison { get; }

    [GeneratedRegex("^Invalid attribute key '(?<name>[^']+)' specified", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex UnknownAttribute { get; }

    [GeneratedRegex(@"'or'|\bor\b.*Could not be parsed", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Alternative { get; }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_/.-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Plain { get; }
}
