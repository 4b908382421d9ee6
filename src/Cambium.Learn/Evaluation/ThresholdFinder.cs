using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds thresholds for goals on judged rows, with intervals.</summary>
static class ThresholdFinder
{
    static IReadOnlyList<ThresholdFigure> Figures => ThresholdFigure.All;

    internal static IEnumerable<ThresholdFinding> Find(JudgedClasses rows, string positive, int[] units, EquatableArray<ThresholdGoal> goals, EvaluateOptions options)
    {
        var ranking = Ranking.Of(rows.Probabilities, 2, 1);
        var slots = ranking.RankOf.Select((rank, row) => (2 * rank) + rows.Truth[row]).ToArray();
        var whole = new ThresholdLadder(ranking.Scores).Weigh(Array.ConvertAll(ranking.Count(rows.Truth, 1), count => (double)count));
        var width = 1 + Figures.Count;

        // The optimism of a figure is not to be corrected for the bias that it is.
        var intervals = Bootstrap.Of(
            options.Intervals == IntervalMethod.None ? options : options with { Intervals = IntervalMethod.Percentile }, units, 1 + goals.Count,
            () => Resampled(ranking.Scores, slots, whole, goals));
        return goals.Select((goal, place) =>
        {
            var (threshold, score) = whole.Best(goal);
            var calls = whole.At(threshold);
            return new ThresholdFinding
            {
                Goal = goal,
                Positive = positive,
                IsReached = score > -1 || goal.Metric == ThresholdMetric.Cost,
                Threshold = threshold,
                ThresholdInterval = intervals.Length == 0 ? null : intervals[place * width],
                Figures =
                [
                    .. Figures.Select((figure, i) => new Score(figure.Name, figure.Of(calls, goal))
                    {
                        Interval = intervals.Length == 0 ? null : figure.Honest(calls, goal, intervals[(place * width) + 1 + i]),
                    }),
                ],
            };
        });
    }

    /// <summary>For each goal the threshold of a resample, and how much better each figure is there than the same threshold's on all rows.</summary>
    static Func<byte[], double[]> Resampled(double[] scores, int[] slots, ThresholdLadder whole, EquatableArray<ThresholdGoal> goals)
    {
        var (ladder, counts) = (new ThresholdLadder(scores), new double[2 * scores.Length]);
        return times =>
        {
            Array.Clear(counts);
            for (var row = 0; row < slots.Length; row++)
            {
                counts[slots[row]] += times[row];
            }

            if (Array.TrueForAll(times, own => own == 0))
            {
                return [.. Enumerable.Repeat(double.NaN, goals.Count * (1 + Figures.Count))];
            }

            ladder.Weigh(counts);
            return
            [
                .. goals.SelectMany(goal =>
                {
                    var threshold = ladder.Best(goal).Threshold;
                    var (own, other) = (ladder.At(threshold), whole.At(threshold));
                    return Figures.Select(figure => figure.Stretched(own, goal) - figure.Stretched(other, goal)).Prepend(threshold);
                }),
            ];
        };
    }
}
