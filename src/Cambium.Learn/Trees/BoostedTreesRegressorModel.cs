using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts a number by a sum of decision trees.</summary>
public sealed class BoostedTreesRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly int[] _categories;
    readonly int[] _starts; // of each column among the values of a row

    internal BoostedTreesRegressorModel(BoostedTreesRegressor recipe, Schema input, string target, BoostedTrees trees)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _categories = RowCheck.CategoriesAmong(_features);
        _starts = WideFeatures.Starts(_features);
        Trees = trees;
    }

    /// <inheritdoc/>
    public override BoostedTreesRegressor Recipe { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => Trees.Ensemble.TreeCount;

    /// <summary>The number of rounds whose trees were kept; where validation rows were watched, the one with the least loss on them.</summary>
    public int BestIteration => Trees.Ensemble.TreeCount;

    /// <inheritdoc cref="BoostedTreesClassifierModel.StoppedEarly"/>
    public bool StoppedEarly => Trees.StoppedEarly;

    /// <inheritdoc cref="BoostedTreesClassifierModel.Gains"/>
    public EquatableArray<double> Gains => Trees.Ensemble.GainsOf(_features).ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        CheckInput(rows);
        return Values(Trees.Ensemble.Score(FeatureMatrix.Build(rows, _features)));
    }

    /// <summary>The predicted number for one row, without a table: for answers within microseconds.</summary>
    /// <param name="row">One value a column of <see cref="Model.Input"/>, in its order: numbers as they are, a truth as 0 or 1, a moment as days since 1970-01-01, a category as the place
    /// of its level, NaN where it is missing or no level; a sparse column has one value for each of its places.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a category's value is no place of a level.</exception>
    public double PredictValue(ReadOnlySpan<double> row)
    {
        RowCheck.ThrowIfUnfit(row, _features, _categories, _starts);
        Span<double> score = [0];
        Trees.Ensemble.Score(row, score);
        return Recipe.Loss == BoostedTreesLoss.Poisson ? Math.Exp(score[0]) : score[0];
    }

    /// <summary>What boosting gave.</summary>
    internal BoostedTrees Trees { get; }

    /// <summary>The numbers that scores stand for.</summary>
    internal double[] Values(double[] scores) => Recipe.Loss == BoostedTreesLoss.Poisson ? Array.ConvertAll(scores, Math.Exp) : scores;

    private protected override ShapForm MakeShapForm() =>
        new TreeShapForm(this, _features, Recipe.Loss == BoostedTreesLoss.Poisson ? ShapLink.Exponential : ShapLink.None, Trees.Ensemble.ForShap(), Trees.Ensemble.Score);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("stopped_early", StoppedEarly);
        Trees.Ensemble.Write(writer);
    }

    internal static BoostedTreesRegressorModel Read(BoostedTreesRegressor recipe, ModelHeader header, ModelReader reader)
    {
        var ensemble = TreeEnsemble.Read(reader, header.Input, outputs: 1);
        return new(recipe, header.Input, header.Target, new BoostedTrees(ensemble, reader.Value<bool>("stopped_early")));
    }
}
