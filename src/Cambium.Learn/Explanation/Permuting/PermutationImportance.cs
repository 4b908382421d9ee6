using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Shuffles each column in turn, or columns together, and watches a score drop.</summary>
static class PermutationImportance
{
    /// <summary>Measures a model that answers with numbers.</summary>
    /// <exception cref="TableException">The score is not defined for these rows.</exception>
    internal static Explanation Of(Model model, WatchedAnswers watched, Table rows, ExplainOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var answers = ShuffledAnswers.Of(model, rows, watched.Ask);
        return Of(watched.Name, watched.HigherIsBetter, watched.Score(watched.Ask(rows)), rows, model.Input, options, columns =>
            answers.For(columns) is { } shuffled ? order => watched.Score(shuffled(order)) : null);
    }

    /// <summary>Measures a model by a score of rows.</summary>
    /// <exception cref="TableException">The score is not defined for these rows.</exception>
    internal static Explanation Of(string name, Func<Table, double> score, Table rows, Schema input, ExplainOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        return Of(name, higherIsBetter: true, score(rows), rows, input, options, columns =>
            order => score(columns.Aggregate(rows, (shuffled, column) => shuffled.With(rows[column].Take(order)))));
    }

    /// <summary>Each group has its own random stream, so that neither threads nor other columns matter.</summary>
    static Explanation Of(
        string name, bool higherIsBetter, double baseline, Table rows, Schema input, ExplainOptions options, Func<EquatableArray<string>, Func<int[], double>?> scoreOf)
    {
        if (double.IsNaN(baseline))
        {
            throw new TableException(
                $"The score {name} is not defined for these rows, because the target is the same in all of them; give rows with " +
                "different values of the target.");
        }

        var groups = ShuffledGroup.Of(input, options.Groups);
        var root = new RandomStream(options.Seed);
        var importances = new Importance[groups.Length];
        var progress = new CountedProgress(options.Progress, "columns", groups.Length);
        ParallelBlocks.For(
            groups.Length,
            blockSize: 1,
            options.MaxThreads,
            (_, place, _) =>
            {
                var group = groups[place];
                var drops = Drops(scoreOf(group.Columns), baseline, rows, group, root.Fork(group.Stream), options);
                importances[place] = Importance.Of(group.Name, group.Columns.Count > 1 ? group.Columns : default, higherIsBetter ? drops : Array.ConvertAll(drops, drop => -drop));
                progress.Add(1);
            },
            options.CancellationToken);
        return new Explanation(name, baseline, importances.OrderByDescending(importance => importance.Drop).ToEquatableArray()) { HigherIsBetter = higherIsBetter };
    }

    static double[] Drops(Func<int[], double>? score, double baseline, Table rows, ShuffledGroup group, RandomStream random, ExplainOptions options)
    {
        var drops = new double[options.Repeats];
        if (score is null)
        {
            return drops;
        }

        var strata = options.Conditional ? Strata.Of(rows, group.Columns, options) : null;
        var order = Enumerable.Range(0, rows.RowCount).ToArray();
        for (var repeat = 0; repeat < drops.Length; repeat++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (strata is null)
            {
                random.Shuffle<int>(order);
            }
            else
            {
                strata.Shuffle(random, order);
            }

            drops[repeat] = baseline - score(order);
        }

        return drops;
    }
}
