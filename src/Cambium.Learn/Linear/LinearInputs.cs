using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Features of rows to predict that are multiplied by weights, a run of rows at a time; sparse columns stay as they are.</summary>
sealed class LinearInputs
{
    readonly ReadOnlyMemory<double>[] _columns; // of numbers
    readonly (CsrMatrix Matrix, int Offset)[] _sparse;
    readonly int _tile;
    readonly double[] _weights; // scores × columns of numbers
    readonly double[] _all; // scores × p

    /// <summary>Joins features and weights.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="weights">scores × p, row-major, a sparse column as many of the p as it is wide.</param>
    /// <param name="scores">How many sums a row has.</param>
    internal LinearInputs(FeatureMatrix features, double[] weights, int scores)
    {
        var dense = new List<(int Feature, int Offset)>();
        var sparse = new List<(CsrMatrix Matrix, int Offset)>();
        var offset = 0;
        var held = 0L;
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            if (features.Sparse(feature) is { Matrix: var matrix })
            {
                sparse.Add((matrix, offset));
                held += matrix.EntryCount;
            }
            else
            {
                dense.Add((feature, offset));
            }

            offset += features.Features[feature].Width;
        }

        _columns = [.. dense.Select(column => features.ColumnMemory(column.Feature))];
        _sparse = [.. sparse];
        _all = weights;
        _weights = _sparse.Length == 0 ? weights : [.. Enumerable.Range(0, scores).SelectMany(score => dense.Select(column => weights[(score * offset) + column.Offset]))];
        FeatureCount = offset;
        _tile = LinearRows.Tile((int)(_columns.Length + (held / Math.Max(1, features.RowCount))));
    }

    /// <summary>p.</summary>
    internal int FeatureCount { get; }

    /// <summary>Rows to work on at a time.</summary>
    internal int Tile => _tile;

    /// <summary>z += x·w of a score, for a run of rows.</summary>
    internal void Add(int row, int score, Span<double> z)
    {
        ColumnProduct.Add(_columns, row, _weights.AsSpan(score * _columns.Length, _columns.Length), z);
        foreach (var (matrix, offset) in _sparse)
        {
            var weights = _all.AsSpan((score * FeatureCount) + offset, matrix.ColumnCount);
            for (var i = 0; i < z.Length; i++)
            {
                z[i] += SparseDot.Of(matrix.RowIndices(row + i), matrix.RowValues(row + i), weights);
            }
        }
    }
}
