using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts a number by the mean answer of many decision trees.</summary>
public sealed class ExtraTreesRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly FittedForest _forest;

    internal ExtraTreesRegressorModel(ExtraTreesRegressor recipe, Schema input, string target, FittedForest forest)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _forest = forest;
    }

    /// <inheritdoc/>
    public override ExtraTreesRegressor Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => _forest.Trees.Trees.Count;

    /// <summary>
    /// What the questions about each column took off the error, as shares of the whole, the mean of the trees; in the order of <see cref="Model.Input"/>. It favours columns with many values;
    /// <see cref="Model.Explain(Table)"/> does not.
    /// </summary>
    public EquatableArray<double> Importances => _forest.Importances.ToEquatableArray();

    /// <summary>The coefficient of determination R² of the training rows by the trees that did not see them; NaN unless <see cref="ExtraTreesRegressor.OutOfBag"/> was set.</summary>
    public double OutOfBagScore => _forest.OutOfBag.Score;

    /// <summary>
    /// The prediction for each training row by the trees that did not see it; NaN for rows that all saw, and empty unless <see cref="ExtraTreesRegressor.OutOfBag"/>
    /// was set.
    /// </summary>
    public ReadOnlySpan<double> OutOfBagValues => _forest.OutOfBag.Answers;

    /// <summary>The trees.</summary>
    internal TreeForest Forest => _forest.Trees;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _forest.Trees.Means(FeatureMatrix.Build(rows, _features));

    private protected override ShapForm MakeShapForm() => _forest.Trees.ForShap(this, _features);

    internal override void Write(ModelWriter writer) => _forest.Write(writer);

    internal static ExtraTreesRegressorModel Read(ExtraTreesRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, FittedForest.Read(reader, header, recipe.Trees));
}
