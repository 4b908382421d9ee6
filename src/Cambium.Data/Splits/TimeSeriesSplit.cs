using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Judges by runs of rows in the order of time, the latest rows last, and learns each time from earlier rows only: from all of them, or from a window that slides along. When: the model is to
/// answer for the future.
/// </summary>
/// <remarks>
/// Training rows come in the order of time. Rows of one moment stay on one side: a border goes to the first row of its moment. Source: L. J. Tashman, "Out-of-Sample Tests of Forecasting
/// Accuracy: An Analysis and Review", 2000.
/// </remarks>
public sealed record TimeSeriesSplit : Splitter
{
    /// <summary>The date-time or number column that orders the rows; null, the default: they stand in order.</summary>
    public string? Time { get; init; }

    /// <summary>The number of splits. Default 5. Range [1, number of rows − 1].</summary>
    public int Folds { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 5;

    /// <summary>Rows to judge by in each split. Default 0: rows / (folds + 1), rounded down. Range [0, ∞).</summary>
    public int TestSize { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Most rows to learn from: the window slides. Default 0: all that are earlier, the window expands. Range [0, ∞).</summary>
    public int MaxTrain { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Rows left out before each test. Default 0. Range [0, ∞).</summary>
    public int Gap { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Training rows are at least so long before the test's first. Default 0. Range [0, ∞). Only where <see cref="Time"/> holds date-times.</summary>
    public TimeSpan GapTime { get; init => field = PurgedKFold.NotNegative(value, nameof(GapTime)); }

    internal override EquatableArray<string> KeyColumns => Time is null ? [] : [Time];

    internal override bool IsOrdered => true;

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var order = TimeOrder.Of(table, Time);
        var gap = order.Ticks(GapTime, nameof(GapTime));
        var size = TestSize > 0 ? TestSize : (int)(table.RowCount / (Folds + 1L));
        var first = table.RowCount - ((long)Folds * size);
        if (size == 0 || first - Gap <= 0)
        {
            throw new TableException(
                $"{Count(Folds, "split")} of {Count(size, "row")} each{(Gap > 0 ? $" and a gap of {Gap}" : "")} leave no row of {table.RowCount} to learn from. Ask for fewer splits, smaller tests or a smaller gap.");
        }

        var borders = Enumerable.Range(0, Folds + 1).Select(fold => order.StartOfMoment((int)(first + ((long)fold * size)))).ToArray();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (start, end) = Window(order, borders[fold], gap);
            if (start >= end || borders[fold] == borders[fold + 1])
            {
                throw new TableException(
                    $"Split {fold + 1} of {Folds} has no row to {(start >= end ? "learn from" : "judge by")}, because {(Time is null || GapTime > TimeSpan.Zero ? "the gap takes them all" : $"many rows share a moment of '{Time}'")}. "
                    + "Ask for fewer splits or a smaller gap.") { Column = Time };
            }
        }

        return new RowSplits(Folds, fold =>
        {
            var (start, end) = Window(order, borders[fold], gap);
            return new RowSplit(order.Slice(start, end), order.Slice(borders[fold], borders[fold + 1]));
        });
    }

    /// <summary>Where the training rows of a test begin and end.</summary>
    (int Start, int End) Window(TimeOrder order, int test, long gap)
    {
        var end = test - Gap;
        if (gap > 0 && test < order.Moments.Length)
        {
            end = Math.Min(end, order.FirstAfter(order.Moments[test] - gap));
        }

        return (MaxTrain > 0 ? Math.Max(0, end - MaxTrain) : 0, end);
    }

    static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
