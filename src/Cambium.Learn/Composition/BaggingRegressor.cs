using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by the mean of one regressor fitted many times, each time on rows and columns drawn at random: bagging, pasting, random subspaces.</summary>
/// <remarks>
/// <para>The answer is the mean of the models'. scikit-learn's <c>BaggingRegressor</c> does the same, with other draws.</para>
/// <para>
/// Time: <see cref="Models"/> fits of the base. Use it around a base that changes much with its rows, such as deep trees or nearest neighbours; a linear learner gains nothing. For decision trees a random forest is faster and mostly better.
/// </para>
/// <para>
/// Scaling, missing values and categories: as the base wants, which may be a pipeline. Weights are passed on with the rows; rows are drawn all alike, so that a whole weight is not as a repeated row.
/// </para>
/// <para>Source: L. Breiman, "Bagging Predictors", 1996; L. Breiman, "Pasting Small Votes", 1999; T. K. Ho, "The Random Subspace Method", 1998.</para>
/// </remarks>
public sealed record BaggingRegressor : Regressor
{
    /// <summary>The regressor that is fitted many times. A decision tree unless set.</summary>
    public Regressor Base { get; init => field = Nesting.Check(value); } = new DecisionTreeRegressor();

    /// <summary>The number of fits. Default 10. Range [1, 10,000].</summary>
    public int Models { get; init => field = Check.InRange(value, 1, 10_000); } = 10;

    /// <summary>The share of the rows that is drawn for each fit. Default 1. Range [0.001, 1].</summary>
    public double RowShare { get; init => field = Check.InRange(value, 0.001, 1); } = 1;

    /// <summary>Whether a row may be drawn more than once. Default true.</summary>
    public bool Replace { get; init; } = true;

    /// <summary>The share of the columns that is drawn for each fit, none twice; at least one. Default 1. Range [0.001, 1].</summary>
    public double ColumnShare { get; init => field = Check.InRange(value, 0.001, 1); } = 1;

    /// <summary>Whether to judge the bag on the rows that each model did not see. Default false.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>The seed of the draws. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override BaggingRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfNumbers(train, target, options);
        var names = rows.Input.Fields.Select(field => field.Name).ToArray();
        var (sums, counts) = (new double[rows.Count], new int[rows.Count]);
        var models = new RegressorModel[Models];
        for (var i = 0; i < models.Length; i++)
        {
            options.Progress?.Report(new FitProgress("models", i, models.Length));
            var random = new RandomStream(Seed).Fork(i);
            var drawn = BagDrawing.Rows([], rows.Count, RowShare, Replace, random);
            string[] columns = [.. BagDrawing.Columns(names, ColumnShare, random), target, .. options.Weight is { } weight ? [weight] : Array.Empty<string>()];
            models[i] = Base.Fit(train.Select(columns).Take(drawn), target, Parts.For(options, $"model {i + 1}"));
            if (OutOfBag)
            {
                AddLeftOut(models[i], train, drawn, sums, counts);
            }
        }

        options.Progress?.Report(new FitProgress("models", models.Length, models.Length));
        return new BaggingRegressorModel(this, rows.Input, target, models, R2(rows, sums, counts));
    }

    static void AddLeftOut(RegressorModel model, Table train, int[] drawn, double[] sums, int[] counts)
    {
        int[] left = [.. Enumerable.Range(0, sums.Length).Except(drawn)];
        var own = model.PredictValues(train.Take(left));
        for (var i = 0; i < left.Length; i++)
        {
            sums[left[i]] += own[i];
            counts[left[i]]++;
        }
    }

    static double R2(ComposedRows rows, double[] sums, int[] counts)
    {
        var judged = Enumerable.Range(0, sums.Length).Where(row => counts[row] > 0).ToArray();
        var weights = Array.ConvertAll(judged, row => rows.Weights.Length == 0 ? 1 : rows.Weights[row]);
        var mean = judged.Zip(weights, (row, weight) => weight * rows.Target[row]).Sum() / weights.Sum();
        var (left, all) = (0.0, 0.0);
        for (var i = 0; i < judged.Length; i++)
        {
            var truth = rows.Target[judged[i]];
            var error = truth - (sums[judged[i]] / counts[judged[i]]);
            left += weights[i] * error * error;
            all += weights[i] * (truth - mean) * (truth - mean);
        }

        return all > 0 ? 1 - (left / all) : double.NaN;
    }
}
