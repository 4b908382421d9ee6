using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the votes of small decision trees.</summary>
public sealed class AdaBoostClassifierModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly BoostedVotes _votes;

    internal AdaBoostClassifierModel(AdaBoostClassifier recipe, Schema input, string target, EquatableArray<string> classes, BoostedVotes votes)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _votes = votes;
    }

    /// <inheritdoc/>
    public override AdaBoostClassifier Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => _votes.Votes.Length;

    /// <summary>How much each tree counts, α.</summary>
    public EquatableArray<double> TreeWeights => _votes.Votes.ToEquatableArray();

    /// <summary>The weighted share of training rows that each tree tells wrongly, ε.</summary>
    public EquatableArray<double> TreeErrors => _votes.Errors.ToEquatableArray();

    /// <summary>What the questions about each column took off the impurity, as shares of the whole, the trees' mean by <see cref="TreeWeights"/>; in the order of <see cref="Model.Input"/>.</summary>
    public EquatableArray<double> Importances => _votes.Importances.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        var probabilities = _votes.Shares(FeatureMatrix.Build(rows, _features));
        var classes = Classes.Count;
        for (var start = 0; start < probabilities.Length; start += classes)
        {
            // Shares are at most 1: nothing overflows.
            var ofRow = probabilities.AsSpan(start, classes);
            var sum = 0.0;
            foreach (ref var share in ofRow)
            {
                share = Math.Exp(share / (classes - 1));
                sum += share;
            }

            foreach (ref var share in ofRow)
            {
                share /= sum;
            }
        }

        return probabilities;
    }

    private protected override ShapForm MakeShapForm() => _votes.ForShap(this, _features);

    internal override void Write(ModelWriter writer) => _votes.Write(writer);

    internal static AdaBoostClassifierModel Read(AdaBoostClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, header.Classes, BoostedVotes.Read(reader, header, recipe.Trees));
}
