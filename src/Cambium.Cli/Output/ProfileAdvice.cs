using Cambium.Data;

namespace Cambium.Cli;

/// <summary>What the command line can do about columns, beside what the profile finds.</summary>
static class ProfileAdvice
{
    /// <summary>One sentence for each kind of column that cannot be read as it is.</summary>
    internal static IEnumerable<string> Of(Profile profile)
    {
        var text = string.Join(", ", profile.Columns.Where(column => column.Type == ColumnType.String).Select(column => column.Name));
        if (text.Length > 0)
        {
            yield return $"Free text, which no learner here reads; drop it, or read it with --type COL=category: {text}.";
        }
    }
}
