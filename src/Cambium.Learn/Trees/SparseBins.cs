using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The places of sparse columns that a split may ask for, as the bins of their entries, held twice: by row for histograms, by place for sending rows left or right.
/// An entry that shares the bin of 0 is left out; what the others leave of a node's sums is the sum of that bin, exactly, since sums are whole numbers.
/// </summary>
/// <remarks>
/// A histogram has one <see cref="PackedGradient"/> cell for each bin of a place. A place with more entries than a cell may sum has as many runs of cells as it takes,
/// and its entries are shared out among them once and for all.
/// </remarks>
sealed unsafe class SparseBins : IDisposable
{
    // Rows of a deep node lie far from each other: their entries are asked for so many rows ahead.
    const int Ahead = 8;

    readonly int[] _wide;
    readonly byte[] _zeroBins;
    readonly int[] _binCounts;
    readonly int[] _cellStarts;  // of each place, and the end
    readonly int[] _groupStarts; // places
    readonly SparseEntries _entries;
    readonly NativeArray<long> _rowStarts; // of each row's cells, and the end
    readonly NativeArray<int> _rowCells;

    /// <summary>Lays the entries out by row.</summary>
    /// <param name="wide">What trees call each place: its number among all features, rising.</param>
    /// <param name="bins">The bins of each place.</param>
    /// <param name="zeroBins">The bin of 0 of each place.</param>
    /// <param name="entries">The entries of each place; owned, and disposed of with this.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="threads">How many threads share the work on a histogram.</param>
    /// <exception cref="TableException">There are more bins than can be numbered.</exception>
    internal SparseBins(int[] wide, FeatureBins[] bins, byte[] zeroBins, SparseEntries entries, int rowCount, int threads)
    {
        _wide = wide;
        Bins = bins;
        _zeroBins = zeroBins;
        _binCounts = Array.ConvertAll(bins, ofPlace => ofPlace.Count);
        _entries = entries;
        _cellStarts = CellStarts(_binCounts, entries);
        _groupStarts = GroupStarts(_cellStarts, Math.Min(threads, wide.Length));
        _rowStarts = new NativeArray<long>(rowCount + 1L);
        _rowCells = new NativeArray<int>(Enumerable.Range(0, wide.Length).Sum(place => (long)entries.Count(place)));
        FillRows();
    }

    internal FeatureBins[] Bins { get; }

    /// <summary>The number of entries.</summary>
    internal long EntryCount => _rowCells.Length;

    /// <summary>The number of cells of a histogram.</summary>
    internal int CellCount => _cellStarts[^1];

    /// <summary>The number of groups of places; a group is one thread's work.</summary>
    internal int GroupCount => _groupStarts.Length - 1;

    /// <summary>What trees call a place.</summary>
    internal int Wide(int place) => _wide[place];

    /// <summary>The place that trees call so.</summary>
    internal int IndexOf(int wide) => Array.BinarySearch(_wide, wide);

    /// <summary>The bin of 0.</summary>
    internal int ZeroBin(int place) => _zeroBins[place];

    /// <summary>The places of a group.</summary>
    internal (int First, int End) Features(int group) => (_groupStarts[group], _groupStarts[group + 1]);

    /// <summary>The cells of a group.</summary>
    internal (int Start, int Length) Cells(int group) =>
        (_cellStarts[_groupStarts[group]], _cellStarts[_groupStarts[group + 1]] - _cellStarts[_groupStarts[group]]);

    public void Dispose()
    {
        _entries.Dispose();
        _rowStarts.Dispose();
        _rowCells.Dispose();
    }

    /// <summary>Adds rows to the cells.</summary>
    internal void Add(ulong* items, int count, long* cells) => Add(items, count, _rowStarts.Pointer, _rowCells.Pointer, cells);

    /// <summary>The bin of a row.</summary>
    internal int BinOf(uint row, int place)
    {
        var start = _rowStarts.Pointer[row];
        var ofRow = new ReadOnlySpan<int>(_rowCells.Pointer + start, (int)(_rowStarts.Pointer[row + 1] - start));
        var found = ofRow.BinarySearch(_cellStarts[place]);
        found = found < 0 ? ~found : found;
        return found < ofRow.Length && ofRow[found] < _cellStarts[place + 1] ? (ofRow[found] - _cellStarts[place]) % _binCounts[place] : _zeroBins[place];
    }

    /// <summary>Writes 1 for the rows that an entry sends to the other side than 0 goes.</summary>
    /// <param name="marks">One a row, all 0 before.</param>
    internal void Mark(int place, in BinRule rule, byte* marks)
    {
        var zeroGoesRight = rule.GoesRight(_zeroBins[place]);
        var rows = _entries.Rows(place);
        var bins = _entries.Bins(place);
        for (var i = 0; i < _entries.Count(place); i++)
        {
            marks[rows[i]] = (byte)(rule.GoesRight(bins[i]) == zeroGoesRight ? 0 : 1);
        }
    }

