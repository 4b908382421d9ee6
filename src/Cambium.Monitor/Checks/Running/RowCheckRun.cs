using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>A check of single rows under way: counts those that break it, and keeps some to show.</summary>
/// <param name="check">The check.</param>
/// <param name="judging">Given a block, tells of a row whether it holds; null where the check does not apply to the row.</param>
/// <param name="options">How many rows to show.</param>
sealed class RowCheckRun(RowCheck check, Func<Table, Func<int, bool?>> judging, CheckOptions options) : CheckRun(check)
{
    readonly Evidence _evidence = new(options.EvidenceRows);
    long _checked;
    long _failing;

    internal override void Add(Table block, long before)
    {
        var judge = judging(block);
        var columns = check.Columns.Select(name => CheckedColumn.Of(block, name)).ToArray();
        for (var row = 0; row < block.RowCount; row++)
        {
            if (judge(row) is not { } holds)
            {
                continue;
            }

            _checked++;
            if (!holds)
            {
                _failing++;
                _evidence.Add(before + row + 1, columns, row);
            }
        }
    }

    internal override CheckResult Finish(long rows)
    {
        var share = _checked == 0 ? 0 : (double)_failing / _checked;
        var found = _failing == 0 ? "no row breaks it" : $"{Figures.Count(_failing)} of {Figures.Count(_checked)} rows ({Figures.Share(share)}) {(_failing == 1 ? "breaks" : "break")} it";
        return Judged(share <= check.Tolerance, found, _checked) with { Failing = _failing, Evidence = _evidence.Rows };
    }
}
