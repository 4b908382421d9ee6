using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Every moment lies in a range.</summary>
sealed record MomentRangeCheck : RowCheck
{
    internal MomentRangeCheck(string column, DateTime from, DateTime to)
        : base($"{column}: range", [column])
    {
        if (from > to || (from == DateTime.MinValue && to == DateTime.MaxValue))
        {
            throw new ArgumentException($"The range from {from:O} to {to:O} is none. It takes two ends in order, or one of them.");
        }

        (From, To) = (from, to);
    }

    internal DateTime From { get; }

    internal DateTime To { get; }

    internal string? FromText => From == DateTime.MinValue ? null : Column<DateTime>.FormatMoment(From);

    internal string? ToText => To == DateTime.MaxValue ? null : Column<DateTime>.FormatMoment(To);

    public override string Expected => Figures.Between(FromText, ToText);

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references) => block =>
    {
        var moments = CheckedColumn.Moments(block, Columns[0]);
        return row => moments(row) is { } moment ? moment >= From && moment <= To : null;
    };
}
