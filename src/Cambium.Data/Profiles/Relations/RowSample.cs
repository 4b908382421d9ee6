namespace Cambium.Data;

/// <summary>A sample of rows without replacement: those with the least of numbers drawn for each row, which is the same sample however the rows are cut into blocks.</summary>
/// <remarks>Source: P. Rosén, "Asymptotic theory for order sampling", 1997; also known as bottom-k sampling.</remarks>
sealed class RowSample
{
    const int Capacity = 10_000;

    // The row with the greatest number comes first; ties are as good as impossible.
    readonly PriorityQueue<ulong[], ulong> _rows = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
    ulong _greatest;

    /// <summary>The rows, in an order that depends on nothing but themselves.</summary>
    internal ulong[][] Rows => [.. _rows.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element)];

    /// <summary>Whether a row with this number belongs to the sample.</summary>
    internal bool Wants(ulong number) => _rows.Count < Capacity || number < _greatest;

    internal void Add(ulong number, ulong[] row)
    {
        if (!Wants(number))
        {
            return;
        }

        if (_rows.Count == Capacity)
        {
            _rows.Dequeue();
        }

        _rows.Enqueue(row, number);
        _rows.TryPeek(out _, out _greatest);
    }

    internal void Merge(RowSample later)
    {
        foreach (var (row, number) in later._rows.UnorderedItems)
        {
            Add(number, row);
        }
    }
}
