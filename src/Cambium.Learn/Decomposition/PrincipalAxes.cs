using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The leading right singular vectors of n rows of p columns, less a shift of each column.</summary>
/// <param name="Vectors">k × p, row-major; the component of the largest size is positive.</param>
/// <param name="Values">k singular values, the largest first.</param>
/// <param name="TotalSquares">The sum of the squares of all numbers: that of the squares of all singular values.</param>
sealed record PrincipalAxes(double[] Vectors, double[] Values, double TotalSquares)
{
    // Deep enough that the product's blocks of terms are whole, small enough that 200 columns stay in the last-level cache.
    const int RowsAtOnce = 2048;

    /// <summary>Finds the leading vectors.</summary>
    /// <param name="columns">The numbers.</param>
    /// <param name="shifts">What is taken from each column.</param>
    /// <param name="largest">The largest size of a number once that is done; 0 where all are 0.</param>
    /// <param name="plan">How many, and how.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    internal static PrincipalAxes Of(NumberColumns columns, double[] shifts, double largest, AxesPlan plan, FitOptions options)
    {
        // Squares must neither overflow nor vanish; a power of two costs no digit.
        var scale = PowerOfTwo.Near(largest, nameof(columns));
        var axes = plan.Randomised ? RangeFinder.Of(columns, shifts, 1 / scale, plan, options)
            : columns.Rows < columns.Count ? OfRows(columns, shifts, 1 / scale, plan)
            : OfPairs(columns, shifts, 1 / scale, plan, options);
        return new PrincipalAxes(axes.Vectors, [.. axes.Values.Select(value => value * scale)], axes.TotalSquares * scale * scale);
    }

    /// <summary>Finds the leading vectors of sparse columns.</summary>
    internal static PrincipalAxes Of(SparseNumbers numbers, AxesPlan plan, FitOptions options)
    {
        if (plan.Randomised)
        {
            return RangeFinder.Of(numbers, plan, options);
        }

        return numbers.Rows < numbers.Count
            ? OfRows(numbers.WrittenOut(), numbers.Rows, numbers.Count, plan)
            : OfPairs(numbers.Pairs(options), numbers.Count, plan, options);
    }

    /// <summary>From the products of all pairs of columns.</summary>
    static PrincipalAxes OfPairs(NumberColumns columns, double[] shifts, double factor, AxesPlan plan, FitOptions options)
    {
        var (n, p) = (columns.Rows, columns.Count);
        var pairs = new double[checked(p * p)];
        var block = new double[p * Math.Min(n, RowsAtOnce)];
        for (var start = 0; start < n; start += RowsAtOnce)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Progress?.Report(new FitProgress("rows", start, n));
            var m = Math.Min(RowsAtOnce, n - start);
            var first = start;
            ParallelBlocks.For(p, 16, options.MaxThreads, (_, from, to) =>
            {
                for (var column = from; column < to; column++)
                {
                    ScaleShift.Into(columns[column].Slice(first, m), shifts[column], factor, [], block.AsSpan(column * m, m));
                }
            });
            MatrixProduct.AddSquare(1, new MatrixView<double>(block, p, m), 1, new MatrixSpan<double>(pairs, p, p), options.MaxThreads);
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("rows", n, n));
        return OfPairs(pairs, p, plan, options);
    }

    /// <summary>From the products of all pairs of p columns, p × p, the lower triangle.</summary>
    internal static PrincipalAxes OfPairs(double[] pairs, int p, AxesPlan plan, FitOptions options)
    {
        var total = 0.0;
        for (var column = 0; column < p; column++)
        {
            total += pairs[column * (p + 1)];
        }

        var eigen = SymmetricEigen.Of(pairs, p, options.MaxThreads);
        var k = plan.Count;
        var values = Array.ConvertAll(eigen.Values[..k].ToArray(), value => Math.Sqrt(Math.Max(0, value)));
        return new PrincipalAxes(eigen.Vectors[..(k * p)].ToArray(), values, total);
    }

    /// <summary>From the rows, which are fewer than the columns.</summary>
    static PrincipalAxes OfRows(NumberColumns columns, double[] shifts, double factor, AxesPlan plan)
    {
        var (n, p) = (columns.Rows, columns.Count);
        var all = new double[checked(p * n)];
        columns.Copy(0, shifts, factor, all);
        return OfRows(all, n, p, plan);
    }

    static PrincipalAxes OfRows(double[] all, int n, int p, AxesPlan plan)
    {
        var found = SingularValues.Of(new MatrixView<double>(all, p, n).Transposed);
        var total = 0.0;
        foreach (var value in found.Values)
        {
            total += value * value;
        }

        return new PrincipalAxes(found.Right[..(plan.Count * p)].ToArray(), found.Values[..plan.Count].ToArray(), total);
    }
}
