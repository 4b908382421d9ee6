namespace Cambium.Learn;

/// <summary>The entries of places of sparse columns, place by place: the rows that have one, rising, and the bins of their values.</summary>
sealed unsafe class SparseEntries : IDisposable
{
    readonly long[] _starts;
    readonly int[] _counts;
    readonly NativeArray<int> _rows;
    readonly NativeArray<byte> _bins;

    /// <summary>Takes the memory.</summary>
    /// <param name="counts">Room for how many entries each place has; none is there yet.</param>
    internal SparseEntries(IReadOnlyList<int> counts)
    {
        _starts = new long[counts.Count];
        _counts = new int[counts.Count];
        var total = 0L;
        for (var place = 0; place < counts.Count; place++)
        {
            _starts[place] = total;
            total += counts[place];
        }

        Room = total;
        _rows = new NativeArray<int>(total);
        _bins = new NativeArray<byte>(total);
    }

    SparseEntries(long[] starts, int[] counts, SparseEntries memory)
    {
        (_starts, _counts, _rows, _bins, Room) = (starts, counts, memory._rows, memory._bins, memory.Room);
    }

    /// <summary>Room for how many entries there is.</summary>
    internal long Room { get; }

    /// <summary>Where a place's room begins.</summary>
    internal long Start(int place) => _starts[place];

    /// <summary>The number of entries of a place.</summary>
    internal int Count(int place) => _counts[place];

    internal int* Rows(int place) => _rows.Pointer + _starts[place];

    internal byte* Bins(int place) => _bins.Pointer + _starts[place];

    /// <summary>Adds a row to a place, and tells where in its room it stands.</summary>
    internal int Add(int place, int row)
    {
        Rows(place)[_counts[place]] = row;
        return _counts[place]++;
    }

    /// <summary>Drops the entries of a bin.</summary>
    internal void Remove(int place, byte bin)
    {
        var rows = Rows(place);
        var bins = Bins(place);
        var kept = 0;
        for (var i = 0; i < _counts[place]; i++)
        {
            (rows[kept], bins[kept]) = (rows[i], bins[i]);
            kept += bins[i] == bin ? 0 : 1;
        }

        _counts[place] = kept;
    }

    /// <summary>Some of the places, in the memory of all, which is then theirs.</summary>
    internal SparseEntries Of(int[] places) => new(Array.ConvertAll(places, place => _starts[place]), Array.ConvertAll(places, place => _counts[place]), this);

    public void Dispose()
    {
        _rows.Dispose();
        _bins.Dispose();
    }
}
