using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>The trials of a search: table and charts.</summary>
public partial class SearchSection
{
    [Inject]
    Tracker Tracker { get; set; } = null!; // injected before the first rendering

    /// <summary>The trials.</summary>
    [Parameter]
    [EditorRequired]
    public required SearchBoard Board { get; set; }

    /// <summary>How the table is sorted.</summary>
    [Parameter]
    [EditorRequired]
    public required BoardOrder Order { get; set; }

    ChartSpec History { get; set; } = null!; // set before the first rendering

    ChartSpec Rungs { get; set; } = null!; // set before the first rendering

    ChartSpec Folds { get; set; } = null!; // set before the first rendering

    ChartSpec? Parallel { get; set; }

    bool HasCharts => !History.IsEmpty || Parallel is not null || Board.Importances.Count > 0 || !Folds.IsEmpty;

    string Notes
    {
        get
        {
            List<string> notes = [];
            if (Board.Importances.Count > 0)
            {
                notes.Add("Importance is a setting's share of the differences between trials over the whole space, by itself (fANOVA).");
            }

            var complete = Board.Trials.Count(trial => trial.IsComplete);
            if (Parallel is not null && complete > SearchCharts.MostLines)
            {
                notes.Add($"Of {Numbers.Count(complete, "trial")}, the settings of {SearchCharts.MostLines} are drawn: the better ones and every so many of the others.");
            }

            if (Parallel is not null && Board.LeftOut > 0)
            {
                notes.Add($"{Numbers.Count(Board.LeftOut, "more setting")} that differ are left out.");
            }

            if (SearchCharts.Beyond(Board) is var beyond and > 0)
            {
                notes.Add($"{Numbers.Count(beyond, "score")} so much worse than the others {(beyond == 1 ? "is" : "are")} drawn at the edge.");
            }

            if (!Folds.IsEmpty || !Rungs.IsEmpty)
            {
                notes.Add($"Curves are of at most {TrialCurves.Most} trials: those under way (dashed) and the best.");
            }

            return string.Join(' ', notes);
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        History = SearchCharts.History(Board);
        Parallel = SearchCharts.Parallel(Board);
        Rungs = TrialCurves.Rungs(Board);
        Folds = TrialCurves.Folds(Tracker, Board);
    }
}
