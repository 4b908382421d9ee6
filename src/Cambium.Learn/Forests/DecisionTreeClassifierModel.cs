using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells classes apart by one decision tree. Prints itself as rules, and draws itself.</summary>
public sealed class DecisionTreeClassifierModel : ClassifierModel
{
    // Deeper rules are for ToText: a debugger asks for ToString too.
    const int PrintedDepth = 6;

    readonly EquatableArray<Feature> _features;
    readonly ExactTree _tree;
    readonly TreeForest _forest;

    internal DecisionTreeClassifierModel(DecisionTreeClassifier recipe, Schema input, string target, EquatableArray<string> classes, ExactTree tree)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _tree = tree;
        _forest = new TreeForest(tree.Outputs, [ForestTree.Of(tree)]);
        Importances = tree.Importances(_features.Count).ToEquatableArray();
    }

    /// <inheritdoc/>
    public override DecisionTreeClassifier Recipe { get; }

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
    public override double[] PredictProbabilities(Table rows) => _forest.Means(FeatureMatrix.Build(rows, _features));

    /// <summary>The tree as indented rules down to six questions deep.</summary>
    public override string ToString() => ToText(PrintedDepth);

    /// <summary>The tree as indented rules, one line a condition; a leaf tells its class, its share and its rows.</summary>
    /// <param name="maxDepth">Questions below so many others are summed up; 0, the default, shows all. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is negative.</exception>
    public string ToText(int maxDepth = 0) => TreeText.Of(_tree, _features, Classes, Target, maxDepth);

    /// <summary>The tree as a drawing, an SVG file's text: a box a node, coloured by its class, with the classes' shares as a bar.</summary>
    /// <param name="maxDepth">Questions below so many others are summed up; 0 shows all. Default 5. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is negative.</exception>
    public string ToSvg(int maxDepth = 5) => TreeDrawing.Of(_tree, _features, Classes, Target, maxDepth);

    private protected override ShapForm MakeShapForm() => _forest.ForShap(this, _features);

    internal override void Write(ModelWriter writer) => ExactTreePersistence.Write(_tree, writer);

    internal static DecisionTreeClassifierModel Read(DecisionTreeClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            ExactTreePersistence.Read(reader, FeatureMatrix.FeaturesOf(header.Input), header.Classes.Count, shares: true));
}
