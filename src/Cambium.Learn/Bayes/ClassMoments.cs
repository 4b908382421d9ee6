using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Mean and variance of every feature within every class, by weight.</summary>
sealed class ClassMoments
{
    readonly BayesRows _rows;

    ClassMoments(BayesRows rows)
    {
        _rows = rows;
        FeatureCount = WideFeatures.Count(rows.Features.Features);
        Means = rows.ClassSums(default(ValueItself));
        for (var i = 0; i < Means.Length; i++)
        {
            Means[i] /= rows.ClassWeights[i / FeatureCount];
        }

        Variances = new double[Means.Length];
        rows.ForEachColumn((feature, offset) =>
        {
            if (rows.Features.Sparse(feature) is { } vectors)
            {
                AddSparse(vectors, offset);
            }
            else
            {
                AddDense(rows.Features.Column(feature), offset);
            }
        });
        for (var i = 0; i < Variances.Length; i++)
        {
            Variances[i] /= rows.ClassWeights[i / FeatureCount];
        }

        rows.ThrowIfOverflown(Variances, FeatureCount);
    }

    /// <summary>p, the number of features.</summary>
    internal int FeatureCount { get; }

    /// <summary>k × p, row-major.</summary>
    internal double[] Means { get; }

    /// <summary>k × p, row-major; over the weight of the class's rows.</summary>
    internal double[] Variances { get; }

    /// <summary>Takes the moments of all rows.</summary>
    /// <exception cref="TableException">A feature's numbers are so large that their squares overflow.</exception>
    internal static ClassMoments Of(BayesRows rows) => new(rows);

    /// <summary>The largest variance that a feature has over the rows of all classes.</summary>
    /// <exception cref="TableException">A feature's numbers are so large that their squares overflow.</exception>
    internal double LargestVariance()
    {
        var total = _rows.ClassWeights.Sum();
        var variances = new double[FeatureCount];
        for (var j = 0; j < FeatureCount; j++)
        {
            var mean = 0.0;
            for (var place = 0; place < _rows.ClassWeights.Length; place++)
            {
                mean += _rows.ClassWeights[place] / total * Means[(place * FeatureCount) + j];
            }

            for (var place = 0; place < _rows.ClassWeights.Length; place++)
            {
                var off = Means[(place * FeatureCount) + j] - mean;
                variances[j] += _rows.ClassWeights[place] / total * (Variances[(place * FeatureCount) + j] + (off * off));
            }
        }

        _rows.ThrowIfOverflown(variances, FeatureCount);
        return variances.Length == 0 ? 0 : variances.Max();
    }

    void AddDense(ReadOnlySpan<double> column, int offset)
    {
        var means = new double[_rows.ClassWeights.Length];
        var squares = new double[means.Length];
        for (var place = 0; place < means.Length; place++)
        {
            means[place] = Means[(place * FeatureCount) + offset];
        }

        var codes = _rows.Codes;
        for (var row = 0; row < column.Length; row++)
        {
            var off = column[row] - means[codes[row]];
            squares[codes[row]] += _rows.Weight(row) * off * off;
        }

        for (var place = 0; place < squares.Length; place++)
        {
            Variances[(place * FeatureCount) + offset] = squares[place];
        }
    }

    void AddSparse(SparseColumn vectors, int offset)
    {
        // The weight of the rows that keep an entry; all others hold 0.
        var kept = new double[_rows.ClassWeights.Length * vectors.Width];
        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            var (place, weight) = (_rows.Codes[row], _rows.Weight(row));
            var first = (place * FeatureCount) + offset;
            for (var entry = 0; entry < indices.Length; entry++)
            {
                var off = values[entry] - Means[first + indices[entry]];
                Variances[first + indices[entry]] += weight * off * off;
                kept[(place * vectors.Width) + indices[entry]] += weight;
            }
        }

        for (var i = 0; i < kept.Length; i++)
        {
            var (place, feature) = (i / vectors.Width, i % vectors.Width);
            var mean = Means[(place * FeatureCount) + offset + feature];
            Variances[(place * FeatureCount) + offset + feature] += Math.Max(_rows.ClassWeights[place] - kept[i], 0) * mean * mean;
        }
    }
}
