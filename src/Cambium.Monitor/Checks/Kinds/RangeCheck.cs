using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Every number lies in a range.</summary>
sealed record RangeCheck : RowCheck
{
    internal RangeCheck(string column, double low, double high)
        : base($"{column}: range", [column]) =>
        (Low, High) = Checked(low, high);

    internal double Low { get; }

    internal double High { get; }

    public override string Expected => Figures.Between(Low, High);

    /// <summary>The range, where it is one.</summary>
    internal static (double Low, double High) Checked(double low, double high) =>
        low <= high && (double.IsFinite(low) || double.IsFinite(high))
            ? (low, high)
            : throw new ArgumentException($"The range from {low} to {high} is none. It takes two ends in order, or one of them.");

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references) => block =>
    {
        var numbers = CheckedColumn.Numbers(block, Columns[0]);
        return row => numbers(row) is var value && double.IsNaN(value) ? null : value >= Low && value <= High;
    };
}
