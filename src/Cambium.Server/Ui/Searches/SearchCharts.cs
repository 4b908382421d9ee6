using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Draws a search.</summary>
static class SearchCharts
{
    /// <summary>Most lines of parallel coordinates; more cannot be told apart.</summary>
    internal const int MostLines = 500;

    /// <summary>Most trials whose scores are drawn beside the best so far.</summary>
    const int MostDots = 1000;

    /// <summary>Scores that lie farther from the best than so many times the distance of the middle one are drawn at the edge: one trial that went wrong would flatten all others.</summary>
    const double Reach = 6;

    /// <summary>The score of each trial, and the best so far.</summary>
    internal static ChartSpec History(SearchBoard board)
    {
        var complete = board.Trials.Where(trial => trial.IsComplete).ToArray();
        var best = new List<(double X, double Y)>();
        foreach (var trial in complete.Where(trial => trial.Resource == (board.Best?.Resource ?? 1)))
        {
            if (best.Count == 0 || board.Loss(trial) < (board.Metrics[0].HigherIsBetter ? -best[^1].Y : best[^1].Y))
            {
                best.Add((trial.Number, trial.Scores[0]));
            }
        }

        if (best.Count > 0)
        {
            best.Add((complete[^1].Number, best[^1].Y));
        }

        var (low, high) = Ends(board);
        return new ChartSpec("line", new ChartAxis("Trial") { Whole = true }, new ChartAxis(Label(board.Metrics[0])))
        {
            Series =
            [
                ChartSeries.Of("Trials", complete.Select(trial => ((double)trial.Number, Math.Clamp(trial.Scores[0], low, high))), MostDots) with { Dots = true, Colour = 1 },
                ChartSeries.Of("Best so far", best.Select(point => (point.X, Math.Clamp(point.Y, low, high)))) with { Steps = true, Colour = 0 },
            ],
        };
    }

    /// <summary>The importance of the settings; empty where it is not known.</summary>
    internal static ChartSpec Importance(SearchBoard board) => new("bar", new ChartAxis("Share of the differences explained") { Min = 0 }, new ChartAxis(""))
    {
        Bars = [.. board.Importances.Take(30).Select(one => new ChartBar(one.Name, one.Share, null, null))],
    };

    /// <summary>Two figures of the trials against each other, those that no other trial beats apart.</summary>
    internal static ChartSpec Front(SearchBoard board, int first, int second)
    {
        var front = board.Front.Select(trial => trial.Number).ToHashSet();
        var others = board.Trials.Where(trial => trial.IsComplete && !front.Contains(trial.Number));
        return new ChartSpec("scatter", new ChartAxis(Label(board.Metrics[first])), new ChartAxis(Label(board.Metrics[second])))
        {
            Series =
            [
                ChartSeries.Of("Pareto front", board.Front.Select(trial => (trial.Scores[first], trial.Scores[second])), MostDots),
                ChartSeries.Of("Other trials", others.Select(trial => (trial.Scores[first], trial.Scores[second])), MostDots) with { Colour = 7 },
            ],
        };
    }

    /// <summary>Settings and score of each trial; null where there is too little to draw.</summary>
    internal static ChartSpec? Parallel(SearchBoard board)
    {
        var shown = Chosen(board);
        if (shown.Count < 2 || board.Axes.Count == 0)
        {
            return null;
        }

        var (low, high) = Ends(board);
        var metric = board.Metrics[0];
        var lines = shown.Select(trial => new ParallelLine(
            trial.Name,
            [.. board.Axes.Select(axis => Rounded(Place(axis, trial))), Rounded(high > low ? (Math.Clamp(trial.Scores[0], low, high) - low) / (high - low) : 0.5)],
            [.. board.Axes.Select(axis => trial.Settings.TryGetValue(axis.Name, out var value) ? ParallelSpec.Cut(value) : ParallelSpec.NotSet), Numbers.Significant(trial.Scores[0])])).ToArray();
        double[] places = high > low ? [0, 0.25, 0.5, 0.75, 1] : [0.5];
        return new ChartSpec("parallel", new ChartAxis(""), new ChartAxis(""))
        {
            Parallel = new ParallelSpec(
                [
                    .. board.Axes.Select((axis, i) => AxisOf(axis, lines.Any(line => line.Places[i] < 0))),
                    new ParallelAxis(Label(metric), [.. places.Select(place => new ParallelMark(place, Sign(board, place) + Numbers.Significant(low + (place * (high - low)))))]),
                ],
                lines)
            {
                HigherIsBetter = metric.HigherIsBetter,
            },
        };
    }

    /// <summary>What a figure is called.</summary>
    internal static string Label(SearchMetric metric) => metric.Name.Length == 0 ? "Score" : Figure.Of(metric.Name).Label;

    /// <summary>How many scores lie beyond what is drawn.</summary>
    internal static int Beyond(SearchBoard board)
    {
        var (low, high) = Ends(board);
        return board.Trials.Count(trial => trial.IsComplete && (trial.Scores[0] < low || trial.Scores[0] > high));
    }

    /// <summary>What stands before the mark at the worse end, where scores beyond it are drawn there.</summary>
    static string Sign(SearchBoard board, double place) =>
        place != (board.Metrics[0].HigherIsBetter ? 0 : 1) || Beyond(board) == 0 ? "" : place == 0 ? "≤ " : "≥ ";

    static double Place(BoardAxis axis, BoardTrial trial) => trial.Settings.TryGetValue(axis.Name, out var value) && axis.PlaceOf(value) is { } place ? place : ParallelSpec.Missing;

    static ParallelAxis AxisOf(BoardAxis axis, bool hasMissing)
    {
        var marks = axis.Marks().ToList();
        if (hasMissing)
        {
            marks.Insert(0, new ParallelMark(ParallelSpec.Missing, ParallelSpec.NotSet));
        }

        return new ParallelAxis(axis.Name, marks) { HasMissing = hasMissing };
    }

    /// <summary>The trials that are drawn, the worst first: of many the better half, and every so many of the others.</summary>
    static List<BoardTrial> Chosen(SearchBoard board)
    {
        var complete = board.Ranked.Where(trial => trial.IsComplete).ToArray();
        if (complete.Length > MostLines)
        {
            const int Top = MostLines / 2;
            var rest = complete.Length - Top;
            complete = [.. complete.Take(Top), .. Enumerable.Range(0, MostLines - Top).Select(i => complete[Top + (int)((long)i * rest / (MostLines - Top))])];
        }

        return [.. complete.Reverse()];
    }

    /// <summary>The scores that are drawn: from the best to the worst, but no farther than <see cref="Reach"/>.</summary>
    static (double Low, double High) Ends(SearchBoard board)
    {
        var losses = board.Trials.Where(trial => trial.IsComplete).Select(board.Loss).Order().ToArray();
        if (losses.Length == 0)
        {
            return (0, 1);
        }

        var (best, middle, worst) = (losses[0], losses[losses.Length / 2], losses[^1]);
        worst = middle > best ? Math.Min(worst, best + (Reach * (middle - best))) : worst;
        return board.Metrics[0].HigherIsBetter ? (-worst, -best) : (best, worst);
    }

    static double Rounded(double place) => Math.Round(place, 4);
}
