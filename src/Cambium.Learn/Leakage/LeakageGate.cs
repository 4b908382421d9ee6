using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Looks, before anything is learned, for columns and splits that give the answer away.</summary>
/// <remarks>
/// It finds what shows in the values: a column that alone tells the target too well, copies and sums, keys, moments that lie too late, rows and entities on both
/// sides of a split. A leak that does not show there, such as a mean over rows to come, it cannot find. Of more than 100,000 rows it looks at as many drawn at
/// random. Time O(n log n) a column.
/// </remarks>
public static class LeakageGate
{
    const int MostRows = 100_000;

    // Below this every column tells much by chance.
    const int FewestRows = 30;
    const int MostIntegerClasses = 10;
    const int MostClasses = 100;

    /// <summary>Looks at the columns of a table.</summary>
    /// <param name="table">The rows to learn from; rows without a target are left out.</param>
    /// <param name="target">The column to predict: a category, text, truth or number. Whole numbers of at most ten distinct values are classes.</param>
    /// <returns>The findings; none below 30 rows with a target.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds moments or vectors.</exception>
    public static LeakageReport Check(Table table, string target) => Check(table, target, new LeakageOptions());

    /// <inheritdoc cref="Check(Table, string)"/>
    /// <param name="table">The rows to learn from; rows without a target are left out.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">What is known of the columns, and thresholds.</param>
    public static LeakageReport Check(Table table, string target, LeakageOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var rows = Sample(WithTarget(table, target));
        if (rows.RowCount < FewestRows)
        {
            return new LeakageReport([]);
        }

        var columns = rows.Columns.Where(column => column.Name != target && !options.Allowed.Contains(column.Name)).ToArray();
        var findings = new List<LeakageFinding>();
        var sum = TargetSum.Find(columns, rows[target]);
        if (sum is not null)
        {
            findings.Add(sum);
        }

        var judge = new TargetJudge(rows[target], ClassesOf(rows[target]), options);
        var judged = new LeakageFinding?[columns.Length];
        ParallelBlocks.For(columns.Length, 1, 0, (_, at, _) => judged[at] = judge.Of(columns[at]));
        foreach (var (column, finding) in columns.Zip(judged))
        {
            findings.AddRange(finding is null || (sum?.Columns.Contains(column.Name) ?? false) ? [] : [finding]);
            findings.AddRange(AfterEvent(rows, column, options));
            findings.AddRange(options.Entities.Contains(column.Name) ? [] : Identifier(column));
        }

        return LeakageReport.Of(findings);
    }

    /// <summary>Looks at how a table was split.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="test">The rows to judge by, with the same columns.</param>
    /// <param name="target">The column to predict; equal rows need not agree in it.</param>
    /// <param name="options">What is known of the columns.</param>
    /// <exception cref="ArgumentException">A named column is not in both.</exception>
    public static LeakageReport CheckSplit(Table train, Table test, string target, LeakageOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        return LeakageReport.Of(SplitLeaks.Of(train, test, target, options));
    }

    /// <summary>Classes as numbers from 0; null where the target is a number.</summary>
    static int[]? ClassesOf(Column target)
    {
        if (target is Column<DateTime> or SparseColumn)
        {
            throw new ArgumentException($"The target '{target.Name}' is of type {target.Type}; name a column of categories, texts, truths or numbers.", nameof(target));
        }

        if (target is Column<double> numbers && numbers.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) < 0 && !AreWhole(numbers.Values))
        {
            return null;
        }

        var classes = RowKeys.ByValue(target);
        var isNumber = target.Type is ColumnType.Float64 or ColumnType.Int64;
        return classes.Max() < (isNumber ? MostIntegerClasses : MostClasses) ? classes : isNumber ? null : Pooled(classes);
    }

    static bool AreWhole(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (value != Math.Truncate(value))
            {
                return false;
            }
        }

        return true;
    }

    // Classes beyond the first hundred count as one.
    static int[] Pooled(int[] classes) => Array.ConvertAll(classes, c => Math.Min(c, MostClasses - 1));

    static Table WithTarget(Table table, string target)
    {
        var column = table[target];
        return column.MissingCount == 0 ? table : table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => !column.IsMissing(row))]);
    }

    static Table Sample(Table table)
    {
        if (table.RowCount <= MostRows)
        {
            return table;
        }

        var rows = Enumerable.Range(0, table.RowCount).ToArray();
        new RandomStream(20260102).Shuffle<int>(rows);
        var drawn = rows[..MostRows];
        Array.Sort(drawn);
        return table.Take(drawn);
    }

    static IEnumerable<LeakageFinding> AfterEvent(Table rows, Column column, LeakageOptions options)
    {
        // A few late moments are mistakes of entry.
        const double fewest = 0.01;
        if (options.EventTime is not { } name || name == column.Name || column is not Column<DateTime> moments)
        {
            yield break;
        }

        var events = rows.Column<DateTime>(name);
        var (late, both) = (0, 0);
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (moments.Validity[row] && events.Validity[row])
            {
                both++;
                late += moments.Values[row] > events.Values[row] ? 1 : 0;
            }
        }

        var share = both == 0 ? 0 : (double)late / both;
        if (share > fewest)
        {
            yield return new LeakageFinding(
                LeakageKind.AfterEvent,
                LeakageSeverity.Severe,
                [column.Name],
                share,
                $"'{column.Name}' lies after '{name}' in {Percent(share)} of rows, so it was not known when the answer was asked for; drop it.");
        }
    }

    static IEnumerable<LeakageFinding> Identifier(Column column)
    {
        var present = column.Length - column.MissingCount;
        if (column.Type is not (ColumnType.Int64 or ColumnType.String or ColumnType.Category) || present < FewestRows)
        {
            yield break;
        }

        var keys = RowKeys.ByValue(column);
        var distinct = keys.Max() + 1 - (column.MissingCount > 0 ? 1 : 0);
        if (distinct == present)
        {
            yield return new LeakageFinding(
                LeakageKind.Identifier,
                LeakageSeverity.Warning,
                [column.Name],
                1,
                $"'{column.Name}' has another value in every row, so it is perhaps a key, which can only be learned by heart; drop it unless it measures something.");
        }
    }

    internal static string Percent(double share) => $"{(100 * share).ToString(share is (> 0 and < 0.1) or (> 0.99 and < 1) ? "0.0" : "0", CultureInfo.InvariantCulture)} %";
}
