using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Takes the least important columns away again and again, and keeps as many as do best on rows left out (recursive elimination with
/// cross-validation).
/// </summary>
/// <remarks>
/// <para>In each fold the columns are eliminated on its training rows alone and every number of columns is scored on the rows left out (ROC area,
/// accuracy or R²); the number with the best mean, of equals the smallest, is then what elimination on all training rows leaves.
/// Importances are as for <see cref="SelectFromModel"/>.</para>
/// <para>Time: folds + 1 times as many fits as there are numbers of columns. Put steps that the model needs before this one.</para>
/// <para>Source: I. Guyon, J. Weston, S. Barnhill, V. Vapnik, "Gene Selection for Cancer Classification using Support Vector Machines", 2002.</para>
/// </remarks>
public sealed record EliminateRecursively : SupervisedTransform
{
    /// <summary>The columns to choose among; others pass and are not shown to the model. Default none, which means all but text and sparse vectors.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The model to ask. Default null: a random forest of 100 trees.</summary>
    /// <exception cref="ArgumentException">It is nested too deep.</exception>
    public Recipe? Model { get; init => field = value is null ? null : Nesting.Check(value); }

    /// <summary>The share of the columns there are that goes at a time, at least one column. Default 0.1. Range [0, 1).</summary>
    public double Share { get; init => field = Check.InRange(value, 0, Math.BitDecrement(1.0)); } = 0.1;

    /// <summary>The fewest columns to keep. Default 1. Range [1, ∞).</summary>
    public int Least { get; init => field = Check.AtLeast(value, 1); } = 1;

    /// <summary>The number of folds. Default 5. Range [2, 1000].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The seed of the folds, and of the forest that is asked where no model is given. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var asked = SelectionRows.Of(rows, target, Columns, Model, Seed, this);
        var names = asked.Columns.Select(column => column.Name).ToEquatableArray();
        if (names.Count <= Least)
        {
            return (FeatureSelectionModel.Of(this, asked.Columns, new double[names.Count], _ => true), rows);
        }

        var train = asked.Train(names);
        if (train.RowCount < Folds)
        {
            throw new TableException($"{nameof(EliminateRecursively)} cannot choose columns: there are {train.RowCount} rows, expected at least one a fold, {Folds}.");
        }

        var counts = Counts(names.Count);
        var means = new double[counts.Count];
        var foldOf = train.Folds(Folds, rows.TargetIsClasses ? target.Name : null, groupBy: null, Seed);
        for (var fold = 0; fold < Folds; fold++)
        {
            var parts = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
            var scores = Scores(asked, train.Take([.. parts[false]]), train.Take([.. parts[true]]), names, counts, options);
            for (var i = 0; i < means.Length; i++)
            {
                means[i] += scores[i] / Folds;
            }
        }

        // From the most columns to the fewest, so that the last of equals has the fewest.
        var best = counts[Array.LastIndexOf(means, means.Max())];
        var (kept, left) = Eliminate(asked, train, names, best, options);
        var model = FeatureSelectionModel.Of(this, asked.Columns, [.. names.Select(name => left[name])], i => kept.IndexOf(names[i]) >= 0);
        return (model, rows with { Features = model.Apply(rows.Features) });
    }

    /// <summary>The numbers of columns on the way, the most first.</summary>
    List<int> Counts(int count)
    {
        var counts = new List<int> { count };
        while (counts[^1] > Least)
        {
            counts.Add(Math.Max(Least, counts[^1] - Math.Max(1, (int)(Share * counts[^1]))));
        }

        return counts;
    }

    static double[] Scores(SelectionRows asked, Table train, Table test, EquatableArray<string> names, List<int> counts, FitOptions options)
    {
        var scores = new double[counts.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var dropped = asked.Columns.Select(column => column.Name).Except(names).ToArray();
            var part = train.Drop(dropped);
            var model = asked.Fit(part, options);
            var score = model.MainScore(test);
            scores[i] = double.IsNaN(score) ? 0 : score;
            if (i + 1 < scores.Length)
            {
                names = Best(names, LearnedImportance.Of(model, part, names, options), counts[i + 1]);
            }
        }

        return scores;
    }

    /// <summary>The columns that are left when so many are, and each column's figure: how many were left when it went, or the whole number for those kept.</summary>
    (EquatableArray<string> Kept, Dictionary<string, double> Left) Eliminate(SelectionRows asked, Table train, EquatableArray<string> names, int count, FitOptions options)
    {
        var left = names.ToDictionary(name => name, _ => (double)names.Count);
        foreach (var next in Counts(names.Count).Skip(1).TakeWhile(next => next >= count))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var part = train.Drop([.. asked.Columns.Select(column => column.Name).Except(names)]);
            var kept = Best(names, asked.Importances(part, names, options), next);
            foreach (var gone in names.Except(kept))
            {
                left[gone] = next;
            }

            names = kept;
        }

        return (names, left);
    }

    static EquatableArray<string> Best(EquatableArray<string> names, double[] importances, int count)
    {
        var best = Enumerable.Range(0, importances.Length).OrderByDescending(i => importances[i]).Take(count).ToHashSet();
        return names.Where((_, i) => best.Contains(i)).ToEquatableArray();
    }
}
