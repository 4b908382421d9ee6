namespace Cambium.Numerics;

/// <summary>
/// Products with a matrix whose columns lie in separate memory, n × p, for a run of rows short enough to stay in the cache between both directions.
/// Columns are taken four at a time; nothing is copied.
/// </summary>
static class ColumnProduct
{
    /// <summary>z += X w for the rows from <paramref name="start"/> on, as many as z has items.</summary>
    /// <param name="columns">The p columns.</param>
    /// <param name="start">The first row.</param>
    /// <param name="w">One number a column.</param>
    /// <param name="z">One number a row of the run.</param>
    internal static void Add(ReadOnlySpan<ReadOnlyMemory<double>> columns, int start, ReadOnlySpan<double> w, Span<double> z)
    {
        Lengths.ThrowIfDifferent(columns.Length, w.Length, nameof(w));
        var j = 0;
        for (; j + 4 <= columns.Length; j += 4)
        {
            AddScaled.Into(
                w.Slice(j, 4),
                columns[j].Span.Slice(start, z.Length),
                columns[j + 1].Span.Slice(start, z.Length),
                columns[j + 2].Span.Slice(start, z.Length),
                columns[j + 3].Span.Slice(start, z.Length),
                z);
        }

        for (; j < columns.Length; j++)
        {
            AddScaled.Into(w[j], columns[j].Span.Slice(start, z.Length), z);
        }
    }

    /// <summary>g += Xᵀ r for the rows from <paramref name="start"/> on, as many as r has items.</summary>
    /// <param name="columns">The p columns.</param>
    /// <param name="start">The first row.</param>
    /// <param name="r">One number a row of the run.</param>
    /// <param name="g">One number a column.</param>
    internal static void AddTransposed(ReadOnlySpan<ReadOnlyMemory<double>> columns, int start, ReadOnlySpan<double> r, Span<double> g)
    {
        Lengths.ThrowIfDifferent(columns.Length, g.Length, nameof(g));
        var j = 0;
        for (; j + 4 <= columns.Length; j += 4)
        {
            var (s0, s1, s2, s3) = Dot.Of(
                columns[j].Span.Slice(start, r.Length),
                columns[j + 1].Span.Slice(start, r.Length),
                columns[j + 2].Span.Slice(start, r.Length),
                columns[j + 3].Span.Slice(start, r.Length),
                r);
            g[j] += s0;
            g[j + 1] += s1;
            g[j + 2] += s2;
            g[j + 3] += s3;
        }

        for (; j < columns.Length; j++)
        {
            g[j] += Dot.Of(columns[j].Span.Slice(start, r.Length), r);
        }
    }
}
