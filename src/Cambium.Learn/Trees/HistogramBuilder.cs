using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Sums the gradients of rows by bin. Of a node with many rows each thread sums some, for all features; of one with few, all rows for
/// some features. Sums are of whole numbers, so that who adds what does not matter.
/// </summary>
/// <remarks>
/// Loops over rows and bins are compiled with full optimisation at once, here and in the types around, for a fit is over before the runtime would come
/// back to them; and on their own, for inside a larger method they run out of registers.
/// </remarks>
sealed unsafe class HistogramBuilder : IDisposable
{
    const int CellsPerFeature = 256;

    // Adding the threads' sums together costs as much as reading some thousand rows.
    const int LeastRowsToShare = 2 * PackedGradient.ChunkRows;

    // Rows are brought together so many at a time, and as many more are being fetched: 256 KB of rows of 64 features.
    const int TileRows = 2048;

    // What is fetched is spread over the work, so many rows of which are done at a time.
    const int BatchRows = 64;

    const int CacheLine = 64;
    const int GatheredStride = BinnedMatrix.MostBlockFeatures;

    readonly BinnedMatrix _matrix;
    readonly HistogramLayout _layout;
    readonly ForkJoin _team;
    readonly NativeArray<long>[] _cells;      // one a thread, all zero between uses
    readonly NativeArray<byte>[] _gathered;   // one a thread: a tile's rows, block by block
    readonly NativeArray<long>[] _addends;    // one a thread: what each row of a tile adds
    readonly NativeArray<double>[] _partials; // one a thread but the first
    readonly bool[] _hasSums;                 // whether a thread has summed rows of this node
    readonly SparseBins? _sparse;

    internal HistogramBuilder(BinnedMatrix matrix, HistogramLayout layout, ForkJoin team)
    {
        _matrix = matrix;
        _layout = layout;
        _team = team;
        _sparse = matrix.Sparse;
        _cells = [.. Enumerable.Range(0, team.Threads).Select(_ => new NativeArray<long>((long)CellsPerFeature * matrix.FeatureCount))];
        _gathered = [.. _cells.Select(_ => new NativeArray<byte>((long)TileRows * GatheredStride * matrix.BlockCount))];
        _addends = [.. _cells.Select(_ => new NativeArray<long>(TileRows))];
        _partials = [.. Enumerable.Range(1, team.Threads - 1).Select(_ => new NativeArray<double>(layout.Length))];
        _hasSums = new bool[team.Threads];
        foreach (var cells in _cells)
        {
            cells.Span.Clear();
        }
    }

    /// <summary>Begins the sums of a node. What is still to do is done by <see cref="Complete"/>, once for each group.</summary>
    internal void Begin(ulong* items, int count, double* sums)
    {
        if (!IsShared(count))
        {
            return;
        }

        Array.Clear(_hasSums);
        // A few runs a thread, so that one that is held up leaves work to the others.
        var least = _sparse is null ? PackedGradient.ChunkRows : TileRows;
        var runRows = ParallelBlocks.Count(ParallelBlocks.Count(count, least), 4 * _team.Threads) * least;
        _team.Run(ParallelBlocks.Count(count, runRows), (thread, run) =>
        {
            var start = run * runRows;
            var target = thread == 0 ? sums : _partials[thread - 1].Pointer;
            AddRows(thread, 0, _matrix.BlockCount, items + start, Math.Min(runRows, count - start), target, !_hasSums[thread]);
            AddEntries(items + start, Math.Min(runRows, count - start), target, !_hasSums[thread]);
            _hasSums[thread] = true;
        });
    }

    /// <summary>Makes the sums of a part's features whole.</summary>
    internal void Complete(int thread, int part, ulong* items, int count, double* sums)
    {
        if (!IsShared(count))
        {
            AddRows(thread, _matrix.GroupStarts[part], _matrix.GroupStarts[part + 1], items, count, sums, isFirst: true);
            return;
        }

        var (start, length) = Range(part);
        if (!_hasSums[0])
        {
            new Span<double>(sums + start, length).Clear();
        }

        for (var other = 1; other < _hasSums.Length; other++)
        {
            if (_hasSums[other] && IsSparse(part))
            {
                PackedCells.Add((long*)(sums + start), (long*)(_partials[other - 1].Pointer + start), length);
            }
            else if (_hasSums[other])
            {
                Add(sums + start, _partials[other - 1].Pointer + start, length);
            }
        }
    }

    /// <summary>Sums a node's rows for all features by one thread.</summary>
    internal void Sum(int thread, ulong* items, int count, double* sums)
    {
        AddRows(thread, 0, _matrix.BlockCount, items, count, sums, isFirst: true);
        AddEntries(items, count, sums, isFirst: true);
    }

