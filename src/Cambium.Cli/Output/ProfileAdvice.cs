using Cambium.Data;

namespace Cambium.Cli;

/// <summary>What a person should know before a learner reads the columns.</summary>
static class ProfileAdvice
{
    /// <summary>One sentence for each kind of column that cannot help, or cannot be read.</summary>
    internal static IEnumerable<string> Of(Profile profile)
    {
        var constant = Names(profile, column => column.Distinct <= 1);
        if (constant.Length > 0)
        {
            yield return $"The same in every row, so of no use to a learner: {constant}.";
        }

        var unique = Names(profile, column => column.Type == ColumnType.Int64 && column.Distinct == profile.Rows && profile.Rows > 20);
        if (unique.Length > 0)
        {
            yield return $"Different in every row, so perhaps a key; drop a key before training: {unique}.";
        }

        var text = Names(profile, column => column.Type == ColumnType.String);
        if (text.Length > 0)
        {
            yield return $"Free text, which no learner here reads; drop it, or read it with --type COL=category: {text}.";
        }
    }

    static string Names(Profile profile, Func<ColumnProfile, bool> matches) => string.Join(", ", profile.Columns.Where(matches).Select(column => column.Name));
}
