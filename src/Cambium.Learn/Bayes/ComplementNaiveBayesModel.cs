using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted complement naive Bayes.</summary>
public sealed class ComplementNaiveBayesModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _weights; // k × p, row-major

    internal ComplementNaiveBayesModel(ComplementNaiveBayes recipe, Schema input, string target, EquatableArray<string> classes, double[] weights)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _weights = weights;
    }

    /// <inheritdoc/>
    public override ComplementNaiveBayes Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>What one more of a feature adds to a class's score, k × p, row-major: for each class the features in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> Weights => _weights.ToEquatableArray();

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing, infinite or negative.</exception>
    public double[] PredictLogProbabilities(Table rows) =>
        BayesScores.ToLogProbabilities(
            BayesScores.Linear(FiniteColumns.FeaturesToPredict(rows, _features, areCounts: true), _weights, new double[Classes.Count], default(ValueItself)), Classes.Count);

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    internal override void Write(ModelWriter writer) => writer.Array("weights", _weights);

    internal static ComplementNaiveBayesModel Read(ComplementNaiveBayes recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, header.Classes, reader.Finite("weights", BayesNumbers.Count(header)));
}
