using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The curves of trials laid over each other: the mean score as folds are added, and the score as trials get more of a resource.</summary>
static class TrialCurves
{
    /// <summary>Most trials whose curves are drawn.</summary>
    internal const int Most = 20;

    /// <summary>Of them, most that are under way.</summary>
    const int MostRunning = 8;

    /// <summary>Most folds of a trial that are looked at.</summary>
    const int MostFolds = 200;

    /// <summary>The mean score of trials after each fold: of those under way and of the best.</summary>
    internal static ChartSpec Folds(Tracker tracker, SearchBoard board)
    {
        var running = board.Trials.Where(trial => trial is { State: "running", RunId: not null }).TakeLast(MostRunning).ToArray();
        var shown = board.Ranked.Where(trial => trial is { RunId: not null } && trial.State is "complete" or "pruned").Take(Most - running.Length).Concat(running).ToArray();
        var values = FoldsOf(tracker, board, shown);
        return new ChartSpec("line", new ChartAxis("Folds") { Whole = true }, new ChartAxis($"{SearchCharts.Label(board.Metrics[0])}, mean so far"))
        {
            Series =
            [
                .. shown.Reverse().Select(trial => Drawn(board, trial, ChartSeries.Of(trial.Name, Means(values[trial.RunId!])))) // ! filtered
                    .Where(series => series.Points.Count > 1),
            ],
        };
    }

    /// <summary>The score of settings that were tried with more and more of a resource.</summary>
    internal static ChartSpec Rungs(SearchBoard board)
    {
        var trials = board.Trials.DistinctBy(trial => trial.Number).ToDictionary(trial => trial.Number);
        var repeated = board.Trials.Select(trial => trial.Repeats).ToHashSet();
        var chains = board.Trials.Where(trial => trial.Repeats > 0 && !repeated.Contains(trial.Number)).Select(trial => Chain(trial, trials)).Where(chain => chain.Count > 1)
            .OrderByDescending(chain => chain[^1].Resource).ThenBy(chain => board.Loss(chain[^1])).Take(Most).Reverse().ToArray();
        var shares = chains.SelectMany(chain => chain.Select(trial => trial.Resource)).Distinct().Order().ToList();
        return new ChartSpec("line", new ChartAxis("Share of the resource") { Categories = [.. shares.Select(Numbers.Percent)] }, new ChartAxis(SearchCharts.Label(board.Metrics[0])))
        {
            Series = [.. chains.Select(chain => Drawn(board, chain[^1], ChartSeries.Of(chain[^1].Name, chain.Select(trial => ((double)shares.IndexOf(trial.Resource), trial.Scores[0])))))],
        };
    }

    /// <summary>The line of a trial: the legend tells the best and those under way from the others, since twenty names would tell nothing.</summary>
    static ChartSeries Drawn(SearchBoard board, BoardTrial trial, ChartSeries series) => trial switch
    {
        _ when trial == board.Best => series with { Marks = true, Group = "Best", Colour = 0 },
        { State: "running" } => series with { Marks = true, Group = "Under way", Colour = 2, Dashed = true },
        _ => series with { Marks = true, Group = "Others", Colour = 7 },
    };

    /// <summary>The first figure of trials in each of their folds, by run.</summary>
    internal static ILookup<string, double> FoldsOf(Tracker tracker, SearchBoard board, IReadOnlyCollection<BoardTrial> trials)
    {
        string[] ids = [.. trials.Select(trial => trial.RunId).OfType<string>()];
        return !board.IsSearch || ids.Length == 0
            ? Array.Empty<(string Run, double Value)>().ToLookup(item => item.Run, item => item.Value)
            : tracker.Store.Runs.SampleMetric(ids, board.KeyOf(board.Metrics[0]), null, MostFolds).ToLookup(sample => sample.RunId, sample => sample.Point.Value);
    }

    static IEnumerable<(double X, double Y)> Means(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            sum += value;
            count++;
            yield return (count, sum / count);
        }
    }

    /// <summary>A trial and those before it with the same settings, the one with least of the resource first.</summary>
    static List<BoardTrial> Chain(BoardTrial last, Dictionary<int, BoardTrial> trials)
    {
        var chain = new List<BoardTrial> { last };
        while (trials.TryGetValue(chain[0].Repeats, out var before) && before.Number < chain[0].Number && before.Resource < chain[0].Resource)
        {
            chain.Insert(0, before);
        }

        chain.RemoveAll(trial => !double.IsFinite(trial.Scores[0]));
        return chain;
    }
}
