using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts a number by one decision tree. Prints itself as rules, and draws itself.</summary>
public sealed class DecisionTreeRegressorModel : RegressorModel
{
    // Deeper rules are for ToText: a debugger asks for ToString too.
    const int PrintedDepth = 6;

    readonly EquatableArray<Feature> _features;
    readonly ExactTree _tree;
    readonly TreeForest _forest;

    internal DecisionTreeRegressorModel(DecisionTreeRegressor recipe, Schema input, string target, ExactTree tree)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _tree = tree;
        _forest = new TreeForest(tree.Outputs, [ForestTree.Of(tree)]);
        Importances = tree.Importances(_features.Count).ToEquatableArray();
    }

    /// <inheritdoc/>
    public override DecisionTreeRegressor Recipe { get; }

    /// <summary>The number of leaves.</summary>
    public int LeafCount => _tree.LeafCount;

    /// <summary>Most questions between the root and a leaf.</summary>
    public int Depth => _tree.Depth;

    /// <summary>
    /// What the questions about each column took off the impurity, as shares of the whole; in the order of <see cref="Model.Input"/>. It favours columns with many values; <see cref="Model.Explain(Table)"/>
    /// does not.
    /// </summary>
    public EquatableArray<double> Importances { get; }

    internal ExactTree Tree => _tree;

    /// <summary>The tree as it answers.</summary>
    internal TreeForest Forest => _forest;

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _forest.Means(FeatureMatrix.Build(rows, _features));

    /// <summary>The tree as indented rules down to six questions deep.</summary>
    public override string ToString() => ToText(PrintedDepth);

    /// <summary>The tree as indented rules, one line a condition; a leaf tells its answer and its rows.</summary>
    /// <param name="maxDepth">Questions below so many others are summed up; 0, the default, shows all. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is negative.</exception>
    public string ToText(int maxDepth = 0) => TreeText.Of(_tree, _features, [], Target, maxDepth);

    /// <summary>The tree as a drawing, an SVG file's text: a box a node, the darker the greater its answer.</summary>
    /// <param name="maxDepth">Questions below so many others are summed up; 0 shows all. Default 5. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is negative.</exception>
    public string ToSvg(int maxDepth = 5) => TreeDrawing.Of(_tree, _features, [], Target, maxDepth);

    private protected override ShapForm MakeShapForm() => _forest.ForShap(this, _features);

    internal override void Write(ModelWriter writer) => ExactTreePersistence.Write(_tree, writer);

    internal static DecisionTreeRegressorModel Read(DecisionTreeRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            ExactTreePersistence.Read(reader, FeatureMatrix.FeaturesOf(header.Input), outputs: 1, shares: false));
}
