using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>The latest moment is no older than a span.</summary>
sealed record FreshCheck : TableCheck
{
    internal FreshCheck(string column, TimeSpan within)
        : base($"{column}: fresh", [column])
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        Within = within;
    }

    internal TimeSpan Within { get; }

    public override string Expected => $"a latest value that is at most {SpanText.Of(Within)} old";

    internal override CheckRun Start(CheckOptions options, CheckReferences references) => new Running(this, options.Time.GetUtcNow().UtcDateTime);

    sealed class Running(FreshCheck check, DateTime now) : CheckRun(check)
    {
        DateTime? _latest;

        internal override void Add(Table block, long before)
        {
            var moments = CheckedColumn.Moments(block, check.Columns[0]);
            for (var row = 0; row < block.RowCount; row++)
            {
                if (moments(row) is { } moment && !(moment <= _latest))
                {
                    _latest = moment;
                }
            }
        }

        internal override CheckResult Finish(long rows) => _latest is { } latest
            ? Judged(now - latest <= check.Within, $"it is {Column<DateTime>.FormatMoment(latest)}", rows)
            : Judged(false, "there is no value", rows);
    }
}
