using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Monitor;

/// <summary>Checks rows that come in blocks, in one pass. Not safe to use from two threads at once.</summary>
/// <remarks>
/// Memory does not grow with the rows, but for checks of uniqueness, which keep about 48 bytes for every distinct key, and of keys, which keep as much for
/// every distinct key of the reference. The report does not depend on how the rows are cut into blocks,
/// beyond 2,048 rows but for what quantiles are estimated to be.
/// </remarks>
public sealed class TableCheckRun
{
    readonly CheckOptions _options;
    readonly EquatableArray<TableCheck> _checks;
    readonly CheckRun?[] _runs;
    readonly string?[] _problems;
    long _rows;
    bool _hasColumns;

    internal TableCheckRun(EquatableArray<TableCheck> checks, CheckOptions options)
    {
        (_checks, _options) = (checks, options);
        _runs = new CheckRun?[checks.Count];
        _problems = new string?[checks.Count];
        var references = new CheckReferences(options);
        for (var i = 0; i < checks.Count; i++)
        {
            Guarded(i, at => _runs[at] = _checks[at].Start(options, references));
        }

        references.Run();
    }

    /// <summary>Checks a block of rows; it may have none, and tells the columns all the same.</summary>
    public void Add(Table block)
    {
        ArgumentNullException.ThrowIfNull(block);
        _hasColumns = true;
        ParallelBlocks.For(_checks.Count, 1, _options.MaxThreads, (_, item, _) =>
        {
            if (_problems[item] is null)
            {
                Guarded(item, at => _runs[at]!.Add(block, _rows)); // ! a run without problem has begun
            }
        });
        _rows += block.RowCount;
    }

    /// <summary>What became of the checks.</summary>
    public CheckReport Finish()
    {
        if (!_hasColumns)
        {
            Add(Table.Create());
        }

        return new CheckReport(_rows, Enumerable.Range(0, _checks.Count).Select(ResultOf).ToEquatableArray());
    }

    CheckResult ResultOf(int at)
    {
        CheckResult? result = null;
        if (_problems[at] is null)
        {
            Guarded(at, one => result = _runs[one]!.Finish(_rows)); // ! a run without problem has begun
        }

        var check = _checks[at];
        return result ?? new CheckResult(check.Name, check.Severity, CheckOutcome.NotRun, check.Columns, check.Expected, _problems[at] ?? "");
    }

    void Guarded(int at, Action<int> work)
    {
        try
        {
            work(at);
        }
        catch (TableException e)
        {
            _problems[at] = e.Message;
        }
    }
}
