using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Rows as a learner reads them that takes sparse columns: one matrix of all features, n × p, where a sparse column is as many of the p as it is wide,
/// in the order of the table's columns. Zeros of number columns are not kept.
/// </summary>
static class SparseRows
{
    /// <summary>The rows of a table as one matrix.</summary>
    /// <param name="table">A table, whose columns may stand in any order and may be more.</param>
    /// <param name="features">The features that were learned.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type or width than at training; the message lists all of them.</exception>
    internal static CsrMatrix From(Table table, EquatableArray<Feature> features) => From(FeatureMatrix.Build(table, features));

    /// <summary>All features as one matrix. A single sparse column is not copied.</summary>
    internal static CsrMatrix From(FeatureMatrix features)
    {
        if (features.FeatureCount == 1 && features.Sparse(0) is { } only)
        {
            return only.Matrix;
        }

        var starts = Starts(features);
        var indices = new int[starts[^1]];
        var values = new double[starts[^1]];
        for (var row = 0; row < features.RowCount; row++)
        {
            var (entry, offset) = (starts[row], 0);
            for (var feature = 0; feature < features.FeatureCount; feature++)
            {
                if (features.Sparse(feature) is { } vectors)
                {
                    var places = vectors.Matrix.RowIndices(row);
                    for (var i = 0; i < places.Length; i++)
                    {
                        indices[entry + i] = offset + places[i];
                    }

                    vectors.Matrix.RowValues(row).CopyTo(values.AsSpan(entry));
                    entry += places.Length;
                }
                else if (features.Column(feature)[row] is var value and not 0)
                {
                    (indices[entry], values[entry]) = (offset, value);
                    entry++;
                }

                offset += features.Features[feature].Width;
            }
        }

        return new CsrMatrix(features.RowCount, WideFeatures.Count(features.Features), starts, indices, values);
    }

    static int[] Starts(FeatureMatrix features)
    {
        var counts = new long[features.RowCount];
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            var vectors = features.Sparse(feature);
            var column = vectors is null ? features.Column(feature) : [];
            for (var row = 0; row < counts.Length; row++)
            {
                counts[row] += vectors is not null ? vectors.Matrix.RowIndices(row).Length : column[row] == 0 ? 0 : 1;
            }
        }

        var starts = new int[counts.Length + 1];
        var total = 0L;
        for (var row = 0; row < counts.Length; row++)
        {
            total += counts[row];
            starts[row + 1] = total <= Array.MaxLength
                ? (int)total
                : throw new TableException($"The features have more than {Array.MaxLength} entries other than 0, which do not fit one matrix. Learn from fewer rows or columns.");
        }

        return starts;
    }
}
