using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Scores rows, so that those that come first are the relevant ones of their query.</summary>
public sealed class BoostedTreesRankerModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;

    internal BoostedTreesRankerModel(BoostedTreesRanker recipe, Schema input, string target, BoostedTrees trees)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        Trees = trees;
    }

    /// <inheritdoc/>
    public override BoostedTreesRanker Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => Trees.Ensemble.TreeCount;

    /// <summary>The number of rounds whose trees were kept; where validation rows were watched, the one with the least loss on them.</summary>
    public int BestIteration => Trees.Ensemble.TreeCount;

    /// <inheritdoc cref="BoostedTreesClassifierModel.StoppedEarly"/>
    public bool StoppedEarly => Trees.StoppedEarly;

    /// <inheritdoc cref="BoostedTreesClassifierModel.Gains"/>
    public EquatableArray<double> Gains => Trees.Ensemble.GainsOf(_features).ToEquatableArray();

    /// <summary>What boosting gave.</summary>
    internal BoostedTrees Trees { get; }

    /// <summary>The scores of the rows, one a row: a higher one belongs nearer the top of its query's answer.</summary>
    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        CheckInput(rows);
        return Trees.Ensemble.Score(FeatureMatrix.Build(rows, _features));
    }

    /// <summary>The mean NDCG@k of the queries, from 0 to 1; k and the gains are the recipe's. A query without a relevant row counts 1.</summary>
    /// <param name="rows">Rows with the model's columns, its target and the queries; at least one.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or have no query or relevance.</exception>
    public double Ndcg(Table rows)
    {
        var scores = PredictValues(rows);
        var problems = new List<string>();
        var relevance = RegressionData.ReadTarget(rows[Target], problems);
        TrainingRows.ThrowIfAny(problems, Target);
        Recipe.CheckRelevance(relevance, Target);
        var queries = new Queries(Queries.Read(rows, Recipe.Query));
        var sum = 0.0;
        for (var query = 0; query < queries.Count; query++)
        {
            var ofQuery = queries.Rows(query);
            var gains = DiscountedGain.Gains(ofQuery, relevance, Recipe.Gain);
            double[] scoresOfQuery = [.. ofQuery.ToArray().Select(row => scores[row])];
            sum += DiscountedGain.Of(gains, scoresOfQuery, DiscountedGain.Ideal(gains, Recipe.Positions), Recipe.Positions);
        }

        return sum / queries.Count;
    }

    private protected override ShapForm MakeShapForm() => new TreeShapForm(this, _features, ShapLink.None, Trees.Ensemble.ForShap(), Trees.Ensemble.Score);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("stopped_early", StoppedEarly);
        Trees.Ensemble.Write(writer);
    }

    internal static BoostedTreesRankerModel Read(BoostedTreesRanker recipe, ModelHeader header, ModelReader reader)
    {
        var ensemble = TreeEnsemble.Read(reader, header.Input, outputs: 1);
        return new(recipe, header.Input, header.Target, new BoostedTrees(ensemble, reader.Value<bool>("stopped_early")));
    }
}
