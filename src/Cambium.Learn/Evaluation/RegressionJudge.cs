using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes the report of a regressor's answers.</summary>
static class RegressionJudge
{
    const int MaxSample = 1000;

    /// <summary>The true number of each row.</summary>
    /// <exception cref="ArgumentException">The target is not there.</exception>
    /// <exception cref="TableException">There are no rows, or the target is missing or no finite number.</exception>
    internal static double[] Truth(Table test, string target)
    {
        ArgumentNullException.ThrowIfNull(test);
        var problems = new List<string>();
        var truth = RegressionData.ReadTarget(test[target], problems);
        return problems.Count == 0
            ? truth
            : throw new TableException($"The model cannot be judged on this table: {string.Join("; ", problems)}.") { Column = target };
    }

    /// <summary>The report of predictions against the truth, each row standing for itself.</summary>
    internal static RegressionReport Report(double[] truth, double[] predicted, EvaluateOptions options) =>
        Report(new JudgedNumbers(truth, predicted), FigureIntervals.Each(truth.Length), options);

    /// <summary>The report of judged rows.</summary>
    /// <param name="rows">Truth and answers.</param>
    /// <param name="units">The group of each row, for the intervals.</param>
    /// <param name="options">More figures, and how intervals are made.</param>
    internal static RegressionReport Report(JudgedNumbers rows, int[] units, EvaluateOptions options)
    {
        var (truth, predicted) = rows;
        Score[] scores =
        [
            new Score("rmse", Math.Sqrt(truth.Select((value, row) => (value - predicted[row]) * (value - predicted[row])).Average())),
            new Score("mae", truth.Select((value, row) => Math.Abs(value - predicted[row])).Average()),
            new Score("r2", R2(truth, predicted)),
        ];
        var sample = Sample(truth.Length);
        var tally = new Lazy<RegressionTally>(() => new RegressionTally(rows));
        return new RegressionReport
        {
            Rows = truth.Length,
            Scores = FigureIntervals.Of(scores, rows, units, options, 1, () => tally.Value.Scores),
            SampleTruth = sample.Select(row => truth[row]).ToEquatableArray(),
            SamplePredicted = sample.Select(row => predicted[row]).ToEquatableArray(),
        };
    }

    /// <summary>1 − Σ (y − ŷ)² / Σ (y − ȳ)²; NaN where the truth is constant.</summary>
    internal static double R2(double[] truth, double[] predicted) => RegressionMetrics.Determination(truth, predicted);

    /// <summary>Up to 1,000 rows at equal steps.</summary>
    static int[] Sample(int rows)
    {
        var count = Math.Min(rows, MaxSample);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))];
    }
}
