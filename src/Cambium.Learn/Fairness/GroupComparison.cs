using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a binary classifier's decisions differ between the groups of a column.</summary>
/// <param name="By">The column.</param>
/// <param name="Positive">The class that counts as the decision.</param>
/// <param name="Groups">One a group, the largest first.</param>
/// <param name="SelectionRateDifference">The highest selection rate minus the lowest (demographic parity difference); 0 is parity.</param>
/// <param name="SelectionRateRatio">The lowest selection rate over the highest; 1 is parity. NaN where no group is ever called
/// positive.</param>
/// <param name="TruePositiveRateDifference">The highest true positive rate minus the lowest (equal opportunity difference); 0 is parity.
/// NaN where a group has no positive row.</param>
/// <param name="FalsePositiveRateDifference">The highest false positive rate minus the lowest; 0 is parity. NaN where a group has no
/// negative row.</param>
/// <remarks>Source: M. Hardt, E. Price, N. Srebro, "Equality of Opportunity in Supervised Learning", 2016.</remarks>
public sealed record GroupComparison(
    string By,
    string Positive,
    EquatableArray<GroupRates> Groups,
    double SelectionRateDifference,
    double SelectionRateRatio,
    double TruePositiveRateDifference,
    double FalsePositiveRateDifference)
{
    /// <summary>The groups' rates and their differences as a small table.</summary>
    public override string ToString() =>
        TextTable.Of([
            [By, "rows", "selected", "positive", "true positive", "false positive", "accuracy"],
            .. Groups.Select(group => (string[])
            [
                group.Group, $"{group.Rows}", TextTable.Number(group.SelectionRate), TextTable.Number(group.BaseRate),
                TextTable.Number(group.TruePositiveRate), TextTable.Number(group.FalsePositiveRate), TextTable.Number(group.Accuracy),
            ]),
        ]) +
        TextTable.Of([
            ["selection rate difference", TextTable.Number(SelectionRateDifference)],
            ["selection rate ratio", TextTable.Number(SelectionRateRatio)],
            ["true positive rate difference", TextTable.Number(TruePositiveRateDifference)],
            ["false positive rate difference", TextTable.Number(FalsePositiveRateDifference)],
        ]);

    /// <summary>Compares decisions between the groups of a column.</summary>
    /// <param name="by">The groups.</param>
    /// <param name="positive">The name of class 1.</param>
    /// <param name="truth">0 or 1 for each row.</param>
    /// <param name="predicted">0 or 1 for each row.</param>
    /// <exception cref="TableException">The column's values make no groups.</exception>
    internal static GroupComparison Of(Column by, string positive, int[] truth, int[] predicted)
    {
        if (by is Column<double> or Column<DateTime>)
        {
            throw new TableException(
                $"Column '{by.Name}' holds {by.Type} values, which make no groups; give a column of categories, texts, truths or whole " +
                "numbers.") { Column = by.Name };
        }

        var names = ClassLabels.ClassesOf(by);
        var rates = ClassLabels.Encode(by, names)
            .Select((group, row) => (group, row))
            .GroupBy(pair => pair.group, pair => pair.row)
            .OrderByDescending(rows => rows.Count())
            .ThenBy(rows => rows.Key)
            .Select(rows => GroupRates.Of(rows.Key < 0 ? "(missing)" : names[rows.Key], [.. rows], truth, predicted))
            .ToEquatableArray();
        var highest = rates.Max(group => group.SelectionRate);
        return new GroupComparison(
            by.Name,
            positive,
            rates,
            Difference(rates.Select(group => group.SelectionRate)),
            rates.Min(group => group.SelectionRate) / highest,
            Difference(rates.Select(group => group.TruePositiveRate)),
            Difference(rates.Select(group => group.FalsePositiveRate)));
    }

    static double Difference(IEnumerable<double> rates)
    {
        var all = rates.ToArray();
        return Array.Exists(all, double.IsNaN) ? double.NaN : all.Max() - all.Min();
    }
}
