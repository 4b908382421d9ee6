using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>The table of a search's trials.</summary>
public partial class Leaderboard
{
    static readonly string[] States = ["complete", "pruned", "failed", "running", "unfinished"];

    IReadOnlyList<BoardTrial> _sorted = [];
    ILookup<string, double> _folds = Array.Empty<string>().ToLookup(run => run, _ => 0.0);

    [Inject]
    Tracker Tracker { get; set; } = null!; // injected before the first rendering

    /// <summary>The trials.</summary>
    [Parameter]
    [EditorRequired]
    public required SearchBoard Board { get; set; }

    /// <summary>How they are sorted.</summary>
    [Parameter]
    [EditorRequired]
    public required BoardOrder Order { get; set; }

    int Pages => Math.Max(1, (_sorted.Count + BoardOrder.PageSize - 1) / BoardOrder.PageSize);

    int Page => Math.Min(Order.Page, Pages);

    bool HasResources => Board.Trials.Any(trial => trial.Resource != 1);

    IEnumerable<BoardTrial> Shown => _sorted.Skip((Page - 1) * BoardOrder.PageSize).Take(BoardOrder.PageSize);

    string Counts => string.Join(" · ", States.Select(state => (state, Count: Board.Trials.Count(trial => trial.State == state))).Where(pair => pair.Count > 0).Select(pair => $"{Numbers.Whole(pair.Count)} {pair.state}"))
        + (Board.IsCut ? $". More are there than the {Numbers.Whole(NestedTrials.Most)} newest, which are looked at." : "");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _sorted = Order.Sorted(Board);
        _folds = TrialCurves.FoldsOf(Tracker, Board, [.. Shown]);
    }

    /// <summary>"0.72 – 0.85" or "± 0.03"; empty where neither is known.</summary>
    string Uncertainty(BoardTrial trial)
    {
        if (trial.Interval is { } interval)
        {
            return $"{Numbers.Significant(interval.Low)} – {Numbers.Significant(interval.High)}";
        }

        double[] folds = trial.RunId is null ? [] : [.. _folds[trial.RunId].Where(double.IsFinite)];
        if (folds.Length < 2 || trial.State == "running")
        {
            return "";
        }

        var mean = folds.Average();
        return $"± {Numbers.Significant(Math.Sqrt(folds.Sum(value => (value - mean) * (value - mean)) / (folds.Length - 1)))}";
    }
}
