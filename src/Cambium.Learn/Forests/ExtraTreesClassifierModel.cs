using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the mean answer of many decision trees.</summary>
public sealed class ExtraTreesClassifierModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly FittedForest _forest;

    internal ExtraTreesClassifierModel(ExtraTreesClassifier recipe, Schema input, string target, EquatableArray<string> classes, FittedForest forest)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _forest = forest;
    }

    /// <inheritdoc/>
    public override ExtraTreesClassifier Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => _forest.Trees.Trees.Count;

    /// <summary>
    /// What the questions about each column took off the impurity, as shares of the whole, the mean of the trees; in the order of <see cref="Model.Input"/>. It favours columns with many values;
    /// <see cref="Model.Explain(Table)"/> does not.
    /// </summary>
    public EquatableArray<double> Importances => _forest.Importances.ToEquatableArray();

    /// <summary>The share of training rows whose class the trees that did not see them tell rightly; NaN unless <see cref="ExtraTreesClassifier.OutOfBag"/> was set.</summary>
    public double OutOfBagScore => _forest.OutOfBag.Score;

    /// <summary>
    /// The probability of each class for each training row by the trees that did not see it, n × k, row-major; NaN for rows that all saw, and empty unless <see cref="ExtraTreesClassifier.OutOfBag"/>
    /// was set.
    /// </summary>
    public ReadOnlySpan<double> OutOfBagProbabilities => _forest.OutOfBag.Answers;

    /// <summary>The trees.</summary>
    internal TreeForest Forest => _forest.Trees;

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => _forest.Trees.Means(FeatureMatrix.Build(rows, _features));

    private protected override ShapForm MakeShapForm() => _forest.Trees.ForShap(this, _features);

    internal override void Write(ModelWriter writer) => _forest.Write(writer);

    internal static ExtraTreesClassifierModel Read(ExtraTreesClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, header.Classes, FittedForest.Read(reader, header, recipe.Trees));
}