    /// <summary>Takes all sums of one child from those of its parent, which leaves those of the other.</summary>
    internal void Subtract(double* parent, double* child)
    {
        Subtract(parent, child, _layout.DenseLength);
        PackedCells.Subtract(_layout.Cells(parent), _layout.Cells(child), _layout.CellCount);
    }

    /// <summary>Takes a part's sums of one child from those of its parent, which leaves those of the other.</summary>
    internal void Subtract(int part, double* parent, double* child)
    {
        var (start, length) = Range(part);
        if (IsSparse(part))
        {
            PackedCells.Subtract((long*)(parent + start), (long*)(child + start), length);
        }
        else
        {
            Subtract(parent + start, child + start, length);
        }
    }

    public void Dispose()
    {
        IEnumerable<IDisposable> memory = [.. _cells, .. _gathered, .. _addends, .. _partials];
        foreach (var part in memory)
        {
            part.Dispose();
        }
    }

    // A row's entries are of all places: they are not looked through once a group.
    bool IsShared(int count) => _sparse is not null || (_team.Threads > 1 && count >= LeastRowsToShare);

    bool IsSparse(int part) => part >= _matrix.GroupCount;

    (long Start, int Length) Range(int part)
    {
        if (IsSparse(part))
        {
            var (start, length) = _sparse!.Cells(part - _matrix.GroupCount); // or there were no such part
            return ((long)_layout.DenseLength + start, length);
        }

        var (first, end) = _matrix.Features(part);
        return (_layout.Start(first), _layout.Start(end) - _layout.Start(first));
    }

    /// <summary>Adds the rows' entries to the cells, or writes them where these are the first.</summary>
    void AddEntries(ulong* items, int count, double* sums, bool isFirst)
    {
        if (_sparse is null)
        {
            return;
        }

        var cells = _layout.Cells(sums);
        if (isFirst)
        {
            new Span<long>(cells, _layout.CellCount).Clear();
        }

        _sparse.Add(items, count, cells);
    }

    /// <summary>Adds the rows to the sums of some blocks of features, or writes them where these are the first.</summary>
    void AddRows(int thread, int firstBlock, int endBlock, ulong* items, int count, double* sums, bool isFirst)
    {
        var cells = _cells[thread].Pointer;
        for (var chunk = 0; chunk < count; chunk += PackedGradient.ChunkRows)
        {
            var chunkEnd = Math.Min(chunk + PackedGradient.ChunkRows, count);
            for (var tile = chunk; tile < chunkEnd; tile += TileRows)
            {
                AddTile(thread, firstBlock, endBlock, items + tile, Math.Min(TileRows, chunkEnd - tile), count - tile);
            }

            for (var feature = _matrix.BlockStarts[firstBlock]; feature < _matrix.BlockStarts[endBlock]; feature++)
            {
                Flush(cells + (feature * (long)CellsPerFeature), sums + _layout.Start(feature), _layout.Run(feature), isFirst);
            }

            isFirst = false;
        }
    }

    /// <summary>Adds the rows of a tile to the cells, block by block, and meanwhile fetches the rows of the next tile.</summary>
    void AddTile(int thread, int firstBlock, int endBlock, ulong* items, int count, int available)
    {
        var addends = _addends[thread].Pointer;
        var gathered = _gathered[thread].Pointer;
        Gather(items, count, firstBlock, endBlock, gathered);
        PackedGradient.Cells(items, count, addends);
        var fetched = count;
        var share = ParallelBlocks.Count(BatchRows, endBlock - firstBlock);
        for (var block = firstBlock; block < endBlock; block++, gathered += TileRows * GatheredStride)
        {
            var cells = _cells[thread].Pointer + (_matrix.BlockStarts[block] * (long)CellsPerFeature);
            for (var batch = 0; batch < count; batch += BatchRows)
            {
                var end = Math.Min(fetched + share, available);
                Fetch(items + fetched, items + end, _matrix.Rows, _matrix.Stride);
                fetched = end;
                AddBatch(addends + batch, Math.Min(BatchRows, count - batch), gathered + (batch * GatheredStride), _matrix.BlockWidth(block), cells);
            }
        }
    }

    /// <summary>Asks for rows that will be needed, of which those of a deep node lie far from each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Fetch(ulong* items, ulong* end, byte* rows, nint stride)
    {
        if (Sse.IsSupported)
        {
            for (; items < end; items++)
            {
                var row = rows + (PackedGradient.Row(*items) * stride);
                for (nint line = 0; line < stride; line += CacheLine)
                {
                    Sse.Prefetch1(row + line);
                }
            }
        }
    }

