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

    // 4,096 columns of 4 kB: fits a share of the last-level cache.
    const int ColumnsAtOnce = 4096;

    // Deep enough that reading and writing C between blocks costs little; a panel of B and a tile's rows of A then stream from the
    // second-level cache.
    const int TermsAtOnce = 512;

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
        var packed = Rented.Of((panels - firstPacked) * TTile.Columns * terms);
        try
        {
            fixed (T* start = packed)
            {
                var b = Rented.Aligned(start);
                ParallelBlocks.For(panels - firstPacked, Math.Max(1, (panels - firstPacked) / (4 * _threads)), _threads, (_, from, to) =>
                {
                    var first = column + ((firstPacked + from) * TTile.Columns);
                    PackPanels(first, column + columns, term, terms, b + ((nint)from * TTile.Columns * terms), to - from);
                });
                Multiply(new(column, columns, term, terms, firstPacked, (nint)b), scale);
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(packed);
        }
    }

    /// <summary>Copies panels that lie beside each other: whole ones row by row, so that memory is read in its order.</summary>
    void PackPanels(int column, int end, int term, int terms, T* target, int panels)
    {
        var size = (nint)TTile.Columns * terms;
        var whole = _b.ColumnStride == 1 ? Math.Min(panels, (end - column) / TTile.Columns) : 0;
        for (var row = 0; row < terms && whole > 0; row++)
        {
            var from = _b.At(term + row, column);
            var to = target + ((nint)row * TTile.Columns);
            for (var panel = 0; panel < whole; panel++)
            {
                new ReadOnlySpan<T>(from, TTile.Columns).CopyTo(new Span<T>(to, TTile.Columns));
                from += TTile.Columns;
                to += size;
            }
        }

        for (var panel = whole; panel < panels; panel++)
        {
            var first = column + (panel * TTile.Columns);
            var columns = Math.Min(TTile.Columns, end - first);
            ProductPanel<T>.Pack(_b.At(term, first), _b.ColumnStride, _b.RowStride, columns, TTile.Columns, terms, target + (panel * size));
        }
    }

    /// <summary>Shares the tiles of a block out: by rows first, since each share packs its own rows; by columns where there are too few
    /// rows.</summary>
    void Multiply(Block block, ProductScale<T> scale)
    {
        var most = Math.Max(1, BytesOfRows / (block.Terms * sizeof(T) * TTile.Rows)) * TTile.Rows;
        var fair = ((_rows / (4 * _threads)) + TTile.Rows) / TTile.Rows * TTile.Rows;
        var rowsOfTask = _threads == 1 ? most : Math.Clamp(fair, TTile.Rows, most);
        var rowTasks = ParallelBlocks.Count(_rows, rowsOfTask);
        var panels = (block.Columns + TTile.Columns - 1) / TTile.Columns;
        var columnTasks = _threads == 1 || rowTasks >= 2 * _threads ? 1 : Math.Min(panels, ((4 * _threads) + rowTasks - 1) / rowTasks);
        var panelsOfTask = (panels + columnTasks - 1) / columnTasks;
        columnTasks = ParallelBlocks.Count(panels, panelsOfTask);
        ParallelBlocks.For(rowTasks * columnTasks, 1, _threads, (task, _, _) =>
        {
            var row = task / columnTasks * rowsOfTask;
            var panel = task % columnTasks * panelsOfTask;
            MultiplyRows(block, row, Math.Min(row + rowsOfTask, _rows), panel, Math.Min(panel + panelsOfTask, panels), scale);
        });
    }

    void MultiplyRows(Block block, int row, int rowEnd, int panel, int panelEnd, ProductScale<T> scale)
    {
        var packed = Rented.Of((rowEnd - row + TTile.Rows) * block.Terms);
        try
        {
            fixed (T* start = packed)
            {
                var a = Rented.Aligned(start);
                PackRows(row, rowEnd, block.Term, block.Terms, a);
                for (; panel < panelEnd; panel++)
                {
                    MultiplyPanel(block, row, rowEnd, panel, a, scale);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(packed);
        }
    }

    void PackRows(int row, int rowEnd, int term, int terms, T* target)
    {
        while (row < rowEnd)
        {
            var rows = Math.Min(TTile.Rows, rowEnd - row);
            var height = TTile.HeightFor(rows);
            ProductPanel<T>.Pack(_a.At(row, term), _a.RowStride, _a.ColumnStride, rows, height, terms, target);
            target += height * terms;
            row += rows;
        }
    }

    void MultiplyPanel(Block block, int row, int rowEnd, int panel, T* a, ProductScale<T> scale)
    {
        var column = block.Column + (panel * TTile.Columns);
        var columns = Math.Min(TTile.Columns, block.Column + block.Columns - column);
        var isPacked = panel >= block.FirstPacked;
        var b = isPacked ? (T*)block.Packed + ((nint)(panel - block.FirstPacked) * TTile.Columns * block.Terms) : _b.At(block.Term, column);
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

            a += height * block.Terms;
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

    /// <summary>The part of the product that is being worked on: some columns and some terms, with the packed panels of B.</summary>
    readonly record struct Block(int Column, int Columns, int Term, int Terms, int FirstPacked, nint Packed);

    static class Rented
    {
        const int Alignment = 64;

        internal static T[] Of(int count) => ArrayPool<T>.Shared.Rent(count + (Alignment / sizeof(T)));

        internal static T* Aligned(T* start) => (T*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
