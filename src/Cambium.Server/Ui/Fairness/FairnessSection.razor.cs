using Cambium.Learn;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>How a classifier treats groups: findings, rates, differences, and what another threshold would do.</summary>
public partial class FairnessSection
{
    /// <summary>More lines are not told apart.</summary>
    const int MostLines = 8;

    /// <summary>What was logged; of a classifier.</summary>
    [Parameter]
    [EditorRequired]
    public required FairnessEvidence Evidence { get; set; }

    FairnessBoard Board { get; set; } = null!; // set before the first rendering

    ChartSpec Calibration { get; set; } = null!; // set before the first rendering

    string About => $"{Numbers.Count(Board.Rows, "row")}, in {Numbers.Count(Board.Comparison.Groups.Count, "group")} of {Board.Comparison.By}; the decision that counts is “{Board.Comparison.Positive}”. {Board.OwnWords}";

    /// <summary>A comparison without figures has no precision.</summary>
    IEnumerable<FairnessRate> Drawn => FairnessRate.All.Where(rate => Board.Comparison.Groups.Any(group => double.IsFinite(rate.Of(group).Value)));

    string? CalibrationNote => Calibration.Series.Count < Board.Comparison.Groups.Count ? $"The {Numbers.Count(Calibration.Series.Count, "largest group")} of {Board.Comparison.Groups.Count}; those of few rows are left out." : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Board = new FairnessBoard(Evidence.Groups!, Evidence.Thresholds, Evidence.SmallGroup); // the evidence is a classifier's
        Calibration = new ChartSpec("line", ChartAxis.Share("Mean predicted probability"), ChartAxis.Share("Observed share"))
        {
            Series =
            [
                .. Board.Comparison.Groups.Where((group, at) => group.Calibration.Count > 0 && Board.IsCompared(at)).Take(MostLines)
                    .Select(group => ChartSeries.Of(group.Group, group.Calibration.Select(bin => (bin.MeanPredicted, bin.ObservedShare))) with { Marks = true }),
            ],
            Reference = new ChartSeries("Perfect", [[0, 0], [1, 1]]),
        };
    }
}
