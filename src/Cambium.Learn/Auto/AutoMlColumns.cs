using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a table's columns ask for: those to leave out, and those that need a step of their own.</summary>
/// <param name="Rows">The rows with a target, without the columns that are left out.</param>
/// <param name="LeftOut">The columns that are left out.</param>
/// <param name="Warnings">What was found of them.</param>
/// <param name="Wide">Categories of too many levels for a column each.</param>
/// <param name="Texts">Columns of words.</param>
/// <param name="Features">The number of features.</param>
/// <param name="IsClasses">Whether the target holds classes.</param>
sealed record AutoMlColumns(Table Rows, string[] LeftOut, string[] Warnings, string[] Wide, string[] Texts, int Features, bool IsClasses)
{
    /// <summary>A whole-number target of no more distinct values holds classes.</summary>
    internal const int MostIntegerClasses = 10;

    /// <summary>Categories with more levels are given to linear learners by their mean target.</summary>
    const int MostLevels = 40;

    /// <summary>From this share of texts with a space on, a column holds words rather than names.</summary>
    const double LeastWords = 0.2;

    /// <summary>Looks at a table.</summary>
    /// <exception cref="TableException">There are no rows with a target, or no columns to learn from.</exception>
    internal static AutoMlColumns Of(Table table, string target, AutoMlOptions options)
    {
        var rows = table[target].MissingCount == 0 ? table : table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => !table[target].IsMissing(row))]);
        if (rows.RowCount == 0)
        {
            throw new TableException($"The target '{target}' has no value in any of {table.RowCount} rows, so there is nothing to learn. Choose another target.");
        }

        var own = options.Weight is { } weight ? options.Leakage with { Allowed = [.. options.Leakage.Allowed, weight] } : options.Leakage;
        var findings = LeakageGate.Check(rows, target, own).Findings;
        var leaks = findings.Where(finding => finding.Severity == LeakageSeverity.Severe).SelectMany(finding => finding.Columns).ToHashSet();
        var words = rows.Columns.OfType<TextColumn>().Where(column => column.Name != target).ToLookup(HoldsWords, column => column.Name);
        string[] leftOut = [.. rows.Columns.Select(column => column.Name).Where(name => name != target && name != options.Weight && (leaks.Contains(name) || words[false].Contains(name)))];
        var kept = rows.Drop(leftOut);
        var features = kept.Columns.Count - (options.Weight is null ? 1 : 2);
        if (features == 0)
        {
            throw new TableException($"Beside the target '{target}' no column is left to learn from; left out: {string.Join(", ", leftOut)}. Name those that are known before the answer is in Leakage.Allowed.");
        }

        return new AutoMlColumns(
            kept,
            leftOut,
            [.. findings.Select(finding => finding.Message), .. words[false].Select(name => $"Column '{name}' holds texts of one word each that hardly repeat; it is left out.")],
            [.. kept.Columns.OfType<CategoryColumn>().Where(column => column.Name != target && column.Levels.Count > MostLevels).Select(column => column.Name)],
            [.. words[true].Where(name => !leaks.Contains(name))],
            features,
            options.Target switch { TargetReading.Classes => true, TargetReading.Numbers => false, _ => AreClasses(rows[target]) });
    }

    static bool HoldsWords(TextColumn column) =>
        Enumerable.Range(0, column.Length).Count(row => column[row] is { } text && text.Trim().Contains(' ', StringComparison.Ordinal)) >= LeastWords * column.Length;

    static bool AreClasses(Column target)
    {
        if (target is not (Column<double> or Column<long>))
        {
            return true;
        }

        return ClassLabels.Problem(target) is null && ClassLabels.ClassesOf(target).Count <= MostIntegerClasses;
    }
}
