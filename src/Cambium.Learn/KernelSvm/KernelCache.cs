namespace Cambium.Learn;

/// <summary>Rows of kernel values that were computed before: as many as the memory holds, the least recently used one leaves first.</summary>
sealed class KernelCache : IDisposable
{
    const int None = -1;

    readonly NativeArray<float> _values;
    readonly int _stride;
    readonly int[] _slotOf; // by row
    readonly int[] _rowOf; // by slot
    readonly int[] _epochOf; // by slot
    readonly int[] _newer; // by slot; the last entry is the ring's anchor
    readonly int[] _older;
    int _used;

    /// <summary>A cache that holds nothing yet.</summary>
    /// <param name="rows">The number of rows, and of values in each.</param>
    /// <param name="bytes">The memory to use at most; two rows are held whatever it says.</param>
    internal KernelCache(int rows, long bytes)
    {
        _stride = RowBlocks.Padded(rows);
        var slots = (int)Math.Clamp(bytes / sizeof(float) / _stride, 2, Math.Max(2, rows));
        _values = new NativeArray<float>((long)slots * _stride);
        _slotOf = new int[rows];
        _rowOf = new int[slots];
        _epochOf = new int[slots];
        _newer = new int[slots + 1];
        _older = new int[slots + 1];
        Clear();
    }

    /// <summary>
    /// The place of a row's values, and the epoch they were computed in; where they are not held, the place that they are to be written to, and −1. The row becomes the
    /// most recently used one, and its values count as of <paramref name="now"/>.
    /// </summary>
    internal (int Slot, int Epoch) Take(int row, int now)
    {
        var slot = _slotOf[row];
        var epoch = None;
        if (slot != None)
        {
            epoch = _epochOf[slot];
            Unlink(slot);
        }
        else
        {
            slot = _used < _rowOf.Length ? _used++ : Evict();
            _slotOf[row] = slot;
            _rowOf[slot] = row;
        }

        _epochOf[slot] = now;
        Link(slot);
        return (slot, epoch);
    }

    /// <summary>The values of a place.</summary>
    internal unsafe Span<float> Values(int slot, int length) => new(_values.Pointer + ((long)slot * _stride), length);

    /// <summary>Forgets all rows.</summary>
    internal void Clear()
    {
        Array.Fill(_slotOf, None);
        _used = 0;
        _newer[^1] = _older[^1] = _newer.Length - 1;
    }

    public void Dispose() => _values.Dispose();

    int Evict()
    {
        var slot = _newer[^1]; // the anchor's newer neighbour is the oldest
        Unlink(slot);
        _slotOf[_rowOf[slot]] = None;
        return slot;
    }

    void Link(int slot)
    {
        var anchor = _newer.Length - 1;
        var newest = _older[anchor];
        (_newer[newest], _older[slot]) = (slot, newest);
        (_newer[slot], _older[anchor]) = (anchor, slot);
    }

    void Unlink(int slot) => (_newer[_older[slot]], _older[_newer[slot]]) = (_newer[slot], _older[slot]);
}
