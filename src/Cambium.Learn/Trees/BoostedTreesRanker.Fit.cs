using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

public sealed partial record BoostedTreesRanker
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, <see cref="EarlyStoppingRounds"/> is set and there are no validation rows, or a setting names a column that there is not.</exception>
    public override BoostedTreesRankerModel Fit(Table train, string target, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        BoostingRows.CheckValidation(Settings(), options);
        var data = RegressionData.From(WithoutQuery(train), target, options, FeatureNeeds.AnythingAndVectors);
        return Fit(data, Queries.Read(train, Query), target, options, start: null);
    }

    /// <inheritdoc cref="BoostedTreesClassifier.Continue"/>
    /// <param name="model">What to go on from. It stays as it is.</param>
    /// <param name="train">Rows with the model's columns, its target and the queries.</param>
    /// <param name="options">Weights, validation rows, threads, progress, cancellation.</param>
    public BoostedTreesRankerModel Continue(BoostedTreesRankerModel model, Table train, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        BoostingRows.CheckValidation(Settings(), options);
        var rows = WithoutQuery(train);
        BoostingRows.CheckColumns(model, rows, options);
        var data = RegressionData.Again(model.Input, rows, model.Target, options);
        BoostingRows.CheckVectors(data.Features);
        return Fit(data, Queries.Read(train, Query), model.Target, options, model.Trees);
    }

    BoostedTreesRankerModel Fit(RegressionData data, int[] queries, string target, FitOptions options, BoostedTrees? start)
    {
        var settings = Settings();
        CheckRelevance(data.Target, target);
        var (rows, heldOut) = Divide(settings, data, queries, options);
        using var loss = LossOf(rows.Of(data.Target), rows.Of(queries), rows.Of(data.Weights));
        using var validation = Validation(data, queries, heldOut, target, options);
        using var booster = new GradientBooster(settings, data.Features, rows, loss, validation, start?.Ensemble, ParallelBlocks.Threads(options.MaxThreads));
        var trees = booster.Fit(options.Progress, options.CancellationToken);
        return new BoostedTreesRankerModel(this, data.Input, target, trees);
    }

    /// <summary>Whole queries are set aside.</summary>
    static (RowSet Train, RowSet HeldOut) Divide(BoostingSettings settings, RegressionData data, int[] queries, FitOptions options)
    {
        var distinct = queries.Length == 0 ? 0 : queries.Max() + 1;
        var (_, heldOutQueries) = BoostingRows.Divide(settings, distinct, [], [], options);
        var isHeldOut = new bool[distinct];
        for (var i = 0; i < heldOutQueries.Count; i++)
        {
            isHeldOut[heldOutQueries[i]] = true;
        }

        return (
            RowSet.Where(queries.Length, row => HasWeight(row) && !isHeldOut[queries[row]]),
            RowSet.Where(queries.Length, row => HasWeight(row) && isHeldOut[queries[row]]));

        bool HasWeight(int row) => data.Weights.Length == 0 || data.Weights[row] > 0;
    }

    ValidationScores? Validation(RegressionData train, int[] queries, RowSet heldOut, string target, FitOptions options)
    {
        if (options.Validation is { } table)
        {
            var given = train.Validation(WithoutQuery(table), target, options.Weight);
            CheckRelevance(given.Target, target);
            return new ValidationScores(given.Features, RowSet.All(given.Target.Length), LossOf(given.Target, Queries.Read(table, Query), given.Weights));
        }

        return heldOut.Count == 0
            ? null
            : new ValidationScores(train.Features, heldOut, LossOf(heldOut.Of(train.Target), heldOut.Of(queries), heldOut.Of(train.Weights)));
    }

    LambdaRankLoss LossOf(double[] relevance, int[] queries, double[] weights) => new(relevance, queries, weights, Gain, Positions);

    Table WithoutQuery(Table rows) => Query.Length == 0 ? rows : rows.Drop(Query);

    internal void CheckRelevance(double[] values, string target)
    {
        var bad = Gain == RelevanceGain.Exponential ? Array.FindIndex(values, value => !(value >= 0 && value <= DiscountedGain.MostRelevance)) : -1;
        if (bad >= 0)
        {
            throw new TableException(
                $"The table cannot be learned from: the relevance '{target}' is {values[bad]:R} in row {bad + 1}; exponential gains are for 0 to " +
                $"{DiscountedGain.MostRelevance}. Set Gain to Linear for other numbers.")
            {
                Column = target,
            };
        }
    }
}
