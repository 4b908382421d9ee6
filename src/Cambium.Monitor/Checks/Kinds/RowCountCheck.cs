using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The number of rows lies in a range.</summary>
sealed record RowCountCheck : TableCheck
{
    internal RowCountCheck(long low, long high)
        : base("rows", [])
    {
        if (low < 0 || low > high)
        {
            throw new ArgumentException($"The number of rows cannot lie from {low} to {high}. It takes two whole numbers in order.");
        }

        (Low, High) = (low, high);
    }

    internal long Low { get; }

    internal long High { get; }

    public override string Expected => $"{Figures.Between(Figures.Count(Low), High == long.MaxValue ? null : Figures.Count(High))} rows";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this);

    sealed class Running(RowCountCheck check) : CheckRun(check)
    {
        internal override void Add(Table block, long before)
        {
            // Finish is told the number of all rows.
        }

        internal override CheckResult Finish(long rows) => Judged(rows >= check.Low && rows <= check.High, $"there are {Figures.Count(rows)}", rows);
    }
}
