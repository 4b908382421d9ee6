using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The matrix S = D^−½ W D^−½ of a graph, W its weights and D their sums by row. Its eigenvalues lie from −1 to 1; the largest is 1, of the vector of the roots of the sums, and 1 − S is the
/// normalised Laplacian.
/// </summary>
sealed class GraphMatrix
{
    /// <summary>Vectors are multiplied this many at a time, beside each other.</summary>
    internal const int Lanes = 8;

    const int RowsOfTask = 512;

    readonly NeighbourGraph _graph;
    readonly double[] _weights;
    readonly FitOptions _options;

    internal GraphMatrix(NeighbourGraph graph, FitOptions options)
    {
        (_graph, _options) = (graph, options);
        Trivial = new double[graph.RowCount];
        _weights = new double[graph.Weights.Length];
        var all = Sum.Of(graph.Weights);
        for (var row = 0; row < graph.RowCount; row++)
        {
            Trivial[row] = Math.Sqrt(Sum.Of(graph.Weights.AsSpan(graph.Starts[row]..graph.Starts[row + 1])) / all);
        }

        for (var row = 0; row < graph.RowCount; row++)
        {
            for (var edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++)
            {
                _weights[edge] = graph.Weights[edge] / all / (Trivial[row] * Trivial[graph.Neighbours[edge]]);
            }
        }
    }

    internal int RowCount => _graph.RowCount;

    /// <summary>The eigenvector of the eigenvalue 1, of length 1.</summary>
    internal double[] Trivial { get; }

    /// <summary>S as it is, n × n, for a graph of few rows.</summary>
    internal double[] Dense()
    {
        var n = RowCount;
        var all = new double[n * n];
        for (var row = 0; row < n; row++)
        {
            for (var edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
            {
                all[(row * n) + _graph.Neighbours[edge]] = _weights[edge];
            }
        }

        return all;
    }

    /// <summary>z = scale (S y − shift y) − z, the step of a polynomial with three terms.</summary>
    /// <param name="y">n × width, row-major; width a multiple of <see cref="Lanes"/>.</param>
    /// <param name="shift">What is taken from the diagonal of S.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="z">n × width.</param>
    internal void Step(double[] y, double shift, double scale, double[] z)
    {
        var width = y.Length / RowCount;
        ParallelBlocks.For(
            RowCount,
            RowsOfTask,
            _options.MaxThreads,
            (_, start, end) =>
            {
                for (var first = 0; first < width; first += Lanes)
                {
                    StepLanes(start, end, y, shift, scale, z, width, first);
                }
            },
            _options.CancellationToken);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void StepLanes(int start, int end, double[] y, double shift, double scale, double[] z, int width, int first)
    {
        ref var from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(y), first);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(z), first);
        var (minus, factor) = (Vector512.Create(-shift), Vector512.Create(scale));
        for (var row = start; row < end; row++)
        {
            var sum = minus * Vector512.LoadUnsafe(ref from, (nuint)row * (nuint)width);
            for (var edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
            {
                sum += Vector512.Create(_weights[edge]) * Vector512.LoadUnsafe(ref from, (nuint)_graph.Neighbours[edge] * (nuint)width);
            }

            var place = (nuint)row * (nuint)width;
            ((factor * sum) - Vector512.LoadUnsafe(ref to, place)).StoreUnsafe(ref to, place);
        }
    }
}
