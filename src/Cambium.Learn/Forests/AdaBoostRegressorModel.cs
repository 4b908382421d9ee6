using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts a number by the weighted median of decision trees.</summary>
public sealed class AdaBoostRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly BoostedVotes _votes;

    internal AdaBoostRegressorModel(AdaBoostRegressor recipe, Schema input, string target, BoostedVotes votes)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _votes = votes;
    }

    /// <inheritdoc/>
    public override AdaBoostRegressor Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => _votes.Votes.Length;

    /// <summary>How much each tree counts in the median, η ln(1 / β).</summary>
    public EquatableArray<double> TreeWeights => _votes.Votes.ToEquatableArray();

    /// <summary>The weighted mean error of each tree on the training rows, ε, as a share of its greatest.</summary>
    public EquatableArray<double> TreeErrors => _votes.Errors.ToEquatableArray();

    /// <summary>What the questions about each column took off the error, as shares of the whole, the trees' mean by <see cref="TreeWeights"/>; in the order of <see cref="Model.Input"/>.</summary>
    public EquatableArray<double> Importances => _votes.Importances.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _votes.Medians(FeatureMatrix.Build(rows, _features));

    internal override void Write(ModelWriter writer) => _votes.Write(writer);

    internal static AdaBoostRegressorModel Read(AdaBoostRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, BoostedVotes.Read(reader, header, recipe.Trees));
}
