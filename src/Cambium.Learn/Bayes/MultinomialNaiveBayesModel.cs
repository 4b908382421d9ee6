using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted multinomial naive Bayes.</summary>
public sealed class MultinomialNaiveBayesModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _logPriors;
    readonly double[] _logShares; // k × p, row-major

    internal MultinomialNaiveBayesModel(
        MultinomialNaiveBayes recipe, Schema input, string target, EquatableArray<string> classes, double[] logPriors, double[] logShares)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _logPriors = logPriors;
        _logShares = logShares;
    }

    /// <inheritdoc/>
    public override MultinomialNaiveBayes Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>log πᴄ, one a class.</summary>
    public EquatableArray<double> LogPriors => _logPriors.ToEquatableArray();

    /// <summary>log θᴄⱼ, k × p, row-major: for each class the features in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> LogShares => _logShares.ToEquatableArray();

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing, infinite or negative.</exception>
    public double[] PredictLogProbabilities(Table rows) =>
        BayesScores.ToLogProbabilities(
            BayesScores.Linear(FiniteColumns.FeaturesToPredict(rows, _features, areCounts: true), _logShares, _logPriors, default(ValueItself)), Classes.Count);

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("log_priors", _logPriors);
        writer.Array("log_shares", _logShares);
    }

    internal static MultinomialNaiveBayesModel Read(MultinomialNaiveBayes recipe, ModelHeader header, ModelReader reader)
    {
        var count = BayesNumbers.Count(header);
        return new MultinomialNaiveBayesModel(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            BayesNumbers.ReadLogs(reader, "log_priors", header.Classes.Count),
            BayesNumbers.ReadLogs(reader, "log_shares", count));
    }
}
