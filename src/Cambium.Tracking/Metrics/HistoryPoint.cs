namespace Cambium.Tracking;

/// <summary>
/// A point in the history of one metric of one run. Two are the same where time, step and value are, NaN being the same as NaN. The order is by time,
/// step and value; NaN stands as 0 does, behind it.
/// </summary>
/// <param name="Time">When it was measured, in milliseconds since 1970 UTC.</param>
/// <param name="Step">Any whole number.</param>
/// <param name="Value">Any number, also NaN.</param>
readonly record struct HistoryPoint(long Time, long Step, double Value) : IComparable<HistoryPoint>
{
    public static bool operator <(HistoryPoint left, HistoryPoint right) => left.CompareTo(right) < 0;

    public static bool operator <=(HistoryPoint left, HistoryPoint right) => left.CompareTo(right) <= 0;

    public static bool operator >(HistoryPoint left, HistoryPoint right) => left.CompareTo(right) > 0;

    public static bool operator >=(HistoryPoint left, HistoryPoint right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(HistoryPoint other)
    {
        if (Time != other.Time)
        {
            return Time < other.Time ? -1 : 1;
        }

        if (Step != other.Step)
        {
            return Step < other.Step ? -1 : 1;
        }

        var (value, otherValue) = (Number(Value), Number(other.Value));
        if (value != otherValue)
        {
            return value < otherValue ? -1 : 1;
        }

        return double.IsNaN(Value).CompareTo(double.IsNaN(other.Value));
    }

    /// <summary>Whether this stands for the metric rather than another one does: greater by step, then time, then value. NaN is as great as 0.</summary>
    internal bool IsLaterThan(HistoryPoint other)
    {
        if (Step != other.Step)
        {
            return Step > other.Step;
        }

        return Time != other.Time ? Time > other.Time : Number(Value) > Number(other.Value);
    }

    static double Number(double value) => double.IsNaN(value) ? 0 : value;
}
