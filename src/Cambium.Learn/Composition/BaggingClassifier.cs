using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the mean of one classifier fitted many times, each time on rows and columns drawn at random: bagging, pasting, random subspaces.</summary>
/// <remarks>
/// <para>The probabilities are the mean of the models'. scikit-learn's <c>BaggingClassifier</c> does the same, with other draws.</para>
/// <para>
/// Time: <see cref="Models"/> fits of the base. Use it around a base that changes much with its rows, such as deep trees or nearest neighbours; a linear learner gains nothing. For decision trees a random forest is faster and mostly better.
/// </para>
/// <para>
/// Scaling, missing values and categories: as the base wants, which may be a pipeline. Weights are passed on with the rows; rows are drawn all alike, so that a whole weight is not as a repeated row. A draw of rows of one class is drawn again.
/// </para>
/// <para>Source: L. Breiman, "Bagging Predictors", 1996; L. Breiman, "Pasting Small Votes", 1999; T. K. Ho, "The Random Subspace Method", 1998.</para>
/// </remarks>
public sealed record BaggingClassifier : Classifier
{
    /// <summary>The classifier that is fitted many times. A decision tree unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new DecisionTreeClassifier();

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
    public override BaggingClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var names = rows.Input.Fields.Select(field => field.Name).ToArray();
        var k = rows.Classes.Count;
        var sums = new double[OutOfBag ? rows.Count * k : 0];
        var models = new ClassifierModel[Models];
        for (var i = 0; i < models.Length; i++)
        {
            options.Progress?.Report(new FitProgress("models", i, models.Length));
            var random = new RandomStream(Seed).Fork(i);
            var drawn = BagDrawing.Rows(rows.Codes, rows.Count, RowShare, Replace, random);
            string[] columns = [.. BagDrawing.Columns(names, ColumnShare, random), target, .. options.Weight is { } weight ? [weight] : Array.Empty<string>()];
            models[i] = Base.Fit(train.Select(columns).Take(drawn), target, Parts.For(options, $"model {i + 1}"));
            if (OutOfBag)
            {
                AddLeftOut(models[i], train, rows, drawn, sums);
            }
        }

        options.Progress?.Report(new FitProgress("models", models.Length, models.Length));
        return new BaggingClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), models, Accuracy(rows, sums));
    }

    static void AddLeftOut(ClassifierModel model, Table train, ComposedRows rows, int[] drawn, double[] sums)
    {
        int[] left = [.. Enumerable.Range(0, rows.Count).Except(drawn)];
        var k = rows.Classes.Count;
        var own = Parts.Probabilities(model, train.Take(left), rows.Classes);
        for (var i = 0; i < own.Length; i++)
        {
            sums[(left[i / k] * k) + (i % k)] += own[i];
        }
    }

    static double Accuracy(ComposedRows rows, double[] sums)
    {
        var (right, total) = (0.0, 0.0);
        var called = ClassifierModel.MostProbable(sums, rows.Classes.Count);
        for (var row = 0; row < called.Length; row++)
        {
            var weight = rows.Weights.Length == 0 ? 1 : rows.Weights[row];
            if (sums.AsSpan(row * rows.Classes.Count, rows.Classes.Count).ContainsAnyExcept(0))
            {
                total += weight;
                right += called[row] == rows.Codes[row] ? weight : 0;
            }
        }

        return right / total;
    }
}
