using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

public sealed partial record BoostedTreesRegressor
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, <see cref="EarlyStoppingRounds"/> is set and there are no validation rows, or a setting names a column that there is not.</exception>
    public override BoostedTreesRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        BoostingRows.CheckValidation(Settings(), options);
        return Fit(RegressionData.From(train, target, options, FeatureNeeds.AnythingAndVectors), target, options, start: null);
    }

    /// <inheritdoc cref="BoostedTreesClassifier.Continue"/>
    /// <param name="model">What to go on from, fitted with the same <see cref="Loss"/>. It stays as it is.</param>
    /// <param name="train">Rows with the model's columns and its target.</param>
    /// <param name="options">Weights, validation rows, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">As <see cref="Fit(Table, string, FitOptions)"/>, or the model has another loss.</exception>
    public BoostedTreesRegressorModel Continue(BoostedTreesRegressorModel model, Table train, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        BoostingRows.CheckValidation(Settings(), options);
        if (model.Recipe.Loss != Loss)
        {
            throw new ArgumentException($"The model was fitted with the loss {model.Recipe.Loss}, and cannot go on with {Loss}. Fit a new model.", nameof(model));
        }

        BoostingRows.CheckColumns(model, train, options);
        var data = RegressionData.Again(model.Input, train, model.Target, options);
        BoostingRows.CheckVectors(data.Features);
        return Fit(data, model.Target, options, model.Trees);
    }

    BoostedTreesRegressorModel Fit(RegressionData data, string target, FitOptions options, BoostedTrees? start)
    {
        var settings = Settings();
        CheckTarget(data.Target, target);
        var (rows, heldOut) = BoostingRows.Divide(settings, data.Features.RowCount, data.Weights, [], options);
        using var loss = LossOf(rows.Of(data.Target), rows.Of(data.Weights));
        using var validation = Validation(data, heldOut, target, options);
        using var booster = new GradientBooster(settings, data.Features, rows, loss, validation, start?.Ensemble, ParallelBlocks.Threads(options.MaxThreads));
        var trees = booster.Fit(options.Progress, options.CancellationToken);
        return new BoostedTreesRegressorModel(this, data.Input, target, trees);
    }

    BoostingLoss LossOf(double[] target, double[] weights) => Loss switch
    {
        BoostedTreesLoss.Absolute => new QuantileLoss(target, weights, level: 0.5, factor: 2),
        BoostedTreesLoss.Quantile => new QuantileLoss(target, weights, QuantileLevel),
        BoostedTreesLoss.Huber => new HuberLoss(target, weights, HuberDelta),
        BoostedTreesLoss.Poisson => new PoissonLoss(target, weights),
        _ => new SquaredLoss(target, weights),
    };

    ValidationScores? Validation(RegressionData train, RowSet heldOut, string target, FitOptions options)
    {
        if (options.Validation is { } table)
        {
            var given = train.Validation(table, target, options.Weight);
            CheckTarget(given.Target, target);
            return new ValidationScores(given.Features, RowSet.All(given.Target.Length), LossOf(given.Target, given.Weights));
        }

        return heldOut.Count == 0
            ? null
            : new ValidationScores(train.Features, heldOut, LossOf(heldOut.Of(train.Target), heldOut.Of(train.Weights)));
    }

    void CheckTarget(double[] values, string target)
    {
        var negative = Loss == BoostedTreesLoss.Poisson ? Array.FindIndex(values, value => value < 0) : -1;
        if (negative >= 0)
        {
            throw new TableException(
                $"The table cannot be learned from: the target '{target}' is {values[negative]:R} in row {negative + 1}; the Poisson loss is for numbers of at least 0.")
            {
                Column = target,
            };
        }
    }
}
