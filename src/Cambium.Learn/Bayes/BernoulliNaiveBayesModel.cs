using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted Bernoulli naive Bayes.</summary>
public sealed class BernoulliNaiveBayesModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _logPriors;
    readonly double[] _there; // k × p, row-major, as are the others
    readonly double[] _lacking;
    readonly double[] _odds;
    readonly double[] _bare; // the score of a row without any feature

    internal BernoulliNaiveBayesModel(
        BernoulliNaiveBayes recipe, Schema input, string target, EquatableArray<string> classes, double[] logPriors, double[] there, double[] lacking)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _logPriors = logPriors;
        _there = there;
        _lacking = lacking;
        _odds = [.. there.Zip(lacking, (with, without) => with - without)];
        var p = there.Length / classes.Count;
        _bare = [.. logPriors.Select((prior, place) => prior + lacking.AsSpan(place * p, p).ToArray().Sum())];
    }

    /// <inheritdoc/>
    public override BernoulliNaiveBayes Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>log πᴄ, one a class.</summary>
    public EquatableArray<double> LogPriors => _logPriors.ToEquatableArray();

    /// <summary>log θᴄⱼ, k × p, row-major: for each class the features in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> LogShares => _there.ToEquatableArray();

    /// <summary>log(1 − θᴄⱼ), k × p, row-major.</summary>
    public EquatableArray<double> LogLacking => _lacking.ToEquatableArray();

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictLogProbabilities(Table rows) =>
        BayesScores.ToLogProbabilities(
            BayesScores.Linear(FiniteColumns.FeaturesToPredict(rows, _features), _odds, _bare, new ValueAbove(Recipe.Threshold)), Classes.Count);

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("log_priors", _logPriors);
        writer.Array("log_shares", _there);
        writer.Array("log_lacking", _lacking);
    }

    internal static BernoulliNaiveBayesModel Read(BernoulliNaiveBayes recipe, ModelHeader header, ModelReader reader)
    {
        var count = BayesNumbers.Count(header);
        return new BernoulliNaiveBayesModel(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            BayesNumbers.ReadLogs(reader, "log_priors", header.Classes.Count),
            BayesNumbers.ReadLogs(reader, "log_shares", count),
            BayesNumbers.ReadLogs(reader, "log_lacking", count));
    }
}
