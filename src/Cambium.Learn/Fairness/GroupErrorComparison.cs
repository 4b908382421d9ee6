using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a regressor's answers differ between the groups of a column.</summary>
/// <param name="By">The column, or several joined by ×.</param>
/// <param name="Groups">One a group, the largest first.</param>
/// <param name="Figures">
/// mean_prediction_difference and mean_error_difference (the highest less the lowest), and bounded_group_loss: the largest mean squared error of a group, which a model that is fair by that measure keeps
/// below a bound, with loss_difference, what it is above the smallest.
/// </param>
/// <param name="Findings">What the figures say in words, first what sampling alone would seldom make.</param>
/// <param name="Warnings">What makes figures uncertain: small groups.</param>
/// <remarks>Source: A. Agarwal, M. Dudík, Z. S. Wu, "Fair Regression: Quantitative Definitions and Reduction-Based Algorithms", 2019.</remarks>
public sealed record GroupErrorComparison(
    string By, EquatableArray<GroupErrors> Groups, EquatableArray<FairnessFigure> Figures, EquatableArray<FairnessFinding> Findings, EquatableArray<string> Warnings)
{
    /// <summary>The figure of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public FairnessFigure this[string name] =>
        Figures.FirstOrDefault(figure => figure.Name == name) ?? throw new ArgumentException(
            $"The comparison has no figure '{name}'.{NearestName.Suggestion(name, Figures.Select(figure => figure.Name))} It has: {string.Join(", ", Figures.Select(figure => figure.Name))}.", nameof(name));

    /// <summary>The groups as a small table, then the findings.</summary>
    public override string ToString() =>
        TextTable.Of([
            [By, "rows", "truth", "prediction", "error", "absolute", "squared"],
            .. Groups.Select(group => (string[])
            [
                group.Group, $"{group.Rows}", TextTable.Number(group.MeanTruth), TextTable.Number(group.MeanPrediction), TextTable.Number(group.MeanError),
                TextTable.Number(group.MeanAbsoluteError), TextTable.Number(group.MeanSquaredError),
            ]),
        ]) + string.Concat(Findings.Select(finding => $"{finding.Sentence}\n")) + string.Concat(Warnings.Select(warning => $"Mind: {warning}\n"));
}
