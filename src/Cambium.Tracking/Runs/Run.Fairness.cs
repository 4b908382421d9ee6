using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Run
{
    /// <summary>
    /// Logs how the model treats groups as the artifact fairness.json, of under 1 MiB, and its figures as metrics "groups/demographic_parity_difference" and so on; of a classifier also those that a
    /// comparison of groups logs.
    /// </summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(FairnessEvidence fairness)
    {
        ArgumentNullException.ThrowIfNull(fairness);
        LogDocument(RunArtifacts.Fairness, fairness.ToJson());
        Log(
        [
            .. fairness.Groups is { } groups ? Differences(groups) : [],
            .. (fairness.Groups?.Figures ?? fairness.Errors?.Figures ?? []).Select(figure => ($"groups/{figure.Name}", figure.Value, 0L)),
        ]);
    }

    static (string Name, double Value, long Step)[] Differences(GroupComparison comparison) =>
    [
        ("groups/selection_rate_difference", comparison.SelectionRateDifference, 0),
        ("groups/selection_rate_ratio", comparison.SelectionRateRatio, 0),
        ("groups/true_positive_rate_difference", comparison.TruePositiveRateDifference, 0),
        ("groups/false_positive_rate_difference", comparison.FalsePositiveRateDifference, 0),
    ];
}
