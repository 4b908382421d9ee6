using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted linear support vector regression.</summary>
public sealed class LinearSvmRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly LinearSvmState _state;

    internal LinearSvmRegressorModel(LinearSvmRegressor recipe, Schema input, string target, LinearSvmState state)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _state = state;
    }

    /// <inheritdoc/>
    public override LinearSvmRegressor Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>What one unit more of a feature adds to the prediction, in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> Coefficients => _state.Coefficients.ToEquatableArray();

    /// <summary>The prediction where all features are 0.</summary>
    public double Intercept => _state.Intercepts[0];

    /// <summary>The objective that was reached.</summary>
    public double Objective => _state.Objectives[0];

    /// <summary>How far the objective can be above the least there is, over itself: the duality gap.</summary>
    public double Gap => _state.Gaps[0];

    /// <summary>Whether the fit came within <see cref="LinearSvmRegressor.Tolerance"/>.</summary>
    public bool Converged => _state.Converged;

    /// <summary>The number of passes over the rows.</summary>
    public int Iterations => _state.Iterations;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => MarginScores.Of(rows, _features, _state.Coefficients, _state.Intercepts);

    private protected override ShapForm MakeShapForm() =>
        new LinearShapForm(this, _features, ShapLink.None, _state.Coefficients, _state.Intercepts, _state.Means);

    internal override void Write(ModelWriter writer) => _state.Write(writer);

    internal static LinearSvmRegressorModel Read(LinearSvmRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, LinearSvmState.Read(reader, header, 1));
}
