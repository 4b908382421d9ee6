using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Multiplies by the standardised columns of a design and by their transpose.</summary>
sealed class StandardProducts
{
    readonly LinearDesign _design;
    readonly FitOptions _options;
    readonly double[] _weights; // in the columns' own units
    readonly int _blockSize;

    internal StandardProducts(LinearDesign design, FitOptions options)
    {
        _design = design;
        _options = options;
        _weights = new double[design.Count];
        _blockSize = LinearRows.Block(design.RowCount, design.RowWork, 1);
    }

    /// <summary>z = Z u.</summary>
    internal void Of(ReadOnlySpan<double> u, double[] z)
    {
        var constant = 0.0;
        for (var j = 0; j < _weights.Length; j++)
        {
            _weights[j] = u[j] / _design.Scales[j];
            constant -= _weights[j] * _design.Means[j];
        }

        ParallelBlocks.For(
            z.Length,
            _blockSize,
            _options.MaxThreads,
            (_, start, end) =>
            {
                z.AsSpan(start, end - start).Fill(constant);
                _design.AddProducts(start, _weights, z.AsSpan(start, end - start));
            },
            _options.CancellationToken);
    }

    /// <summary>q = Zᵀ r.</summary>
    internal void Transposed(double[] r, double[] q)
    {
        var dense = _design.Columns.Length;
        var sum = Sum.Of(r);
        ParallelBlocks.For(dense, 1, _options.MaxThreads, (_, j, _) => q[j] = Dot.Of(_design.Columns[j].Span, r), _options.CancellationToken);
        _design.Sparse?.Transposed(r, q.AsMemory(dense), _options);
        for (var j = 0; j < q.Length; j++)
        {
            q[j] = (q[j] - (_design.Means[j] * sum)) / _design.Scales[j];
        }
    }
}
