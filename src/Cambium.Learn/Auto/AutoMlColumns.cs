using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a table's columns ask for: those to leave out, and those that need a step of their own.</summary>
/// <param name="Rows">The rows with a target, without the columns that are left out.</param>
/// <param name="LeftOut">The columns that are left out.</param>
/// <param name="Warnings">What was found of them.</param>
/// <param name="Wide">Categories of too many levels for a column each.</param>
/// <param name="Texts">Columns of words.</param>
/// <param name="Curved">Columns of numbers with values enough for a curve.</param>
/// <param name="Dates">The step that makes numbers of moments; null where there are none.</param>
/// <param name="Keys">The columns that rows are split by, which no learner reads.</param>
/// <param name="Features">The number of features.</param>
/// <param name="IsClasses">Whether the target holds classes.</param>
sealed record AutoMlColumns(Table Rows, string[] LeftOut, string[] Warnings, string[] Wide, string[] Texts, string[] Curved, DateParts? Dates, string[] Keys, int Features, bool IsClasses)
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

        string[] keys = [.. (options.Splitter?.KeyColumns ?? []).Where(name => name != target && name != options.Weight)];
        string[] noFeatures = options.Weight is { } weight ? [.. keys, weight] : keys;
        var own = options.Leakage with { Allowed = [.. options.Leakage.Allowed, .. noFeatures] };
        var findings = LeakageGate.Check(rows, target, own).Findings;
        var leaks = findings.Where(finding => finding.Severity == LeakageSeverity.Severe).SelectMany(finding => finding.Columns).ToHashSet();
        var words = rows.Columns.OfType<TextColumn>().Where(column => column.Name != target && !noFeatures.Contains(column.Name)).ToLookup(HoldsWords, column => column.Name);
        string[] leftOut = [.. rows.Columns.Select(column => column.Name).Where(name => name != target && !noFeatures.Contains(name) && (leaks.Contains(name) || words[false].Contains(name)))];
        var kept = rows.Drop(leftOut);
        var read = kept.Columns.Where(column => column.Name != target && !noFeatures.Contains(column.Name)).ToArray();
        if (read.Length == 0)
        {
            throw new TableException($"Beside the target '{target}' no column is left to learn from; left out: {string.Join(", ", leftOut)}. Name those that are known before the answer is in Leakage.Allowed.");
        }

        return new AutoMlColumns(
            kept,
            leftOut,
            [.. findings.Select(finding => finding.Message), .. words[false].Select(name => $"Column '{name}' holds texts of one word each that hardly repeat; it is left out.")],
            [.. read.OfType<CategoryColumn>().Where(column => column.Levels.Count > MostLevels).Select(column => column.Name)],
            [.. words[true].Where(name => !leaks.Contains(name))],
            CurvedOf(read),
            DatesOf(read),
            keys,
            read.Length,
            options.Target switch { TargetReading.Classes => true, TargetReading.Numbers => false, _ => AreClasses(rows[target]) });
    }

    /// <summary>Of more columns curves would be too many for the rows that there mostly are.</summary>
    const int MostCurved = 60;

    /// <summary>A value that more rows have leaves two of a curve's knots, which stand at quarters of the rows, at one place.</summary>
    const double MostRepeated = 0.15;

    /// <summary>The table that learners read: without the columns that rows are split by.</summary>
    internal Table Read => Rows.Drop(Keys);

    /// <summary>The parts of the calendar, the hour where there is one, and the days since the first moment, which tell of a trend.</summary>
    static DateParts? DatesOf(Column[] read)
    {
        var taken = read.Select(column => column.Name).ToArray();
        var moments = read.OfType<Column<DateTime>>().Where(column => column.MissingCount < column.Length && !taken.Any(name => name.StartsWith($"{column.Name}_", StringComparison.Ordinal))).ToArray();
        if (moments.Length == 0)
        {
            return null;
        }

        var known = moments.SelectMany(column => Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).Select(row => column.Values[row])).ToArray();
        DatePart[] hours = known.Any(moment => moment.TimeOfDay > TimeSpan.Zero) ? [DatePart.Hour] : [];
        return new DateParts
        {
            Columns = [.. moments.Select(column => column.Name)],
            Parts = [DatePart.Year, DatePart.Month, DatePart.Day, DatePart.DayOfYear, DatePart.DayOfWeek, .. hours],
            Since = known.Min().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Columns of numbers, and the days since the first moment, of which no value is too frequent; missing ones count as one, since they are filled with one.</summary>
    static string[] CurvedOf(Column[] read)
    {
        var dated = DatesOf(read) is { } dates ? dates.Columns.Names.ToHashSet() : [];
        string[] curved = [.. read.Where(column => column is Column<double> or Column<long> || dated.Contains(column.Name)).Where(IsCurved).Select(column => dated.Contains(column.Name) ? $"{column.Name}_days_since" : column.Name)];
        return curved.Length <= MostCurved ? curved : [];
    }

    static bool IsCurved(Column column)
    {
        // An infinite value has no place between knots.
        if (column is Column<double> numbers && numbers.Values.ContainsAny(double.PositiveInfinity, double.NegativeInfinity))
        {
            return false;
        }

        var counts = new Dictionary<int, int>();
        foreach (var key in RowKeys.ByValue(column))
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts.Values.Max() <= MostRepeated * column.Length;
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
