using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Measures how a model's score falls when its rows are noisy, when values are missing, and when they are those of other rows.</summary>
/// <remarks>
/// <para>
/// Noise is Gaussian, in steps of each column's standard deviation, and rounded in columns of whole numbers; values are taken away or replaced in a share of the rows, each column by its own draw. First all columns together, then each by itself at one level.
/// Vectors are left as they are. Each repeat has its own random numbers, which all levels share. A model that does not take missing values is told of, not an error.
/// </para>
/// <para>Time: the model is asked (levels + columns) · repeats times a damage, of <see cref="RobustnessOptions.MaxRows"/> rows at most.</para>
/// <para>Source: D. Hendrycks, T. Dietterich, "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations", 2019 (levels of damage); of swapped values L. Breiman, "Random Forests", 2001, section 10.</para>
/// </remarks>
public static class Robustness
{
    /// <summary>Measures a model.</summary>
    /// <param name="model">A classifier or regressor.</param>
    /// <param name="test">Rows that it was not fitted on, with the target.</param>
    /// <param name="options">Levels, repeats, score, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, the model has no target, or the metric judges another kind of model.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or do not define the score.</exception>
    public static RobustnessReport Measure(Model model, Table test, RobustnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        var rows = Sampled(test, options);
        var judged = model.Judge(rows);
        var metric = (options.Metric ?? MainMetric(judged)).CheckedFor(judged);
        var baseline = metric.Judge(judged);
        if (double.IsNaN(baseline))
        {
            throw new TableException($"The score {metric.Name} is not defined for these rows, because the target is the same in all of them; give rows with different values of the target.");
        }

        string[] columns = [.. model.Input.Fields.Select(field => field.Name)];
        var curves = Planned(rows, columns, options);
        var measured = new RobustnessCurve?[curves.Length];
        var progress = new CountedProgress(options.Progress, "damages", curves.Length);
        ParallelBlocks.For(
            curves.Length, 1, options.MaxThreads,
            (place, _, _) =>
            {
                measured[place] = Measured(curves[place], model, rows, columns, metric, baseline, options);
                progress.Add(1);
            },
            options.CancellationToken);
        var all = measured.OfType<RobustnessCurve>().ToArray();
        return new RobustnessReport(
            metric.Name, metric.HigherIsBetter, baseline, rows.RowCount, options.Repeats,
            [
                .. all.Where(curve => curve.Column.Length == 0),
                .. all.Where(curve => curve.Column.Length > 0).OrderBy(curve => curve.Damage).ThenByDescending(curve => curve.Points.Count == 0 ? double.NegativeInfinity : curve.Points[0].Loss),
            ]);
    }

    /// <summary>The score that models are compared by unless told otherwise.</summary>
    internal static Metric MainMetric(JudgedRows rows) => Metric.Named(rows is JudgedClasses classes ? (classes.Classes == 2 ? "roc_auc" : "accuracy") : "r2");

    static Table Sampled(Table test, RobustnessOptions options)
    {
        if (test.RowCount <= options.MaxRows)
        {
            return test;
        }

        var order = Enumerable.Range(0, test.RowCount).ToArray();
        new RandomStream(options.Seed).Fork(-1).Shuffle<int>(order);
        return test.Take([.. order.Take(options.MaxRows).Order()]);
    }

    /// <summary>Which damages there are: of all columns where one can be done, then of each that it can be done to.</summary>
    static (Damage Damage, string[] Columns, string Name, EquatableArray<double> Levels)[] Planned(Table rows, string[] columns, RobustnessOptions options)
    {
        var planned = new List<(Damage Damage, string[] Columns, string Name, EquatableArray<double> Levels)>();
        foreach (var damage in Enum.GetValues<Damage>())
        {
            var levels = damage == Damage.Noise ? options.Noise : options.Shares;
            string[] able = [.. columns.Where(column => DamagedColumn.CanBe(damage, rows[column]))];
            if (levels.Count == 0 || able.Length == 0)
            {
                continue;
            }

            planned.Add((damage, able, "", levels));
            planned.AddRange(able.Take(options.MaxColumns).Select(column =>
                (damage, (string[])[column], column, (EquatableArray<double>)[damage == Damage.Noise ? options.ColumnNoise : options.ColumnShare])));
        }

        return [.. planned];
    }

    static RobustnessCurve Measured(
        (Damage Damage, string[] Columns, string Name, EquatableArray<double> Levels) plan, Model model, Table rows, string[] columns, Metric metric, double baseline, RobustnessOptions options)
    {
        var points = new List<RobustnessPoint>();
        foreach (var level in plan.Levels)
        {
            var scores = new double[options.Repeats];
            for (var repeat = 0; repeat < scores.Length; repeat++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                var random = new RandomStream(options.Seed).Fork((int)plan.Damage).Fork(repeat);
                var damaged = plan.Columns.Aggregate(rows, (table, column) => table.With(DamagedColumn.Of(rows[column], plan.Damage, level, random.Fork(Array.IndexOf(columns, column)))));
                try
                {
                    scores[repeat] = metric.Judge(model.Judge(damaged));
                }
                catch (TableException e)
                {
                    return new RobustnessCurve(plan.Damage, plan.Name, [], $"The model does not answer to rows so damaged: {e.Message}");
                }
            }

            points.Add(Point(level, scores, metric, baseline));
        }

        return new RobustnessCurve(plan.Damage, plan.Name, points.ToEquatableArray(), "");
    }

    static RobustnessPoint Point(double level, double[] scores, Metric metric, double baseline)
    {
        var mean = scores.Average();
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Length - 1));
        var margin = StudentDistribution.Quantile(0.975, scores.Length - 1) * deviation / Math.Sqrt(scores.Length);
        return new RobustnessPoint(level, mean, new Interval(mean - margin, mean + margin), metric.HigherIsBetter ? baseline - mean : mean - baseline);
    }
}
