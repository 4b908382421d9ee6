using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Figures by the number of rows learned from: whether more rows would help (the curve of rows left out still rises), or another learner would (both curves have met, and low).
/// </summary>
/// <param name="Points">By rising number of rows.</param>
/// <remarks>
/// The rows of a smaller size are among those of a larger one. They are drawn at random, for classifiers with each class as frequent as among all; with a splitter by time they are the latest
/// before the test. Time: a fit for each size and fold. Source: C. Cortes et al., "Learning Curves: Asymptotic Values and Rate of Convergence", 1993.
/// </remarks>
public sealed record LearningCurve(EquatableArray<LearningCurvePoint> Points)
{
    /// <summary>The curve as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a curve that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no learning curve.</exception>
    public static LearningCurve FromJson(string json) => CurveJson.Read<LearningCurve>(json, "a learning curve");

    /// <summary>Fits the recipe on more and more of each fold's training rows, and judges it by the fold's rows.</summary>
    /// <exception cref="ArgumentException">A column is not there, or there are more folds than rows.</exception>
    /// <exception cref="TableException">The rows cannot be split so or learned from, as where a size is too small to hold two classes; the message names the fold.</exception>
    public static LearningCurve Run(Recipe recipe, Table table, string target, LearningCurveOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var validation = options.Validation;
        var column = table[target];
        var splitter = FoldRunner.SplitterOf(recipe, target, validation);
        var runner = new FoldRunner(_ => recipe, table, target, splitter, validation);
        var splits = splitter.Split(table);
        var strata = recipe is Classifier ? RowKeys.ByValue(column) : new int[table.RowCount];
        int[][] orders = [.. splits.Select((split, fold) => splitter.IsOrdered ? Latest(split) : Spread(split.Train, strata, new RandomStream(validation.Seed).Fork(fold)))];
        var sizes = options.Sizes.Select(size => orders.Select(order => RowsOf(size, order.Length)).ToArray()).OrderBy(rows => rows.Sum()).ToArray();
        var progress = new FoldProgress(validation.Progress, splits.Count * sizes.Length);
        progress.Begin();
        var outcomes = FoldThreads.Run(
            splits.Count,
            table,
            validation.MaxThreads,
            (fold, threads) => sizes.Select((rows, place) =>
            {
                var outcome = runner.Run(orders[fold].AsSpan(0, rows[fold]), splits[fold].Test.Span, judgeTraining: true, threads, progress.Of((fold * sizes.Length) + place));
                progress.Done();
                return outcome with { Numbers = [], Calls = [] };
            }).ToArray(),
            validation.CancellationToken);
        return new LearningCurve(sizes.Select((rows, place) => new LearningCurvePoint(
            (int)Math.Round(rows.Average()),
            FoldScore.Over([.. outcomes.Select(fold => fold[place].Train!)]), // judged, as asked
            FoldScore.Over([.. outcomes.Select(fold => fold[place].Test)]))).ToEquatableArray());
    }

    /// <summary>The main figure by rows as a small table.</summary>
    public override string ToString() => CurveJson.Text("rows", Points.Select(point => (TextTable.Number(point.Rows).Split('.')[0], point.Train[0], point.Test[0])));

    static int RowsOf(double size, int rows) => Math.Clamp(size <= 1 ? (int)Math.Round(size * rows, MidpointRounding.AwayFromZero) : (int)Math.Min(size, rows), 1, rows);

    static int[] Latest(RowSplit split) => [.. split.Train.Reverse()];

    /// <summary>Rows in random order, such that among the first of them each stratum is as frequent as among all.</summary>
    static int[] Spread(EquatableArray<int> train, int[] strata, RandomStream random)
    {
        var ordered = new List<(double Place, int Row)>(train.Count);
        foreach (var stratum in train.GroupBy(row => strata[row]))
        {
            int[] rows = [.. stratum];
            random.Shuffle<int>(rows);
            ordered.AddRange(rows.Select((row, place) => ((place + 0.5) / rows.Length, row)));
        }

        return [.. ordered.OrderBy(item => item.Place).Select(item => item.Row)];
    }
}
