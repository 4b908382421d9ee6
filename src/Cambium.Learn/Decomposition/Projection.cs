using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A linear map of columns: z = W (x − shift). Immutable.</summary>
sealed class Projection
{
    // A block of 200 columns fits the second-level cache.
    const int RowsAtOnce = 512;

    readonly double[] _weights;
    readonly double[] _shifts;

    /// <summary>Keeps the map.</summary>
    /// <param name="weights">W, k × p, row-major.</param>
    /// <param name="shifts">One number a column; empty: nothing is taken away.</param>
    /// <param name="p">Columns.</param>
    internal Projection(double[] weights, double[] shifts, int p)
    {
        _weights = weights;
        _shifts = shifts;
        Inputs = p;
    }

    /// <summary>p.</summary>
    internal int Inputs { get; }

    /// <summary>k.</summary>
    internal int Outputs => _weights.Length / Inputs;

    /// <summary>The map's values, k × n, row-major.</summary>
    internal double[] Of(NumberColumns columns, int maxThreads = 0, CancellationToken cancellationToken = default)
    {
        var n = columns.Rows;
        var projected = new double[checked(Outputs * n)];
        ParallelBlocks.For(
            n,
            RowsAtOnce,
            maxThreads,
            (_, start, end) =>
            {
                var m = end - start;
                var block = new double[Inputs * m];
                columns.Copy(start, _shifts, 1, block);
                var target = new MatrixSpan<double>(projected.AsSpan(start), Outputs, m, n);
                MatrixProduct.Of(new MatrixView<double>(_weights, Outputs, Inputs), new MatrixView<double>(block, Inputs, m), target, 1);
            },
            cancellationToken);
        return projected;
    }

    /// <summary>The values as columns of a name and a number from 1: "pc1".</summary>
    internal static Column[] Columns(string name, double[] values, int count)
    {
        var n = values.Length / Math.Max(1, count);
        return [.. Enumerable.Range(0, count).Select(i => Column.Of($"{name}{i + 1}", values.AsSpan(i * n, n).ToArray()))];
    }

    /// <summary>The names that <see cref="Columns"/> gives.</summary>
    internal static IEnumerable<string> Names(string name, int count) => Enumerable.Range(1, count).Select(i => $"{name}{i}");
}
