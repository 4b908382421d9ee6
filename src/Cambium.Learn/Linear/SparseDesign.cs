using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The places of sparse columns that take part in a linear learner's work, kept row by row and place by place.</summary>
sealed class SparseDesign
{
    readonly CsrMatrix _rows; // n × places
    readonly CsrMatrix _places; // places × n

    SparseDesign(CsrMatrix places) => (_places, _rows) = (places, places.Transpose());

    /// <summary>The number of places.</summary>
    internal int Count => _places.RowCount;

    /// <summary>The number of entries.</summary>
    internal int EntryCount => _places.EntryCount;

    /// <summary>The rows that hold a place, ascending.</summary>
    internal ReadOnlySpan<int> Rows(int place) => _places.RowIndices(place);

    /// <summary>Their numbers.</summary>
    internal ReadOnlySpan<double> Values(int place) => _places.RowValues(place);

    /// <summary>The places that a row holds, ascending.</summary>
    internal ReadOnlySpan<int> Places(int row) => _rows.RowIndices(row);

    /// <summary>Their numbers.</summary>
    internal ReadOnlySpan<double> RowValues(int row) => _rows.RowValues(row);

    /// <summary>The same with each place's numbers divided by its scale.</summary>
    internal SparseDesign Scaled(ReadOnlySpan<double> scales)
    {
        var values = new double[EntryCount];
        for (var place = 0; place < Count; place++)
        {
            for (var entry = _places.Starts[place]; entry < _places.Starts[place + 1]; entry++)
            {
                values[entry] = _places.Values[entry] / scales[place];
            }
        }

        return new SparseDesign(new CsrMatrix(Count, _places.ColumnCount, _places.Starts.ToArray(), _places.Indices.ToArray(), values));
    }

    /// <summary>z += X w for a run of rows.</summary>
    internal void AddProducts(int row, ReadOnlySpan<double> weights, Span<double> z)
    {
        for (var i = 0; i < z.Length; i++)
        {
            z[i] += SparseDot.Of(_rows.RowIndices(row + i), _rows.RowValues(row + i), weights);
        }
    }

