using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted linear discriminant analysis.</summary>
public sealed class LinearDiscriminantModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _means; // k × p, row-major
    readonly double[] _coefficients; // k × p, row-major
    readonly double[] _intercepts;
    readonly TrainingMeans? _training;

    internal LinearDiscriminantModel(
        LinearDiscriminant recipe, Schema input, string target, EquatableArray<string> classes, double[] means, double[] coefficients, double[] intercepts, TrainingMeans? training)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        (_means, _coefficients, _intercepts, _training) = (means, coefficients, intercepts, training);
    }

    /// <inheritdoc/>
    public override LinearDiscriminant Recipe { get; }

    /// <summary>The classes' means, k × p, row-major: for each class the features in the order of the input's columns.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>What one unit more of a feature adds to a class's score, k × p, row-major.</summary>
    public EquatableArray<double> Coefficients => _coefficients.ToEquatableArray();

    /// <summary>The classes' scores where all features are 0; only their differences mean something.</summary>
    public EquatableArray<double> Intercepts => _intercepts.ToEquatableArray();

    /// <summary>The logarithm of each class's probability for each row, n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictLogProbabilities(Table rows) =>
        BayesScores.ToLogProbabilities(MarginScores.Of(rows, _features, _coefficients, _intercepts), Classes.Count);

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => BayesScores.ToProbabilities(PredictLogProbabilities(rows), Classes.Count);

    private protected override ShapForm MakeShapForm()
    {
        var p = _features.Count;
        return Classes.Count > 2
            ? new LinearShapForm(this, _features, ShapLink.Softmax, _coefficients, _intercepts, _training)
            : new LinearShapForm(
                this, _features, ShapLink.Logistic, [.. Enumerable.Range(0, p).Select(j => _coefficients[p + j] - _coefficients[j])], [_intercepts[1] - _intercepts[0]], _training);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Array("means", _means);
        writer.Array("coefficients", _coefficients);
        writer.Array("intercepts", _intercepts);
        _training?.Write(writer);
    }

    internal static LinearDiscriminantModel Read(LinearDiscriminant recipe, ModelHeader header, ModelReader reader)
    {
        var count = BayesNumbers.Count(header);
        return new LinearDiscriminantModel(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            reader.Finite("means", count),
            reader.Finite("coefficients", count),
            reader.Finite("intercepts", header.Classes.Count),
            TrainingMeans.Read(header, reader));
    }
}
