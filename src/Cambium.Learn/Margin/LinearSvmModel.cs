using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted linear support vector machine.</summary>
public sealed class LinearSvmModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly LinearSvmState _state;

    internal LinearSvmModel(LinearSvm recipe, Schema input, string target, EquatableArray<string> classes, LinearSvmState state)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _state = state;
    }

    /// <inheritdoc/>
    public override LinearSvm Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>
    /// What one unit more of a feature adds to a margin, scores × p, row-major, the features in the order of <see cref="FeatureNames"/>: with two classes one score, the margin of the second;
    /// else one for each class, in their order.
    /// </summary>
    public EquatableArray<double> Coefficients => _state.Coefficients.ToEquatableArray();

    /// <summary>The margins where all features are 0: one number with two classes, else one a class.</summary>
    public EquatableArray<double> Intercepts => _state.Intercepts.ToEquatableArray();

    /// <summary>The objective that each plane reached: one number with two classes, else one a class.</summary>
    public EquatableArray<double> Objectives => _state.Objectives.ToEquatableArray();

    /// <summary>How far each plane's objective can be above the least there is, over itself: the duality gap.</summary>
    public EquatableArray<double> Gaps => _state.Gaps.ToEquatableArray();

    /// <summary>Whether every plane came within <see cref="LinearSvm.Tolerance"/>.</summary>
    public bool Converged => _state.Converged;

    /// <summary>The most passes that a plane took.</summary>
    public int Iterations => _state.Iterations;

    /// <summary>
    /// How far rows are on the side of a class, in units of the margin: with two classes n numbers, above 0 on the side of the second; else n × k, row-major. The class of the largest
    /// margin is the answer.
    /// </summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictMargins(Table rows) => MarginScores.Of(rows, _features, _state.Coefficients, _state.Intercepts);

    /// <inheritdoc/>
    /// <remarks>They are the logistic of the margins, over three or more classes divided by their sum. Nothing calibrates them; their order is that of the margins.</remarks>
    public override double[] PredictProbabilities(Table rows) => MarginScores.ToProbabilities(PredictMargins(rows), Classes.Count);

    private protected override ShapForm MakeShapForm() =>
        new LinearShapForm(this, _features, ShapLink.Order, _state.Coefficients, _state.Intercepts, _state.Means);

    internal override void Write(ModelWriter writer) => _state.Write(writer);

    internal static LinearSvmModel Read(LinearSvm recipe, ModelHeader header, ModelReader reader) =>
        header.Classes.Count < 2
            ? throw new ModelFormatException("model.json: a linear support vector machine has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.")
            : new(recipe, header.Input, header.Target, header.Classes, LinearSvmState.Read(reader, header, header.Classes.Count == 2 ? 1 : header.Classes.Count));
}
