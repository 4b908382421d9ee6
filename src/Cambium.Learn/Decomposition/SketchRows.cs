using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A copy of a matrix X of n rows and p columns that a few vectors are multiplied by, again and again: in blocks of rows that stay in the
/// cache while X and Xᵀ are applied one after the other, so that a round reads it from memory once.
/// </summary>
/// <remarks>Each block is column by column. Sums over rows are made in parts whose borders depend on n alone.</remarks>
sealed class SketchRows : IMatrixSides, IDisposable
{
    // 64 rows of 2,000 columns take 1 MB, the second-level cache of current server cores.
    const int RowsOfBlock = 64;

    // The product copies what it multiplies by; a strip of a block and its copy stay close.
    const int ColumnsOfStrip = 256;

    // As many sums of p × width numbers are held; enough for the threads of a large machine.
    const int MostParts = 16;

    readonly NativeArray<double> _values; // block after block
    readonly int _blocks;
    readonly double[][] _parts;
    readonly int _n;
    readonly int _p;
    readonly FitOptions _options;

    internal SketchRows(NumberColumns columns, double[] shifts, double factor, FitOptions options)
    {
        (_n, _p, _options) = (columns.Rows, columns.Count, options);
        _blocks = ParallelBlocks.Count(_n, RowsOfBlock);
        _parts = new double[ParallelBlocks.Count(_blocks, BlocksOfPart)][];
        _values = new NativeArray<double>((long)_n * _p);
        var squares = new double[_blocks];
        try
        {
            ParallelBlocks.For(_blocks, 1, options.MaxThreads, (block, _, _) =>
            {
                var values = Block(block);
                columns.Copy(block * RowsOfBlock, shifts, factor, values);
                squares[block] = Dot.Of(values, values);
            });
        }
        catch
        {
            _values.Dispose();
            throw;
        }

        Squares = Sum.Of(squares);
    }

    /// <summary>The sum of the squares of all numbers.</summary>
    internal double Squares { get; }

    /// <inheritdoc/>
    public void ToRows(double[] across, double[] along) => For(_blocks, block =>
    {
        var (start, m) = RowsOf(block);
        ToBlock(block, across, new MatrixSpan<double>(along.AsSpan(start), across.Length / _p, m, _n));
    });

    /// <inheritdoc/>
    public void ToColumns(double[] along, double[] across) => AddParts(across, () => (block, sums) =>
    {
        var (start, m) = RowsOf(block);
        AddBlock(block, new MatrixView<double>(along.AsSpan(start), along.Length / _n, m, _n), sums);
    });

    /// <inheritdoc/>
    public void Round(double[] across)
    {
        var width = across.Length / _p;
        var from = (double[])across.Clone();
        AddParts(across, () =>
        {
            var along = new double[width * RowsOfBlock];
            return (block, sums) =>
            {
                var m = RowsOf(block).Count;
                ToBlock(block, from, new MatrixSpan<double>(along, width, m));
                AddBlock(block, new MatrixView<double>(along, width, m), sums);
            };
        });
    }

    /// <summary>Gives the copy back.</summary>
    public void Dispose() => _values.Dispose();

    int BlocksOfPart => ParallelBlocks.Count(_blocks, MostParts);

    unsafe Span<double> Block(int block)
    {
        var (start, m) = RowsOf(block);
        return new(_values.Pointer + ((long)start * _p), checked(m * _p));
    }

    (int Start, int Count) RowsOf(int block) => (block * RowsOfBlock, Math.Min(RowsOfBlock, _n - (block * RowsOfBlock)));

    void ToBlock(int block, double[] across, MatrixSpan<double> target)
    {
        var x = new MatrixView<double>(Block(block), _p, target.Columns);
        MatrixProduct.Of(new MatrixView<double>(across, target.Rows, _p), x, target, maxThreads: 1);
    }

    void AddBlock(int block, MatrixView<double> along, double[] sums)
    {
        for (var first = 0; first < _p; first += ColumnsOfStrip)
        {
            var count = Math.Min(ColumnsOfStrip, _p - first);
            var x = new MatrixView<double>(Block(block)[(first * along.Columns)..], count, along.Columns).Transposed;
            MatrixProduct.Add(1, along, x, 1, new MatrixSpan<double>(sums.AsSpan(first), along.Rows, count, _p), maxThreads: 1);
        }
    }

    /// <summary>Adds up what each block gives, part by part.</summary>
    /// <param name="target">Receives the sums.</param>
    /// <param name="worker">Makes what adds a block to sums; called once a part.</param>
    void AddParts(double[] target, Func<Action<int, double[]>> worker)
    {
        var blocksOfPart = BlocksOfPart;
        For(_parts.Length, part =>
        {
            var sums = _parts[part] ??= new double[target.Length];
            Array.Clear(sums);
            var add = worker();
            for (var block = part * blocksOfPart; block < Math.Min((part + 1) * blocksOfPart, _blocks); block++)
            {
                add(block, sums);
            }
        });
        _parts[0].CopyTo(target, 0);
        foreach (var part in _parts.AsSpan(1))
        {
            AddScaled.Into(1, part, target);
        }
    }

    void For(int count, Action<int> body) =>
        ParallelBlocks.For(count, 1, _options.MaxThreads, (number, _, _) => body(number), _options.CancellationToken);
}
