using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted isolation forest. A row's score is from 0 to 1, the higher the stranger.</summary>
public sealed class IsolationForestModel : OutlierDetectorModel
{
    const string RowsName = "rows_per_tree";
    const string ThresholdName = "threshold";

    readonly EquatableArray<Feature> _features;
    readonly IsolationTrees _forest;

    internal IsolationForestModel(IsolationForest recipe, Schema input, IsolationTrees forest, double threshold)
        : base(input)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _forest = forest;
        Threshold = threshold;
    }

    /// <inheritdoc/>
    public override IsolationForest Recipe { get; }

    /// <inheritdoc/>
    public override double Threshold { get; }

    /// <summary>ψ, the rows that each tree saw: <see cref="IsolationForest.RowsPerTree"/>, or all where there were fewer.</summary>
    public int RowsPerTree => _forest.RowsPerTree;

    /// <inheritdoc/>
    public override double[] PredictScores(Table rows) => _forest.Scores(FeatureMatrix.Build(rows, _features));

    private protected override ShapForm MakeShapForm() => _forest.ForShap(this, _features);

    internal override void Write(ModelWriter writer)
    {
        writer.Value(RowsName, RowsPerTree);
        writer.Array(ThresholdName, new[] { Threshold });
        _forest.Trees.Write(writer);
    }

    internal static IsolationForestModel Read(IsolationForest recipe, ModelHeader header, ModelReader reader)
    {
        var rows = reader.Value<int>(RowsName);
        if (rows < 1 || rows > recipe.RowsPerTree)
        {
            throw new ModelFormatException($"model.json: '{RowsName}' is {rows}, expected a number from 1 to {recipe.RowsPerTree}. The file is damaged; save the model again.");
        }

        var threshold = reader.Array<double>(ThresholdName, 1)[0];
        TreeForest.Require(threshold is >= 0 and <= 1, ThresholdName, 0, threshold, "a number from 0 to 1");
        var trees = TreeForest.Read(reader, FeatureMatrix.FeaturesOf(header.Input), 1, recipe.Trees, shares: false);
        return new(recipe, header.Input, new IsolationTrees(trees, rows), threshold);
    }
}
