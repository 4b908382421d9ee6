using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The mean lies in a range.</summary>
sealed record MeanCheck : TableCheck
{
    internal MeanCheck(string column, double low, double high)
        : base($"{column}: mean", [column]) =>
        (Low, High) = RangeCheck.Checked(low, high);

    internal double Low { get; }

    internal double High { get; }

    public override string Expected => $"a mean {Figures.Between(Low, High)}";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this);

    sealed class Running(MeanCheck check) : CheckRun(check)
    {
        Moments _moments;

        internal override void Add(Table block, long before)
        {
            var numbers = CheckedColumn.Numbers(block, check.Columns[0]);
            _moments.Add([.. Enumerable.Range(0, block.RowCount).Select(numbers).Where(value => !double.IsNaN(value))]);
        }

        internal override CheckResult Finish(long rows) => _moments.Count == 0
            ? Judged(false, "there is no value", rows)
            : Judged(_moments.Mean >= check.Low && _moments.Mean <= check.High, $"it is {Figures.Short(_moments.Mean)}", rows);
    }
}
