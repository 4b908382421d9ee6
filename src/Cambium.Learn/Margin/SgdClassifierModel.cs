using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A classifier fitted by stochastic gradient descent.</summary>
public sealed class SgdClassifierModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly SgdState _state;

    internal SgdClassifierModel(SgdClassifier recipe, Schema input, string target, EquatableArray<string> classes, SgdState state)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _state = state;
    }

    /// <inheritdoc/>
    public override SgdClassifier Recipe { get; }

    /// <summary>The names of the p features: the columns, a sparse column as one for each place, "column[name]".</summary>
    public EquatableArray<string> FeatureNames => WideFeatures.Names(Input);

    /// <summary>
    /// What one unit more of a feature adds to a margin, scores × p, row-major, the features in the order of <see cref="FeatureNames"/>: with two classes one score, the margin of the second;
    /// else one for each class, in their order.
    /// </summary>
    public EquatableArray<double> Coefficients => _state.Coefficients.ToEquatableArray();

    /// <summary>The margins where all features are 0: one number with two classes, else one a class.</summary>
    public EquatableArray<double> Intercepts => _state.Intercepts.ToEquatableArray();

    /// <summary>Whether the loss stopped falling before the passes ran out.</summary>
    public bool Converged => _state.Converged;

    /// <summary>The most passes that a plane took in the last fit or <see cref="Continue"/>.</summary>
    public int Iterations => _state.Epochs;

    /// <summary>The rows that the first plane has seen, each as often as it was.</summary>
    public long RowsSeen => (long)_state.Planes[0].Rows;

    /// <summary>Learns from more rows without those before: steps, averages and penalties go on where they were. This model stays as it is.</summary>
    /// <param name="more">Rows with the model's columns and its target; no class may be new.</param>
    /// <param name="passes">How often to go over the rows. Range [1, 1,000,000].</param>
    /// <param name="options">Weights, threads, progress, cancellation; validation rows are ignored.</param>
    /// <exception cref="ArgumentException">A column is not there, or the passes are out of range.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    public SgdClassifierModel Continue(Table more, int passes = 1, FitOptions options = default)
    {
        var settings = Recipe.Settings.For(passes);
        var data = SgdData.More(more, this, _features, options);
        var state = SgdFit.Classes(data, null, Classes.Count, _state.Planes, new SgdClassLoss(Recipe.Loss), new SgdCall(settings, Recipe.Seed, 0, options));
        return new SgdClassifierModel(Recipe, Input, Target, Classes, state.After(_state));
    }

    /// <summary>
    /// How far rows are on the side of a class: with two classes n numbers, above 0 on the side of the second; else n × k, row-major. The class of the largest margin is the answer.
    /// </summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or hold a number that is missing or infinite.</exception>
    public double[] PredictMargins(Table rows) => MarginScores.Of(rows, _features, _state.Coefficients, _state.Intercepts);

    /// <inheritdoc/>
    /// <remarks>They are the logistic of the margins, over three or more classes divided by their sum: probabilities for <see cref="SgdLoss.Log"/>, for the other losses only in their order.</remarks>
    public override double[] PredictProbabilities(Table rows) => MarginScores.ToProbabilities(PredictMargins(rows), Classes.Count);

    private protected override ShapForm MakeShapForm() =>
        new LinearShapForm(this, _features, Recipe.Loss == SgdLoss.Log && Classes.Count == 2 ? ShapLink.Logistic : ShapLink.Order, _state.Coefficients, _state.Intercepts, _state.Means);

    internal override void Write(ModelWriter writer) => _state.Write(writer);

    internal static SgdClassifierModel Read(SgdClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, header.Classes, SgdState.Read(reader, header, SgdState.Scores(header), recipe.Settings));
}
