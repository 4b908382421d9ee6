using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Judges by each of several runs of rows in the order of time, and learns from the rows before and after it, but for those too near: rows whose answer overlaps the test's in time are purged,
/// and rows that soon follow it are under embargo. When: answers take time to be known (returns over ten days, default within a year), and every row is to be judged once.
/// </summary>
/// <remarks>
/// Training rows come in the order of time. Rows of one moment stay in one fold. Source: M. López de Prado, "Advances in Financial Machine Learning", 2018, section 7.4.
/// </remarks>
public sealed record PurgedKFold : Splitter
{
    /// <summary>The date-time or number column that orders the rows; null, the default: they stand in order.</summary>
    public string? Time { get; init; }

    /// <summary>The column that says until when a row's answer was open, of the same type as <see cref="Time"/>; null, the default: it is known at once.</summary>
    public string? Until { get; init; }

    /// <summary>The number of folds. Default 5. Range [2, number of rows].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>Rows left out before each test. Default 0. Range [0, ∞).</summary>
    public int Gap { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Training rows before a test are at least so long before it. Default 0. Range [0, ∞). Only where <see cref="Time"/> holds date-times.</summary>
    public TimeSpan GapTime { get; init => field = NotNegative(value, nameof(GapTime)); }

    /// <summary>Rows left out after each test. Default 0. Range [0, ∞).</summary>
    public int Embargo { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Training rows after a test are at least so long after its last answer. Default 0. Range [0, ∞). Only where <see cref="Time"/> holds date-times.</summary>
    public TimeSpan EmbargoTime { get; init => field = NotNegative(value, nameof(EmbargoTime)); }

    internal override EquatableArray<string> KeyColumns => [.. new[] { Time, Until }.OfType<string>()];

    internal override bool IsOrdered => true;

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        CheckFolds(table, Folds);
        var order = TimeOrder.Of(table, Time);
        _ = order.Ticks(GapTime, nameof(GapTime));
        _ = order.Ticks(EmbargoTime, nameof(EmbargoTime));
        var until = UntilOf(table, order);
        var runs = RowSplitter.Runs(table.RowCount, Folds);
        var borders = Enumerable.Range(0, Folds).Select(fold => order.StartOfMoment(Array.IndexOf(runs, fold))).Append(table.RowCount).ToArray();
        for (var fold = 0; fold < Folds; fold++)
        {
            if (borders[fold] == borders[fold + 1])
            {
                throw new TableException($"Fold {fold + 1} of {Folds} has no row to judge by, because many rows share a moment of '{Time}'. Ask for fewer folds.") { Column = Time };
            }

            if (Train(order, until, borders[fold], borders[fold + 1]).Count == 0)
            {
                throw new TableException($"Fold {fold + 1} of {Folds} has no row to learn from: all are too near to its test. Ask for a smaller gap or embargo, or for more folds.") { Column = Time };
            }
        }

        return new RowSplits(
            Folds, fold => new RowSplit(Train(order, until, borders[fold], borders[fold + 1]).ToEquatableArray(), order.Slice(borders[fold], borders[fold + 1])));
    }

    /// <summary>The value, where it is no time that runs backwards.</summary>
    internal static TimeSpan NotNegative(TimeSpan value, string setting) =>
        value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be at least 0.");

    List<int> Train(TimeOrder order, long[] until, int start, int end)
    {
        var first = order.Moments[start];
        var last = until[start..end].Max();
        var before = Math.Min(start - Gap, order.FirstAfter(first - GapTime.Ticks));
        // Without the column of answers nothing before the test reaches into it.
        var train = Enumerable.Range(0, Math.Clamp(before, 0, start)).Where(place => until[place] < first).Select(place => order.Rows[place]).ToList();
        var after = Math.Max(end, order.FirstAfter(last)) + (long)Embargo;
        if (EmbargoTime > TimeSpan.Zero)
        {
            after = Math.Max(after, order.FirstNotBefore(last > long.MaxValue - EmbargoTime.Ticks ? long.MaxValue : last + EmbargoTime.Ticks));
        }

        if (after < order.Rows.Length)
        {
            train.AddRange(order.Rows.AsSpan((int)after));
        }

        return train;
    }

    /// <summary>Until when each row's answer was open, in the order of time.</summary>
    long[] UntilOf(Table table, TimeOrder order)
    {
        if (Until is null)
        {
            return order.Moments;
        }

        if (Time is null || table[Until].Type != table[Time].Type)
        {
            throw new ArgumentException(
                Time is null
                    ? $"Until is '{Until}', but Time names no column to compare it with. Name the column that orders the rows."
                    : $"Column '{Until}' is of type {table[Until].Type}, but '{Time}' of type {table[Time].Type}; Until and Time must be of one type.",
                nameof(table));
        }

        var moments = TimeOrder.MomentsOf(table, Until);
        var until = Array.ConvertAll(order.Rows, row => moments[row]);
        var wrong = Enumerable.Range(0, until.Length).Where(place => until[place] < order.Moments[place]).Select(place => order.Rows[place]).DefaultIfEmpty(-1).Min();
        return wrong < 0
            ? until
            : throw new TableException($"Column '{Until}' is {table[Until].Format(wrong)} in row {wrong}, before '{Time}', {table[Time].Format(wrong)}. An answer is open until its row's time or later.") { Column = Until };
    }
}