    /// <summary>Xᵀ r, one number a place.</summary>
    /// <param name="r">One number a row.</param>
    /// <param name="products">Overwritten.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal void Transposed(double[] r, Memory<double> products, FitOptions options) => ParallelBlocks.For(
        Count,
        PlacesAtOnce(EntryCount, Count),
        options.MaxThreads,
        (_, from, to) =>
        {
            var sums = products.Span;
            for (var place = from; place < to; place++)
            {
                sums[place] = SparseDot.Of(_places.RowIndices(place), _places.RowValues(place), r);
            }
        },
        options.CancellationToken);

    /// <summary>Writes √s (x − mean) / scale for a run of rows, a place after another.</summary>
    internal void Standardize(int row, int count, ReadOnlySpan<double> means, ReadOnlySpan<double> scales, double[] rootWeights, Span<double> standard)
    {
        for (var place = 0; place < Count; place++)
        {
            var own = standard.Slice(place * count, count);
            own.Fill(-means[place] / scales[place]);
        }

        for (var i = 0; i < count; i++)
        {
            var places = Places(row + i);
            var values = RowValues(row + i);
            for (var entry = 0; entry < places.Length; entry++)
            {
                var place = places[entry];
                standard[(place * count) + i] = (values[entry] - means[place]) / scales[place];
            }
        }

        for (var place = 0; place < Count && rootWeights.Length > 0; place++)
        {
            var own = standard.Slice(place * count, count);
            ScaleShift.Into(own, 0, 1, rootWeights.AsSpan(row, count), own);
        }
    }

    /// <summary>Measures features of which some are sparse.</summary>
    internal static LinearDesign Measure(FeatureMatrix features, double[] weights, double total, bool intercept, FitOptions options)
    {
        var featureCount = WideFeatures.Count(features.Features);
        var dense = new List<(ReadOnlyMemory<double> Values, int Feature, ColumnMoments Moments)>();
        var sparse = new List<(CsrMatrix ByPlace, int Place, int Feature, ColumnMoments Moments)>();
        var offset = 0;
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (features.Sparse(feature) is not { } vectors)
            {
                AddDense(features.ColumnMemory(feature), offset++);
                continue;
            }

            var byPlace = vectors.Matrix.Transpose();
            for (var place = 0; place < vectors.Width; place++, offset++)
            {
                var rows = byPlace.RowIndices(place);
                if (rows.Length > features.RowCount / 2)
                {
                    AddDense(WrittenOut(rows, byPlace.RowValues(place), features.RowCount), offset);
                }
                else if (Moments(rows, byPlace.RowValues(place), weights, total) is var moments && LinearDesign.Scale(moments, intercept) > 0)
                {
                    sparse.Add((byPlace, place, offset, moments));
                }
            }
        }

        var all = dense.Select(column => (column.Feature, column.Moments)).Concat(sparse.Select(column => (column.Feature, column.Moments))).ToArray();
        return new LinearDesign(
            [.. dense.Select(column => column.Values)],
            new SparseDesign(Joined(sparse, features.RowCount)),
            Array.ConvertAll(all, column => column.Feature),
            featureCount,
            Array.ConvertAll(all, column => intercept ? column.Moments.Mean : 0),
            Array.ConvertAll(all, column => LinearDesign.Scale(column.Moments, intercept)),
            features.RowCount,
            weights,
            total);

        void AddDense(ReadOnlyMemory<double> values, int feature)
        {
            var moments = ColumnMoments.Of(values.Span, weights, total);
            if (LinearDesign.Scale(moments, intercept) > 0)
            {
                dense.Add((values, feature, moments));
            }
        }
    }

    static double[] WrittenOut(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, int rowCount)
    {
        var column = new double[rowCount];
        for (var entry = 0; entry < rows.Length; entry++)
        {
            column[rows[entry]] = values[entry];
        }

        return column;
    }

    /// <summary>The mean and spread of a place, its zeros included.</summary>
    static ColumnMoments Moments(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, double[] weights, double total)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        // Squares neither overflow nor vanish; a power of two costs no digit.
        var unit = largest is > 1e100 or (< 1e-100 and > 0) ? Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000)) : 1;
        var (held, sum) = (0.0, 0.0);
        for (var entry = 0; entry < rows.Length; entry++)
        {
            var weight = weights.Length == 0 ? 1 : weights[rows[entry]];
            held += weight;
            sum += weight * (values[entry] / unit);
        }

        var mean = sum / total;
        var squares = Math.Max(0, total - held) * mean * mean;
        for (var entry = 0; entry < rows.Length; entry++)
        {
            var apart = (values[entry] / unit) - mean;
            squares += (weights.Length == 0 ? 1 : weights[rows[entry]]) * apart * apart;
        }

        return new ColumnMoments(mean * unit, Math.Sqrt(squares / total) * unit);
    }

    static CsrMatrix Joined(List<(CsrMatrix ByPlace, int Place, int Feature, ColumnMoments Moments)> kept, int rowCount)
    {
        var starts = new int[kept.Count + 1];
        for (var i = 0; i < kept.Count; i++)
        {
            starts[i + 1] = checked(starts[i] + kept[i].ByPlace.RowIndices(kept[i].Place).Length);
        }

        var rows = new int[starts[^1]];
        var values = new double[starts[^1]];
        for (var i = 0; i < kept.Count; i++)
        {
            kept[i].ByPlace.RowIndices(kept[i].Place).CopyTo(rows.AsSpan(starts[i]));
            kept[i].ByPlace.RowValues(kept[i].Place).CopyTo(values.AsSpan(starts[i]));
        }

        return new CsrMatrix(kept.Count, rowCount, starts, rows, values);
    }

    // Enough work to be worth handing over.
    static int PlacesAtOnce(int entries, int places) => Math.Max(1, (int)Math.Min(places, 50_000L * places / Math.Max(1, entries)));
}
