using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted Gaussian naive Bayes.</summary>
public sealed class GaussianNaiveBayesModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _logPriors;
    readonly double[] _means; // k × p, row-major
    readonly double[] _variances;
    readonly double[] _bases; // what of a class's score does not depend on the row

    internal GaussianNaiveBayesModel(
        GaussianNaiveBayes recipe, Schema input, string target, EquatableArray<string> classes, double[] logPriors, double[] means, double[] variances)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _logPriors = logPriors;
        _means = means;
        _variances = variances;
        var p = means.Length / classes.Count;
        _bases = [.. logPriors];
        for (var i = 0; i < variances.Length; i++)
        {
            _bases[i / p] -= 0.5 * Math.Log(Math.Tau * variances[i]);
        }
    }

    /// <inheritdoc/>
    public override GaussianNaiveBayes Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>log πᴄ, one a class.</summary>
    public EquatableArray<double> LogPriors => _logPriors.ToEquatableArray();

    /// <summary>μᴄⱼ, k × p, row-major: for each class the features in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>σᴄⱼ², ε included, k × p, row-major.</summary>
    public EquatableArray<double> Variances => _variances.ToEquatableArray();

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictLogProbabilities(Table rows)
    {
        var features = FiniteColumns.FeaturesToPredict(rows, _features);
        var k = Classes.Count;
        var p = _means.Length / k;
        var scores = new double[rows.RowCount * k];
        for (var row = 0; row < rows.RowCount; row++)
        {
            _bases.CopyTo(scores, row * k);
        }

        var offset = 0;
        for (var feature = 0; feature < features.FeatureCount && scores.Length > 0; feature++)
        {
            var width = features.Features[feature].Width;
            for (var place = 0; place < k; place++)
            {
                var means = _means.AsSpan((place * p) + offset, width);
                var variances = _variances.AsSpan((place * p) + offset, width);
                if (features.Sparse(feature) is { } vectors)
                {
                    AddSparse(vectors, means, variances, scores.AsSpan(place));
                }
                else
                {
                    AddDense(features.Column(feature), means[0], variances[0], scores.AsSpan(place));
                }
            }

            offset += width;
        }

        return BayesScores.ToLogProbabilities(scores, k);
    }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("log_priors", _logPriors);
        writer.Array("means", _means);
        writer.Array("variances", _variances);
    }

    internal static GaussianNaiveBayesModel Read(GaussianNaiveBayes recipe, ModelHeader header, ModelReader reader)
    {
        var count = BayesNumbers.Count(header);
        var variances = reader.Finite("variances", count);
        var bad = Array.FindIndex(variances, variance => !(variance >= GaussianNaiveBayes.SmallestVariance));
        return bad < 0
            ? new GaussianNaiveBayesModel(
                recipe,
                header.Input,
                header.Target,
                header.Classes,
                BayesNumbers.ReadLogs(reader, "log_priors", header.Classes.Count),
                reader.Finite("means", count),
                variances)
            : throw new ModelFormatException($"weights.safetensors: item {bad} of 'variances' is {variances[bad]:R}, expected a number above 0. The file is damaged; save the model again.");
    }

    void AddDense(ReadOnlySpan<double> column, double mean, double variance, Span<double> scores)
    {
        var k = Classes.Count;
        var half = 0.5 / variance;
        for (var row = 0; row < column.Length; row++)
        {
            var off = column[row] - mean;
            scores[row * k] -= off * half * off;
        }
    }

    void AddSparse(SparseColumn vectors, ReadOnlySpan<double> means, ReadOnlySpan<double> variances, Span<double> scores)
    {
        var zeros = 0.0;
        for (var j = 0; j < means.Length; j++)
        {
            zeros += means[j] * means[j] * (0.5 / variances[j]);
        }

        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            var sum = zeros;
            for (var entry = 0; entry < indices.Length; entry++)
            {
                // (x − μ)² − μ², what the entry adds to a zero in its place.
                sum += values[entry] * (values[entry] - (2 * means[indices[entry]])) * (0.5 / variances[indices[entry]]);
            }

            scores[row * Classes.Count] -= sum;
        }
    }
}
