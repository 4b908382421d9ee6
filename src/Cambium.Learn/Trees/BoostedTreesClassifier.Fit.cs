using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

public sealed partial record BoostedTreesClassifier
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, <see cref="EarlyStoppingRounds"/> is set and there are no validation rows, or a setting names a column or class that there is not.</exception>
    public override BoostedTreesClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        BoostingRows.CheckValidation(Settings(), options);
        return Fit(ClassificationData.From(train, target, options, FeatureNeeds.AnythingAndVectors), target, options, start: null);
    }

    /// <summary>
    /// Adds <see cref="Trees"/> rounds to those of a model, grown on other rows or on the same. On the same rows with the same settings and seed the answers are those of one
    /// fit of all the rounds. Bins are made anew from the rows given; a level that the model does not know counts as missing.
    /// </summary>
    /// <param name="model">What to go on from. It stays as it is.</param>
    /// <param name="train">Rows with the model's columns and its target, of its classes.</param>
    /// <param name="options">Weights, validation rows, threads, progress, cancellation.</param>
    /// <returns>A model of all trees, with this recipe.</returns>
    /// <exception cref="ArgumentException">As <see cref="Fit(Table, string, FitOptions)"/>.</exception>
    /// <exception cref="TableException">The rows cannot be learned from, or do not fit the model; the message lists every problem.</exception>
    public BoostedTreesClassifierModel Continue(BoostedTreesClassifierModel model, Table train, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        BoostingRows.CheckValidation(Settings(), options);
        BoostingRows.CheckColumns(model, train, options);
        var data = ClassificationData.Again(model.Input, model.Classes, train, model.Target, options);
        BoostingRows.CheckVectors(data.Features);
        return Fit(data, model.Target, options, model.Trees);
    }

    BoostedTreesClassifierModel Fit(ClassificationData data, string target, FitOptions options, BoostedTrees? start)
    {
        var settings = Settings();
        if (data.Classes.Count > 2 && settings.Increasing.Count + settings.Decreasing.Count > 0)
        {
            throw new ArgumentException($"Increasing and Decreasing are for two classes; the target '{target}' has {data.Classes.Count}.");
        }

        var factors = ClassFactors.Of(this, data, target);
        var weights = ClassFactors.Apply(factors, data.Codes, data.Weights);
        var (rows, heldOut) = BoostingRows.Divide(settings, data.Features.RowCount, weights, data.Codes, options);
        using var loss = Loss(rows.Of(data.Codes), data.Classes.Count, rows.Of(weights));
        using var validation = Validation(data, weights, factors, heldOut, target, options);
        using var booster = new GradientBooster(settings, data.Features, rows, loss, validation, start?.Ensemble, ParallelBlocks.Threads(options.MaxThreads));
        var trees = booster.Fit(options.Progress, options.CancellationToken);
        return new BoostedTreesClassifierModel(this, data.Input, target, data.Classes, trees);
    }

    static BoostingLoss Loss(int[] codes, int classes, double[] weights) =>
        classes == 2 ? new LogisticLoss(codes, weights) : new SoftmaxLoss(codes, classes, weights);

    static ValidationScores? Validation(ClassificationData train, double[] weights, double[] factors, RowSet heldOut, string target, FitOptions options)
    {
        if (options.Validation is { } table)
        {
            var given = train.Validation(table, target, options.Weight);
            var ofGiven = ClassFactors.Apply(factors, given.Codes, given.Weights);
            return new ValidationScores(given.Features, RowSet.All(given.Codes.Length), Loss(given.Codes, train.Classes.Count, ofGiven));
        }

        return heldOut.Count == 0
            ? null
            : new ValidationScores(train.Features, heldOut, Loss(heldOut.Of(train.Codes), train.Classes.Count, heldOut.Of(weights)));
    }
}
