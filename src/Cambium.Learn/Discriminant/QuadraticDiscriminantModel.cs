using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A fitted quadratic discriminant analysis.</summary>
public sealed class QuadraticDiscriminantModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _means; // k × p, row-major
    readonly double[] _bases; // what of a class's score does not depend on the row
    readonly double[] _directions; // k × r × p: the sum of their outer products is the inverse of a class's covariance

    internal QuadraticDiscriminantModel(
        QuadraticDiscriminant recipe, Schema input, string target, EquatableArray<string> classes, double[] means, double[] bases, double[] directions)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        (_means, _bases, _directions) = (means, bases, directions);
    }

    /// <inheritdoc/>
    public override QuadraticDiscriminant Recipe { get; }

    /// <summary>The classes' means, k × p, row-major: for each class the features in the order of the input's columns.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>The number of directions in which the classes are compared: the features but for those that do not vary, or only as others do.</summary>
    public int Rank => _means.Length == 0 ? 0 : _directions.Length / _means.Length;

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictLogProbabilities(Table rows)
    {
        var x = FiniteColumns.RowsToPredict(rows, _features);
        var (k, p) = (Classes.Count, _features.Count);
        var (scores, off) = (new double[rows.RowCount * k], new double[p]);
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var place = 0; place < k; place++)
            {
                for (var j = 0; j < p; j++)
                {
                    off[j] = x[(row * p) + j] - _means[(place * p) + j];
                }

                scores[(row * k) + place] = _bases[place] - (0.5 * SquaredDistance(off, _directions.AsSpan(place * Rank * p, Rank * p)));
            }
        }

        return BayesScores.ToLogProbabilities(scores, k);
    }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("means", _means);
        writer.Array("bases", _bases);
        writer.Array("directions", _directions);
        writer.Value("rank", Rank);
    }

    internal static QuadraticDiscriminantModel Read(QuadraticDiscriminant recipe, ModelHeader header, ModelReader reader)
    {
        var count = BayesNumbers.Count(header);
        var rank = reader.Value<int>("rank");
        if (rank < 0 || rank > header.Input.Fields.Count || (long)rank * count > Array.MaxLength)
        {
            throw new ModelFormatException($"model.json: 'rank' is {rank}, expected 0 to the number of features, {header.Input.Fields.Count}. The file is damaged or was edited; save the model again.");
        }

        return new QuadraticDiscriminantModel(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            reader.Finite("means", count),
            reader.Finite("bases", header.Classes.Count),
            reader.Finite("directions", rank * count));
    }

    static double SquaredDistance(double[] off, ReadOnlySpan<double> directions)
    {
        var sum = 0.0;
        for (var start = 0; start < directions.Length; start += off.Length)
        {
            var along = Dot.Of(off, directions.Slice(start, off.Length));
            sum += along * along;
        }

        return sum;
    }
}
