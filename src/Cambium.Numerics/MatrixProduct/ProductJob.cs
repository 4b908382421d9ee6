using System.Buffers;
using System.Numerics;

namespace Cambium.Numerics;

/// <summary>
/// One product C = alpha A B + beta C. The terms of a sum are added in their order, in blocks whose borders depend on nothing but the
/// number of terms, so an entry has the same bits however rows and columns are shared out between threads.
/// </summary>
/// <remarks>Source: F. G. Van Zee, R. A. van de Geijn, "BLIS: A Framework for Rapidly Instantiating BLAS Functionality", 2015.</remarks>
sealed unsafe class ProductJob<TTile, T>
    where TTile : struct, IProductTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Four tiles: up to here A is so low that copying B costs more than reading it where it stands.
    const int FewRows = 56;

    // Half the second-level cache of current server cores.
    const int BytesOfRows = 512 * 1024;

    // Rows of A that are packed together; a product of 512 numbers a side packs A and B once.
    const int BytesAtOnce = 2 * 1024 * 1024;

    // 4,096 columns of 4 kB: fits a share of the last-level cache.
    const int ColumnsAtOnce = 4096;

    // Deep enough that reading and writing C between blocks costs little; a panel of B and a tile's rows of A then stream from the
    // second-level cache.
    const int TermsAtOnce = 512;

    // Panels or tiles that one task packs: some microseconds.
    const int PackedOfTask = 4;

    // So that no thread waits long for the last task of another.
    const int TasksOfThread = 16;

    // Two million operations take longer than waking a thread.
    const long OperationsOfOneThread = 1 << 20;

    readonly ProductOperand<T> _a;
    readonly ProductOperand<T> _b;
    readonly T* _c;
    readonly int _cStride;
    readonly int _rows;
    readonly int _columns;
    readonly int _terms;
    readonly int _threads;
    readonly bool _packsB;

    internal ProductJob(ProductOperand<T> a, ProductOperand<T> b, T* c, int cStride, (int Rows, int Columns, int Terms) size, int maxThreads)
    {
        _a = a;
        _b = b;
        _c = c;
        _cStride = cStride;
        (_rows, _columns, _terms) = size;
        _threads = (long)_rows * _columns * _terms <= OperationsOfOneThread ? 1 : ParallelBlocks.Threads(maxThreads);
        _packsB = _rows > FewRows || b.ColumnStride != 1;
    }

    /// <summary>Whether only what is on and below the diagonal is wanted; what is above it is then left in an unspecified state.</summary>
    internal bool LowerOnly { get; init; }

    internal void Run(T alpha, T beta)
    {
        for (var column = 0; column < _columns; column += ColumnsAtOnce)
        {
            var columns = Math.Min(ColumnsAtOnce, _columns - column);
            for (var term = 0; term < _terms; term += TermsAtOnce)
            {
                RunBlock(column, columns, term, Math.Min(TermsAtOnce, _terms - term), new(alpha, term == 0 ? beta : T.One));
            }
        }
    }

    void RunBlock(int column, int columns, int term, int terms, ProductScale<T> scale)
    {
        var panels = (columns + TTile.Columns - 1) / TTile.Columns;
        var firstPacked = _packsB ? 0 : columns / TTile.Columns;
        var rowsAtOnce = Math.Max(1, BytesAtOnce / (terms * sizeof(T) * TTile.Rows)) * TTile.Rows;
        var packedB = Rented.Of((panels - firstPacked) * TTile.Columns * terms);
        var packedA = Rented.Of((Math.Min(_rows, rowsAtOnce) + TTile.Rows) * terms);
        try
        {
            fixed (T* startB = packedB, startA = packedA)
            {
                var block = new Block(column, columns, term, terms, firstPacked, (nint)Rented.Aligned(startB), (nint)Rented.Aligned(startA));
                for (var row = 0; row < _rows; row += rowsAtOnce)
                {
                    RunRows(block, row, Math.Min(row + rowsAtOnce, _rows), packsB: row == 0, scale);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(packedB);
            ArrayPool<T>.Shared.Return(packedA);
        }
    }

    void RunRows(Block block, int row, int rowEnd, bool packsB, ProductScale<T> scale)
    {
        var panels = (block.Columns + TTile.Columns - 1) / TTile.Columns;
        var tiles = (rowEnd - row + TTile.Rows - 1) / TTile.Rows;
        var tilesOfTask = TilesOfTask(tiles, panels, block.Terms);
        if (_threads == 1)
        {
            PackPanels(block, 0, packsB ? panels - block.FirstPacked : 0);
            for (var tile = 0; tile < tiles; tile += tilesOfTask)
            {
                var first = row + (tile * TTile.Rows);
                var end = Math.Min(first + (tilesOfTask * TTile.Rows), rowEnd);
                PackRows(block, row, first, end);
                for (var panel = 0; panel < panels; panel++)
                {
                    MultiplyPanel(block, row, first, end, panel, scale);
                }
            }

            return;
        }

        var panelTasks = packsB ? ParallelBlocks.Count(panels - block.FirstPacked, PackedOfTask) : 0;
        var rowTasks = ParallelBlocks.Count(tiles, PackedOfTask);
        ProductTasks.Run(
            panelTasks + rowTasks,
            ParallelBlocks.Count(tiles, tilesOfTask) * panels,
            _threads,
            task =>
            {
                if (task < panelTasks)
                {
                    PackPanels(block, task * PackedOfTask, Math.Min((task + 1) * PackedOfTask, panels - block.FirstPacked));
                }
                else
                {
                    var first = row + ((task - panelTasks) * PackedOfTask * TTile.Rows);
                    PackRows(block, row, first, Math.Min(first + (PackedOfTask * TTile.Rows), rowEnd));
                }
            },
            task =>
            {
                var first = row + (task / panels * tilesOfTask * TTile.Rows);
                MultiplyPanel(block, row, first, Math.Min(first + (tilesOfTask * TTile.Rows), rowEnd), task % panels, scale);
            });
    }

    /// <summary>Tiles below each other that stay in the second-level cache while the panels pass by, so few that the threads end
    /// together.</summary>
    int TilesOfTask(int tiles, int panels, int terms)
    {
        var most = Math.Max(1, BytesOfRows / (terms * sizeof(T) * TTile.Rows));
        var parts = ParallelBlocks.Count(tiles, most);
        if (_threads > 1)
        {
            parts = Math.Clamp(ParallelBlocks.Count(TasksOfThread * _threads, panels), parts, tiles);
        }

        return ParallelBlocks.Count(tiles, parts);
    }

    /// <summary>Copies panels that lie beside each other: whole ones row by row, so that memory is read in its order.</summary>
    void PackPanels(Block block, int from, int to)
    {
        var column = block.Column + ((block.FirstPacked + from) * TTile.Columns);
        var end = block.Column + block.Columns;
        var size = (nint)TTile.Columns * block.Terms;
        var target = (T*)block.PackedB + (from * size);
        var panels = to - from;
        var whole = _b.ColumnStride == 1 ? Math.Min(panels, (end - column) / TTile.Columns) : 0;
        for (var row = 0; row < block.Terms && whole > 0; row++)
        {
            var source = _b.At(block.Term + row, column);
            var line = target + ((nint)row * TTile.Columns);
            for (var panel = 0; panel < whole; panel++)
            {
                new ReadOnlySpan<T>(source, TTile.Columns).CopyTo(new Span<T>(line, TTile.Columns));
                source += TTile.Columns;
                line += size;
            }
        }

        for (var panel = whole; panel < panels; panel++)
        {
            var first = column + (panel * TTile.Columns);
            var columns = Math.Min(TTile.Columns, end - first);
            ProductPanel<T>.Pack(_b.At(block.Term, first), _b.ColumnStride, _b.RowStride, columns, TTile.Columns, block.Terms, target + (panel * size));
        }
    }

    void PackRows(Block block, int start, int row, int rowEnd)
    {
        var target = (T*)block.PackedA + ((nint)(row - start) * block.Terms);
        while (row < rowEnd)
        {
            var rows = Math.Min(TTile.Rows, rowEnd - row);
            var height = TTile.HeightFor(rows);
            ProductPanel<T>.Pack(_a.At(row, block.Term), _a.RowStride, _a.ColumnStride, rows, height, block.Terms, target);
            target += (nint)height * block.Terms;
            row += rows;
        }
    }

    void MultiplyPanel(Block block, int start, int row, int rowEnd, int panel, ProductScale<T> scale)
    {
        var column = block.Column + (panel * TTile.Columns);
        var columns = Math.Min(TTile.Columns, block.Column + block.Columns - column);
        var isPacked = panel >= block.FirstPacked;
        var a = (T*)block.PackedA + ((nint)(row - start) * block.Terms);
        var b = isPacked ? (T*)block.PackedB + ((nint)(panel - block.FirstPacked) * TTile.Columns * block.Terms) : _b.At(block.Term, column);
        var bStride = isPacked ? TTile.Columns : _b.RowStride;
        while (row < rowEnd)
        {
            var rows = Math.Min(TTile.Rows, rowEnd - row);
            var height = TTile.HeightFor(rows);
            var c = _c + ((nint)row * _cStride) + column;
            if (LowerOnly && column > row + rows - 1)
            {
                // Above the diagonal.
            }
            else if (rows == height && columns == TTile.Columns)
            {
                TTile.Run(height, block.Terms, a, b, bStride, c, _cStride, scale);
            }
            else
            {
                MultiplyEdge(height, rows, columns, block.Terms, a, b, bStride, c, scale);
            }

            a += (nint)height * block.Terms;
            row += rows;
        }
    }

    // A whole tile beside C, of which C takes the part that is there.
    void MultiplyEdge(int height, int rows, int columns, int terms, T* a, T* b, nint bStride, T* c, ProductScale<T> scale)
    {
        var tile = stackalloc T[TTile.Rows * TTile.Columns];
        TTile.Run(height, terms, a, b, bStride, tile, TTile.Columns, new(scale.Alpha, T.Zero));
        for (var row = 0; row < rows; row++)
        {
            var to = c + ((nint)row * _cStride);
            var from = tile + (row * TTile.Columns);
            for (var column = 0; column < columns; column++)
            {
                to[column] = scale.Beta == T.Zero ? from[column] : (scale.Beta * to[column]) + from[column];
            }
        }
    }

    /// <summary>The part of the product that is being worked on: some columns and some terms, with the packed panels of B and A.</summary>
    readonly record struct Block(int Column, int Columns, int Term, int Terms, int FirstPacked, nint PackedB, nint PackedA);

    static class Rented
    {
        const int Alignment = 64;

        internal static T[] Of(int count) => ArrayPool<T>.Shared.Rent(count + (Alignment / sizeof(T)));

        internal static T* Aligned(T* start) => (T*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
