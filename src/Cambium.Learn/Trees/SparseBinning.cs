namespace Cambium.Learn;

/// <summary>
/// Finds the bins of places of sparse columns: the same as those of columns with the zeros written out, in time and memory that go by the entries.
/// </summary>
sealed unsafe class SparseBinning : IDisposable
{
    readonly FeatureMatrix _features;
    readonly RowSet _rows;
    readonly int _sampled;
    readonly bool[]? _isSampled; // by row of the table; null where all rows are
    readonly int[] _wide;
    readonly SparseEntries _entries;
    readonly NativeArray<double> _values;
    readonly int _mostEntries;

    SparseBinning(FeatureMatrix features, RowSet rows, int[] sample, int leastRows)
    {
        _features = features;
        _rows = rows;
        _sampled = sample.Length;
        if (sample.Length < rows.Count)
        {
            _isSampled = new bool[features.RowCount];
            foreach (var row in sample)
            {
                _isSampled[row] = true;
            }
        }

        var (wide, counts) = (new List<int>(), new List<int>());
        var slots = Enumerable.Range(0, features.FeatureCount).Select(column => Slots(column, leastRows, wide, counts)).ToArray();
        _wide = [.. wide];
        _mostEntries = counts.Count == 0 ? 0 : counts.Max();
        _entries = new SparseEntries(counts);
        _values = new NativeArray<double>(_entries.Room);
        for (var column = 0; column < slots.Length; column++)
        {
            Collect(column, slots[column]);
        }
    }

    /// <summary>Bins the places that a split may ask for: without enough rows on the side of 0, or off it, there is none.</summary>
    /// <param name="features">The table's features.</param>
    /// <param name="rows">The training rows, rising.</param>
    /// <param name="sample">The rows of the table that edges are taken from.</param>
    /// <param name="most">Most bins of a place, from 2 to 255.</param>
    /// <param name="leastRows">Fewest rows of a side, at least 1.</param>
    /// <param name="team">Does the work.</param>
    internal static SparseBins Build(FeatureMatrix features, RowSet rows, int[] sample, int most, int leastRows, ForkJoin team)
    {
        using var binning = new SparseBinning(features, rows, sample, leastRows);
        var bins = new FeatureBins[binning._wide.Length];
        var zeroBins = new byte[bins.Length];
        // One pair of buffers a thread; the first holds nothing but zeros between uses.
        var windows = Enumerable.Range(0, team.Threads).Select(_ => new double[sample.Length + binning._mostEntries]).ToArray();
        var sorted = Enumerable.Range(0, team.Threads).Select(_ => new double[binning._mostEntries]).ToArray();
        team.Run(bins.Length, (thread, place) => (bins[place], zeroBins[place]) = binning.Bin(place, windows[thread], sorted[thread], most));
        var useful = Enumerable.Range(0, bins.Length).Where(place => binning._entries.Count(place) >= leastRows).ToArray();
        return new SparseBins(
            Array.ConvertAll(useful, place => binning._wide[place]),
            Array.ConvertAll(useful, place => bins[place]),
            Array.ConvertAll(useful, place => zeroBins[place]),
            binning._entries.Of(useful),
            rows.Count,
            team.Threads);
    }

    /// <summary>Frees the values; the entries are handed on.</summary>
    public void Dispose() => _values.Dispose();

    /// <summary>Where the places of a column that have enough entries stand among all such, which are added to the lists; -1 for the others.</summary>
    int[] Slots(int column, int leastRows, List<int> wide, List<int> counts)
    {
        if (_features.Sparse(column) is not { Matrix: var matrix } vectors)
        {
            return [];
        }

        var entries = new int[vectors.Width];
        for (var i = 0; i < _rows.Count; i++)
        {
            var places = matrix.RowIndices(_rows[i]);
            var values = matrix.RowValues(_rows[i]);
            for (var entry = 0; entry < places.Length; entry++)
            {
                entries[places[entry]] += values[entry] == 0 ? 0 : 1;
            }
        }

        var start = WideFeatures.Starts(_features.Features)[column];
        for (var place = 0; place < entries.Length; place++)
        {
            if (entries[place] < leastRows)
            {
                entries[place] = -1;
                continue;
            }

            wide.Add(start + place);
            counts.Add(entries[place]);
            entries[place] = counts.Count - 1;
        }

        return entries;
    }

    void Collect(int column, int[] slots)
    {
        for (var i = 0; i < _rows.Count && slots.Length > 0; i++)
        {
            var matrix = _features.Sparse(column)!.Matrix; // others have no slots
            var places = matrix.RowIndices(_rows[i]);
            var values = matrix.RowValues(_rows[i]);
            for (var entry = 0; entry < places.Length; entry++)
            {
                if (slots[places[entry]] is var slot and >= 0 && values[entry] != 0)
                {
                    _values.Pointer[_entries.Start(slot) + _entries.Add(slot, i)] = values[entry];
                }
            }
        }
    }

    (FeatureBins Bins, byte ZeroBin) Bin(int place, double[] window, double[] sorted, int most)
    {
        var values = new ReadOnlySpan<double>(_values.Pointer + _entries.Start(place), _entries.Count(place));
        var held = sorted.AsSpan(0, Sample(place, values, sorted));
        held.Sort();
        var negative = ~held.BinarySearch(0.0);

        // What is below 0 before the zeros, what is above behind them, and all of it as long as the sample.
        var start = _mostEntries - negative;
        var below = window.AsSpan(start, negative);
        var above = window.AsSpan(start + _sampled - (held.Length - negative), held.Length - negative);
        held[..negative].CopyTo(below);
        held[negative..].CopyTo(above);
        var bins = FeatureBins.OfSorted(window.AsSpan(start, _sampled), most);
        below.Clear();
        above.Clear();

        byte zeroBin;
        bins.Assign([0], &zeroBin);
        bins.Assign(values, _entries.Bins(place));
        _entries.Remove(place, zeroBin);
        return (bins.WithoutSearch(), zeroBin);
    }

    /// <summary>Copies the values of sampled rows, and returns how many there are.</summary>
    int Sample(int place, ReadOnlySpan<double> values, double[] sampled)
    {
        var rows = _entries.Rows(place);
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sampled[count] = values[i];
            count += _isSampled?[_rows[rows[i]]] ?? true ? 1 : 0;
        }

        return count;
    }
}
