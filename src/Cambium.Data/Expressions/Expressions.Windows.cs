namespace Cambium.Data;

/// <content>What <see cref="RowWindow.With"/> computes. Missing values are passed over.</content>
public static partial class Expressions
{
    /// <summary>The value some rows earlier, of any type; missing where there is no such row; named <c>column_lag1</c>.</summary>
    public static WindowColumn Lag(string column, int rows = 1) => new(WindowKind.Shift, column, $"{column}_lag{rows}", Positive(rows));

    /// <summary>The value some rows later, of any type; missing where there is no such row; named <c>column_lead1</c>.</summary>
    public static WindowColumn Lead(string column, int rows = 1) => new(WindowKind.Shift, column, $"{column}_lead{rows}", -Positive(rows));

    /// <summary>The row's place in its partition, from 1; named <c>row_number</c>.</summary>
    public static WindowColumn RowNumber() => new(WindowKind.RowNumber, column: null, "row_number");

    /// <summary>One more than the rows of the partition that come before it; rows that are equal in the order share it; named <c>rank</c>.</summary>
    public static WindowColumn Rank() => new(WindowKind.Rank, column: null, "rank");

    /// <summary>The sum of the last rows, this one included, as a <see cref="double"/>; named <c>column_sum7</c> for 7 rows.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="rows">The rows of the window, at least 1.</param>
    /// <param name="atLeast">The fewest values in the window, below which the result is missing; null: all of them, so that the first rows have none.</param>
    public static WindowColumn RollingSum(string column, int rows, int? atLeast = null) => Rolling(WindowKind.RollingSum, column, "sum", rows, atLeast);

    /// <summary>The mean of the last rows; else as <see cref="RollingSum"/>.</summary>
    public static WindowColumn RollingMean(string column, int rows, int? atLeast = null) => Rolling(WindowKind.RollingMean, column, "mean", rows, atLeast);

    /// <summary>The least of the last rows; else as <see cref="RollingSum"/>.</summary>
    public static WindowColumn RollingMin(string column, int rows, int? atLeast = null) => Rolling(WindowKind.RollingMin, column, "min", rows, atLeast);

    /// <summary>The greatest of the last rows; else as <see cref="RollingSum"/>.</summary>
    public static WindowColumn RollingMax(string column, int rows, int? atLeast = null) => Rolling(WindowKind.RollingMax, column, "max", rows, atLeast);

    /// <summary>The standard deviation of the last rows, over n − 1; else as <see cref="RollingSum"/>.</summary>
    public static WindowColumn RollingStdDev(string column, int rows, int? atLeast = null) => Rolling(WindowKind.RollingStdDev, column, "stddev", rows, atLeast);

    /// <summary>
    /// The sum up to this row; missing before the first value; named <c>column_cumsum</c>. Of whole numbers a whole number, and a <see cref="TableException"/> where 64 bits do not hold it.
    /// </summary>
    public static WindowColumn CumulativeSum(string column) => Cumulative(WindowKind.CumulativeSum, column, "cumsum");

    /// <summary>The least number up to this row, as a <see cref="double"/>; missing before the first value; named <c>column_cummin</c>.</summary>
    public static WindowColumn CumulativeMin(string column) => Cumulative(WindowKind.CumulativeMin, column, "cummin");

    /// <summary>The greatest number up to this row, as a <see cref="double"/>; missing before the first value; named <c>column_cummax</c>.</summary>
    public static WindowColumn CumulativeMax(string column) => Cumulative(WindowKind.CumulativeMax, column, "cummax");

    /// <summary>The values up to this row; named <c>column_cumcount</c>.</summary>
    public static WindowColumn CumulativeCount(string column) => Cumulative(WindowKind.CumulativeCount, column, "cumcount");

    static WindowColumn Cumulative(WindowKind kind, string column, string suffix)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return new WindowColumn(kind, column, $"{column}_{suffix}");
    }

    static WindowColumn Rolling(WindowKind kind, string column, string suffix, int rows, int? atLeast)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        var fewest = atLeast ?? rows;
        return fewest >= 1 && fewest <= Positive(rows)
            ? new WindowColumn(kind, column, $"{column}_{suffix}{rows}", rows, fewest)
            : throw new ArgumentOutOfRangeException(nameof(atLeast), atLeast, $"A window of {rows} rows has 1 to {rows} values.");
    }

    static int Positive(int rows) => rows >= 1 ? rows : throw new ArgumentOutOfRangeException(nameof(rows), rows, "The number of rows must be at least 1.");
}