    /// <summary>Brings the bins of each block's features together, 16 bytes a row.</summary>
    void Gather(ulong* items, int count, int firstBlock, int endBlock, byte* gathered)
    {
        var starts = _matrix.BlockStarts;
        var block = firstBlock;
        for (; block + 4 <= endBlock; block += 4, gathered += 4 * TileRows * GatheredStride)
        {
            GatherFour(items, count, _matrix.Rows, _matrix.Stride, starts[block], starts[block + 1], starts[block + 2], starts[block + 3], gathered);
        }

        for (; block < endBlock; block++, gathered += TileRows * GatheredStride)
        {
            GatherOne(items, count, _matrix.Rows + starts[block], _matrix.Stride, gathered);
        }
    }

    /// <summary>The same of four blocks. Few instructions a row: the processor then waits for many rows at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void GatherFour(ulong* items, int count, byte* rows, nint stride, nint first, nint second, nint third, nint fourth, byte* gathered)
    {
        for (var end = items + count; items < end; items++, gathered += GatheredStride)
        {
            var row = rows + (PackedGradient.Row(*items) * stride);
            Vector128.Load(row + first).Store(gathered);
            Vector128.Load(row + second).Store(gathered + (TileRows * GatheredStride));
            Vector128.Load(row + third).Store(gathered + (2 * TileRows * GatheredStride));
            Vector128.Load(row + fourth).Store(gathered + (3 * TileRows * GatheredStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void GatherOne(ulong* items, int count, byte* rows, nint stride, byte* gathered)
    {
        for (var end = items + count; items < end; items++, gathered += GatheredStride)
        {
            Vector128.Load(rows + (PackedGradient.Row(*items) * stride)).Store(gathered);
        }
    }

    /// <summary>Adds to one of the 256 cells of each feature of a block, two rows at a time: what one waits for is done for the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void AddBatch(long* addends, int count, byte* rows, int width, long* cells)
    {
        for (var end = addends + (count & ~1); addends < end; addends += 2, rows += 2 * GatheredStride)
        {
            var (cell, other) = (addends[0], addends[1]);
            var bins = rows;
            var target = cells;
            for (var left = width; left >= 4; left -= 4, bins += 4, target += 4 * CellsPerFeature)
            {
                AddFour(target, bins, cell);
                AddFour(target, bins + GatheredStride, other);
            }

            if ((width & 2) != 0)
            {
                AddTwo(target, bins, cell);
                AddTwo(target, bins + GatheredStride, other);
                bins += 2;
                target += 2 * CellsPerFeature;
            }

            if ((width & 1) != 0)
            {
                target[(nuint)bins[0]] += cell;
                target[(nuint)bins[GatheredStride]] += other;
            }
        }

        if ((count & 1) != 0)
        {
            for (var feature = 0; feature < width; feature++, cells += CellsPerFeature)
            {
                cells[(nuint)rows[feature]] += *addends;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTwo(long* cells, byte* bins, long cell)
    {
        cells[(nuint)bins[0]] += cell;
        (cells + CellsPerFeature)[(nuint)bins[1]] += cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddFour(long* cells, byte* bins, long cell)
    {
        cells[(nuint)bins[0]] += cell;
        (cells + CellsPerFeature)[(nuint)bins[1]] += cell;
        (cells + (2 * CellsPerFeature))[(nuint)bins[2]] += cell;
        (cells + (3 * CellsPerFeature))[(nuint)bins[3]] += cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Add(double* sums, double* others, int length)
    {
        for (var i = 0; i < length; i += Vector512<double>.Count)
        {
            (Vector512.Load(sums + i) + Vector512.Load(others + i)).Store(sums + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Subtract(double* sums, double* others, int length)
    {
        for (var i = 0; i < length; i += Vector512<double>.Count)
        {
            (Vector512.Load(sums + i) - Vector512.Load(others + i)).Store(sums + i);
        }
    }

    /// <summary>Adds packed sums to whole ones, or writes them, and clears the packed ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Flush(long* cells, double* sums, int run, bool isFirst)
    {
        var gradients = sums;
        var hessians = sums + run;
        var rows = hessians + run;
        for (var bin = 0; bin < run; bin += Vector512<long>.Count)
        {
            var cell = Vector512.Load(cells + bin);
            Vector512<long>.Zero.Store(cells + bin);
            var g = Vector512.ConvertToDouble(PackedGradient.Gradients(cell));
            var h = Vector512.ConvertToDouble(PackedGradient.Hessians(cell));
            var n = Vector512.ConvertToDouble(PackedGradient.Rows(cell));
            if (!isFirst)
            {
                g += Vector512.Load(gradients + bin);
                h += Vector512.Load(hessians + bin);
                n += Vector512.Load(rows + bin);
            }

            g.Store(gradients + bin);
            h.Store(hessians + bin);
            n.Store(rows + bin);
        }
    }
}
