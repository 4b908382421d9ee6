using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>
/// A few of the rows that break a check: the first ones, and of the others those with the least of numbers drawn for each row, which is the same sample however the rows are cut into
/// blocks. Source: P. Rosén, "Asymptotic theory for order sampling", 1997.
/// </summary>
sealed class Evidence(int most)
{
    const ulong Seed = 0x2545F4914F6CDD1D;

    // A value may be a whole document.
    const int LongestValue = 200;

    readonly List<FailingRow> _first = [];
    readonly PriorityQueue<FailingRow, ulong> _sample = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));

    /// <summary>The rows, by number.</summary>
    internal EquatableArray<FailingRow> Rows => _first.Concat(_sample.UnorderedItems.Select(item => item.Element).OrderBy(row => row.Row)).ToEquatableArray();

    internal void Add(long number, Column[] columns, int row)
    {
        if (_first.Count < (most + 1) / 2)
        {
            _first.Add(Shown(number, columns, row));
            return;
        }

        var drawn = ValueHash.Of((ulong)number ^ Seed);
        if (_sample.Count < most - _first.Count)
        {
            _sample.Enqueue(Shown(number, columns, row), drawn);
        }
        else if (_sample.TryPeek(out _, out var greatest) && drawn < greatest)
        {
            _sample.DequeueEnqueue(Shown(number, columns, row), drawn);
        }
    }

    static FailingRow Shown(long number, Column[] columns, int row) =>
        new(number, columns.Select(column => column.IsMissing(row) ? null : Short(column.Format(row))).ToEquatableArray());

    static string Short(string value) => value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue - 1), "…");
}
