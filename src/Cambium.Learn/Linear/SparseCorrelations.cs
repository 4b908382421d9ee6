using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Inner products of standardised columns of which some are sparse: sums over the entries alone, from which the part of the means is taken away. Time O(Σ squares of the entries of a row,
/// plus entries · columns of numbers), memory that of the result.
/// </summary>
static class SparseCorrelations
{
    /// <summary>Adds the sparse places to the inner products of the columns of numbers.</summary>
    /// <param name="design">The columns.</param>
    /// <param name="extraFirst">Whether the column that is none of the design's is the first of all; else it is the last.</param>
    /// <param name="columns">m columns of numbers, that one among them.</param>
    /// <param name="means">Theirs.</param>
    /// <param name="scales">Theirs.</param>
    /// <param name="pairs">Their inner products, m × m, the lower triangle.</param>
    /// <param name="rootWeights">√s, one a row; empty where every row counts 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>The lower triangle, row-major, in the order of the design, the other column first or last.</returns>
    internal static double[] Join(
        LinearDesign design, bool extraFirst, ReadOnlyMemory<double>[] columns, double[] means, double[] scales, double[] pairs, double[] rootWeights, FitOptions options)
    {
        var dense = design.Columns.Length;
        var centres = new double[design.Count - dense]; // of the places, in units of their scales
        for (var place = 0; place < centres.Length; place++)
        {
            centres[place] = design.Means[dense + place] / design.Scales[dense + place];
        }

        var sparse = design.Sparse!.Scaled(design.Scales.AsSpan(dense)); // a design without sparse places has nothing to join
        var (m, q, n) = (columns.Length, centres.Length, design.RowCount);
        var weights = new double[n];
        for (var row = 0; row < n; row++)
        {
            weights[row] = rootWeights.Length == 0 ? 1 : rootWeights[row] * rootWeights[row];
        }

        var size = m + q;
        var joined = new double[checked(size * size)];
        var before = extraFirst ? m : m - 1; // columns of numbers that come before the places
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                joined[(Place(i) * size) + Place(j)] = pairs[(i * m) + j];
            }
        }

        var ofPlaces = new double[q]; // Σ s x
        sparse.Transposed(weights, ofPlaces, options);
        AddPlaces(sparse, centres, ofPlaces, Sum.Of(weights), weights, joined, before, options);
        ParallelBlocks.For(
            m,
            1,
            options.MaxThreads,
            (_, column, _) =>
            {
                // √s is within the weights, so that each row's number counts by its weight.
                var standard = new double[n];
                ScaleShift.Into(columns[column].Span, means[column], 1 / scales[column], weights, standard);
                var sum = Sum.Of(standard);
                for (var place = 0; place < q; place++)
                {
                    var product = SparseDot.Of(sparse.Rows(place), sparse.Values(place), standard) - (centres[place] * sum);
                    var (a, b) = (Place(column), before + place);
                    joined[(Math.Max(a, b) * size) + Math.Min(a, b)] = product;
                }
            },
            options.CancellationToken);
        return joined;

        int Place(int column) => column < before ? column : column + q;
    }

    /// <summary>Pairs of places: a row of the result gathers the rows of the table that hold its place.</summary>
    static void AddPlaces(
        SparseDesign sparse, double[] centres, double[] ofPlaces, double total, double[] weights, double[] joined, int before, FitOptions options)
    {
        var size = (int)Math.Round(Math.Sqrt(joined.Length));
        ParallelBlocks.For(sparse.Count, 8, options.MaxThreads, AddRows, options.CancellationToken);

        void AddRows(int block, int from, int to)
        {
            for (var place = from; place < to; place++)
            {
                // Up to the diagonal; places ascend within a row.
                var own = joined.AsSpan(((before + place) * size) + before, place + 1);
                var rows = sparse.Rows(place);
                var values = sparse.Values(place);
                for (var entry = 0; entry < rows.Length; entry++)
                {
                    var factor = values[entry] * weights[rows[entry]];
                    var others = sparse.Places(rows[entry]);
                    var numbers = sparse.RowValues(rows[entry]);
                    for (var i = 0; i < others.Length && others[i] <= place; i++)
                    {
                        own[others[i]] += factor * numbers[i];
                    }
                }

                for (var other = 0; other <= place; other++)
                {
                    own[other] += (centres[place] * centres[other] * total) - (centres[place] * ofPlaces[other]) - (centres[other] * ofPlaces[place]);
                }
            }
        }
    }
}
