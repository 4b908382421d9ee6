using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>A quantile lies in a range.</summary>
sealed record QuantileCheck : TableCheck
{
    internal QuantileCheck(string column, double share, double low, double high)
        : base($"{column}: quantile {Figures.Number(share)}", [column])
    {
        (Low, High) = RangeCheck.Checked(low, high);
        Share = share is >= 0 and <= 1 ? share : throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile lies between 0 and 1.");
    }

    internal double Share { get; }

    internal double Low { get; }

    internal double High { get; }

    public override string Expected => $"a quantile {Figures.Number(Share)} {Figures.Between(Low, High)}";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this);

    sealed class Running(QuantileCheck check) : CheckRun(check)
    {
        readonly QuantileSketch _sketch = new();

        internal override void Add(Table block, long before)
        {
            var numbers = CheckedColumn.Numbers(block, check.Columns[0]);
            _sketch.Add([.. Enumerable.Range(0, block.RowCount).Select(numbers)]);
        }

        internal override CheckResult Finish(long rows)
        {
            var value = _sketch.Quantile(check.Share);
            return double.IsNaN(value) ? Judged(false, "there is no value", rows) : Judged(value >= check.Low && value <= check.High, $"it is {Figures.Short(value)}", rows);
        }
    }
}
