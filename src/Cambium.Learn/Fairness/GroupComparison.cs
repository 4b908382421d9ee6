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
    /// <summary>
    /// Every figure with interval and, where there is one, the chance of it by sampling alone: demographic_parity_difference and demographic_parity_ratio (of the selection rates),
    /// equal_opportunity_difference (true positive rates), false_positive_rate_difference, equalised_odds_difference (the larger of these two), predictive_parity_difference (precision),
    /// error_rate_difference, treatment_equality_difference (misses for each false alarm), calibration_difference (how far probabilities lie above the truth), and of all rows theil_index,
    /// generalised_entropy (of order 2), between_group_entropy (what of that lies between groups) and consistency. Empty where only rates were asked for.
    /// </summary>
    public EquatableArray<FairnessFigure> Figures { get; init; } = [];

    /// <summary>What the figures say in words, first what sampling alone would seldom make. Empty where only rates were asked for.</summary>
    public EquatableArray<FairnessFinding> Findings { get; init; } = [];

    /// <summary>What makes figures uncertain: small groups, rates that are not defined.</summary>
    public EquatableArray<string> Warnings { get; init; } = [];

    /// <summary>The figure of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public FairnessFigure this[string name] =>
        Figures.FirstOrDefault(figure => figure.Name == name) ?? throw new ArgumentException(
            $"The comparison has no figure '{name}'.{NearestName.Suggestion(name, Figures.Select(figure => figure.Name))} It has: {string.Join(", ", Figures.Select(figure => figure.Name))}.", nameof(name));

    /// <summary>Compares decisions that are columns of a table already, whoever made them.</summary>
    /// <param name="rows">Truth, decisions and groups.</param>
    /// <param name="truth">The column of what is true.</param>
    /// <param name="decision">The column of what was decided, in the same words.</param>
    /// <param name="options">The groups, and the class that counts as the decision.</param>
    /// <exception cref="ArgumentException">A column is not there, or the class to count is not known or not named.</exception>
    /// <exception cref="TableException">A value is missing, or the columns make no groups.</exception>
    public static GroupComparison Of(Table rows, string truth, string decision, FairnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var (classes, codes) = ClassificationData.ReadTarget(rows[truth], problems);
        TrainingRows.CheckTarget(rows[decision], problems);
        var called = ClassLabels.Encode(rows[decision], classes);
        if (problems.Count > 0)
        {
            throw new TableException($"The decisions cannot be judged: {string.Join("; ", problems)}.") { Column = truth };
        }

        var positive = PositiveOf(classes, options);
        return GroupAudit.Of(
            GroupKeys.Of(rows, options), classes[positive], new Decisions(Is(codes, positive), Is(called, positive), []), features: null, options);
    }

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
        ]) +
        string.Concat(Findings.Select(finding => $"{finding.Sentence}\n")) + string.Concat(Warnings.Select(warning => $"Mind: {warning}\n"));

    /// <summary>The place of the class that counts as the decision.</summary>
    /// <exception cref="ArgumentException">It is not one of the classes, or is not named where there are not two.</exception>
    internal static int PositiveOf(EquatableArray<string> classes, FairnessOptions options)
    {
        if (options.Positive is null)
        {
            return classes.Count == 2
                ? 1
                : throw new ArgumentException($"There are {classes.Count} classes ({string.Join(", ", classes)}), so the one that counts as the decision must be named as the positive one.", nameof(options));
        }

        var place = classes.IndexOf(options.Positive);
        return place >= 0
            ? place
            : throw new ArgumentException(
                $"There is no class '{options.Positive}' to count as the decision.{NearestName.Suggestion(options.Positive, classes)} The classes are: {string.Join(", ", classes)}.", nameof(options));
    }

    /// <summary>1 where a row is of a class, else 0.</summary>
    internal static int[] Is(int[] codes, int place) => Array.ConvertAll(codes, code => code == place ? 1 : 0);

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
