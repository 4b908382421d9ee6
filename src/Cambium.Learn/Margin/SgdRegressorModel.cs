using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A regressor fitted by stochastic gradient descent.</summary>
public sealed class SgdRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly SgdState _state;

    internal SgdRegressorModel(SgdRegressor recipe, Schema input, string target, SgdState state)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _state = state;
    }

    /// <inheritdoc/>
    public override SgdRegressor Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>What one unit more of a feature adds to the prediction, in the order of <see cref="FeatureNames"/>.</summary>
    public EquatableArray<double> Coefficients => _state.Coefficients.ToEquatableArray();

    /// <summary>The prediction where all features are 0.</summary>
    public double Intercept => _state.Intercepts[0];

    /// <summary>Whether the loss stopped falling before the passes ran out.</summary>
    public bool Converged => _state.Converged;

    /// <summary>The passes of the last fit or <see cref="Continue"/>.</summary>
    public int Iterations => _state.Epochs;

    /// <summary>The rows seen, each as often as it was.</summary>
    public long RowsSeen => (long)_state.Planes[0].Rows;

    /// <summary>Learns from more rows without those before: steps, averages and penalties go on where they were. This model stays as it is.</summary>
    /// <param name="more">Rows with the model's columns and its target.</param>
    /// <param name="passes">How often to go over the rows. Range [1, 1,000,000].</param>
    /// <param name="options">Weights, threads, progress, cancellation; validation rows are ignored.</param>
    /// <exception cref="ArgumentException">A column is not there, or the passes are out of range.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    public SgdRegressorModel Continue(Table more, int passes = 1, FitOptions options = default)
    {
        var settings = Recipe.Settings.For(passes);
        var data = SgdData.More(more, this, _features, options);
        var state = SgdFit.Numbers(data, null, _state.Planes, new SgdNumberLoss(Recipe.Loss, Recipe.Epsilon), new SgdCall(settings, Recipe.Seed, 0, options));
        return new SgdRegressorModel(Recipe, Input, Target, state.After(_state));
    }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => MarginScores.Of(rows, _features, _state.Coefficients, _state.Intercepts);

    private protected override ShapForm MakeShapForm() =>
        new LinearShapForm(this, _features, ShapLink.None, _state.Coefficients, _state.Intercepts, _state.Means);

    internal override void Write(ModelWriter writer) => _state.Write(writer);

    internal static SgdRegressorModel Read(SgdRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, SgdState.Read(reader, header, 1, recipe.Settings));
}