    /// <summary>Takes the marks back.</summary>
    internal void Clear(int place, byte* marks)
    {
        var rows = _entries.Rows(place);
        for (var i = 0; i < _entries.Count(place); i++)
        {
            marks[rows[i]] = 0;
        }
    }

    /// <summary>The sums of a place's bins as <see cref="HistogramLayout"/> has them; false where too few rows of the node have an entry for any split.</summary>
    /// <param name="cells">Of all places; some behind the last may be read.</param>
    /// <param name="node">The sums of all rows of the node.</param>
    /// <param name="leastRows">Fewest rows of a side.</param>
    /// <param name="sums">Receives three runs of <paramref name="run"/> numbers; those behind the bin of missing values are of no meaning.</param>
    /// <param name="run">At least 256.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryUnpack(int place, long* cells, GradientSums node, int leastRows, double* sums, int run)
    {
        var count = _binCounts[place];
        var end = cells + _cellStarts[place + 1];
        cells += _cellStarts[place];
        var stored = default(GradientSums);
        for (var ofRun = cells; ofRun < end; ofRun += count)
        {
            stored += PackedGradient.Sums(PackedCells.Total(ofRun, count));
        }

        if (stored.Rows < leastRows)
        {
            return false;
        }

        var gradients = sums;
        var hessians = gradients + run;
        var rows = hessians + run;
        for (var bin = 0; bin < count; bin += Vector512<long>.Count)
        {
            var (g, h, n) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var ofRun = cells; ofRun < end; ofRun += count)
            {
                // The last vector reaches beyond the bins.
                var cell = Vector512.Load(ofRun + bin);
                g += Vector512.ConvertToDouble(PackedGradient.Gradients(cell));
                h += Vector512.ConvertToDouble(PackedGradient.Hessians(cell));
                n += Vector512.ConvertToDouble(PackedGradient.Rows(cell));
            }

            g.Store(gradients + bin);
            h.Store(hessians + bin);
            n.Store(rows + bin);
        }

        var zero = _zeroBins[place];
        (gradients[zero], hessians[zero], rows[zero]) = (node.Gradient - stored.Gradient, node.Hessian - stored.Hessian, node.Rows - stored.Rows);
        (gradients[count], hessians[count], rows[count]) = (0, 0, 0); // none is missing
        return true;
    }

    static int[] CellStarts(int[] binCounts, SparseEntries entries)
    {
        var starts = new int[binCounts.Length + 1];
        for (var place = 0; place < binCounts.Length; place++)
        {
            var end = starts[place] + ((long)binCounts[place] * ParallelBlocks.Count(entries.Count(place), PackedGradient.ChunkRows));
            starts[place + 1] = end <= Array.MaxLength
                ? (int)end
                : throw new TableException($"The sparse columns have more than {Array.MaxLength} bins. Set Bins lower or MinRowsPerLeaf higher.");
        }

        return starts;
    }

    /// <summary>Places with nearly equal numbers of cells.</summary>
    static int[] GroupStarts(int[] cellStarts, int groups)
    {
        var starts = new int[groups + 1];
        for (var group = 1; group < groups; group++)
        {
            var found = Array.BinarySearch(cellStarts, (int)((long)cellStarts[^1] * group / groups));
            starts[group] = Math.Max(starts[group - 1], found < 0 ? ~found : found);
        }

        starts[groups] = cellStarts.Length - 1;
        return starts;
    }

    void FillRows()
    {
        var starts = _rowStarts.Span;
        starts.Clear();
        for (var place = 0; place < _wide.Length; place++)
        {
            var rows = _entries.Rows(place);
            for (var i = 0; i < _entries.Count(place); i++)
            {
                starts[rows[i] + 1]++;
            }
        }

        for (var row = 1; row < starts.Length; row++)
        {
            starts[row] += starts[row - 1];
        }

        // Places come in order, so that a row's cells rise.
        using var next = new NativeArray<long>(starts.Length);
        starts.CopyTo(next.Span);
        for (var place = 0; place < _wide.Length; place++)
        {
            var rows = _entries.Rows(place);
            var bins = _entries.Bins(place);
            for (var i = 0; i < _entries.Count(place); i++)
            {
                _rowCells.Pointer[next.Pointer[rows[i]]++] = _cellStarts[place] + (i / PackedGradient.ChunkRows * _binCounts[place]) + bins[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Add(ulong* items, int count, long* rowStarts, int* rowCells, long* cells)
    {
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Ahead < count)
            {
                Sse.Prefetch0(rowCells + rowStarts[PackedGradient.Row(items[i + Ahead])]);
            }

            var item = items[i];
            var addend = PackedGradient.Cell(item);
            var starts = rowStarts + PackedGradient.Row(item);
            var end = rowCells + starts[1];
            for (var cell = rowCells + starts[0]; cell < end; cell++)
            {
                cells[*cell] += addend;
            }
        }
    }
}
