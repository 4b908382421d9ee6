using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Average and complete linkage: all distances are kept, the lower triangle row by row.</summary>
/// <remarks>Source of the update: G. N. Lance, W. T. Williams, "A General Theory of Classificatory Sorting Strategies", 1967.</remarks>
sealed unsafe class MatrixDistances : IClusterDistances, IDisposable
{
    readonly NativeArray<double> _triangle;
    readonly double[] _weights;
    readonly bool _average;

    internal MatrixDistances(PointTiles points, double[] weights, bool average, FitOptions options)
    {
        _weights = [.. weights];
        _average = average;
        var all = new ActivePoints(points);
        _triangle = new NativeArray<double>(Start(points.RowCount));
        try
        {
            ParallelBlocks.For(points.RowCount, 64, options.MaxThreads, (_, start, end) => Rows(all, start, end), options.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            _triangle.Dispose();
            throw;
        }
    }

    public void Dispose() => _triangle.Dispose();

    public void Of(int from, Span<double> distances)
    {
        new ReadOnlySpan<double>(_triangle.Pointer + Start(from), from).CopyTo(distances);
        distances[from] = double.PositiveInfinity;
        for (var other = from + 1; other < distances.Length; other++)
        {
            distances[other] = _triangle.Pointer[Start(other) + from];
        }
    }

    public void Merge(int kept, int gone, int count)
    {
        var (a, b) = (_weights[kept], _weights[gone]);
        for (var other = 0; other < count; other++)
        {
            if (other != kept && other != gone)
            {
                ref var distance = ref At(kept, other);
                var second = At(gone, other);
                distance = _average ? ((a * distance) + (b * second)) / (a + b) : Math.Max(distance, second);
            }
        }

        _weights[kept] = a + b;
        var last = count - 1;
        for (var other = 0; other < last && gone != last; other++)
        {
            if (other != gone)
            {
                At(gone, other) = At(last, other);
            }
        }

        _weights[gone] = _weights[last];
    }

    static long Start(int row) => row * (row - 1L) / 2;

    ref double At(int a, int b) => ref _triangle.Pointer[a > b ? Start(a) + b : Start(b) + a];

    void Rows(ActivePoints points, int start, int end)
    {
        for (var row = start; row < end; row++)
        {
            var distances = new Span<double>(_triangle.Pointer + Start(row), row);
            points.SquaredDistances(row, distances);
            for (var i = 0; i < row; i++)
            {
                distances[i] = Math.Sqrt(distances[i]);
            }
        }
    }
}
