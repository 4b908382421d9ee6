using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Says a comparison of groups in sentences.</summary>
sealed class FairnessWords(GroupComparison comparison)
{
    /// <summary>Below it a difference counts as more than sampling alone makes.</summary>
    internal const double Level = 0.05;

    /// <summary>The share of the four-fifths rule (Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, 1978).</summary>
    const double FourFifths = 0.8;

    string Positive => $"'{comparison.Positive}'";

    /// <summary>The findings, those beyond noise first.</summary>
    /// <param name="sameTruth">How likely the base rates of the groups that are compared differ so by chance.</param>
    /// <param name="compared">The groups that are compared.</param>
    internal EquatableArray<FairnessFinding> Findings(double? sameTruth, int[] compared) =>
        comparison.Figures.Select(Finding).OfType<FairnessFinding>().Append(Truth(sameTruth, compared)).OfType<FairnessFinding>().OrderByDescending(finding => finding.IsBeyondNoise).ToEquatableArray();

    /// <summary>What makes figures uncertain or undefined.</summary>
    /// <param name="small">Groups of fewer rows are small.</param>
    /// <param name="compared">The groups that are compared.</param>
    internal EquatableArray<string> Warnings(int small, int[] compared)
    {
        var warnings = new List<string>();
        for (var place = 0; place < comparison.Groups.Count; place++)
        {
            var group = comparison.Groups[place];
            var isCompared = Array.IndexOf(compared, place) >= 0;
            if (group.Rows < small)
            {
                warnings.Add($"{With(group.Group)} has {Rows(group.Rows)}, fewer than {small}: its rates are uncertain{(isCompared ? "." : ", and it is left out of the differences.")}");
            }

            if (isCompared && double.IsNaN(group.TruePositiveRate))
            {
                warnings.Add($"With {With(group.Group)} no row is {Positive} in truth, so that its true positive rate is not defined.");
            }

            if (isCompared && group.SelectionRate == 0)
            {
                warnings.Add($"With {With(group.Group)} no row is called {Positive}, so that its precision is not defined.");
            }

            if (isCompared && double.IsNaN(group.FalsePositiveRate))
            {
                warnings.Add($"With {With(group.Group)} every row is {Positive} in truth, so that its false positive rate is not defined.");
            }
        }

        return warnings.ToEquatableArray();
    }

    FairnessFinding? Finding(FairnessFigure figure)
    {
        if (double.IsNaN(figure.Value))
        {
            return null;
        }

        return figure.Name switch
        {
            "demographic_parity_difference" => Apart(figure, "selection_rate", $"{Positive} is the answer for", "of the rows"),
            "demographic_parity_ratio" => FourFifthsRule(figure),
            "equal_opportunity_difference" => Apart(figure, "true_positive_rate", $"Of the rows that are {Positive} in truth, the model finds", "of those"),
            "false_positive_rate_difference" => Apart(figure, "false_positive_rate", $"Of the rows that are not {Positive} in truth, the model calls so", "of those"),
            "predictive_parity_difference" => Apart(figure, "precision", $"Of the rows called {Positive}, right are", "of those"),
            "error_rate_difference" => Apart(figure, "error_rate", "Wrong are", "of the answers"),
            "calibration_difference" => Calibration(figure),
            _ => null,
        };
    }

    FairnessFinding Apart(FairnessFigure figure, string rate, string begin, string of)
    {
        if (figure.Value == 0)
        {
            return new FairnessFinding(figure.Name, $"{begin} {Percent(RateOf(figure.Highest, rate))} {of} in every group that is compared.", false);
        }

        return new FairnessFinding(
            figure.Name,
            $"{begin} {Percent(RateOf(figure.Highest, rate))} {of} with {With(figure.Highest)} and {Percent(RateOf(figure.Lowest, rate))} with {With(figure.Lowest)}: " +
            $"{Points(figure.Value)} points apart{Between(figure.Interval, Points)}; {Noise(figure)}.",
            IsBeyond(figure));
    }

    FairnessFinding FourFifthsRule(FairnessFigure figure)
    {
        var verdict = figure.Value < FourFifths
            ? "less than four fifths, which that rule takes for disparate impact where this is the favourable answer"
            : "at least four fifths, so that the rule is kept";
        var straddles = figure.Interval is { } interval && interval.Low < FourFifths && interval.High > FourFifths ? ", though the interval holds both sides of 0.8" : "";
        return new FairnessFinding(
            figure.Name,
            $"Four-fifths rule: with {With(figure.Lowest)} {Positive} is the answer {Times(figure.Value)} times as often as with {With(figure.Highest)}{Between(figure.Interval, Times)}: {verdict}{straddles}.",
            figure.Value < FourFifths && IsBeyond(figure));
    }

    FairnessFinding Calibration(FairnessFigure figure) => new(
        figure.Name,
        $"The probabilities of {Positive} are on average {Gap(figure.Highest)} with {With(figure.Highest)} and {Gap(figure.Lowest)} with {With(figure.Lowest)}: " +
        $"{Points(figure.Value)} points apart{Between(figure.Interval, Points)}; {Noise(figure)}.",
        IsBeyond(figure));

    FairnessFinding? Truth(double? sameTruth, int[] compared)
    {
        if (!(sameTruth < Level))
        {
            return null;
        }

        var groups = Array.ConvertAll(compared, place => comparison.Groups[place]);
        var most = groups.MaxBy(group => group.BaseRate)!; // there are groups
        var least = groups.MinBy(group => group.BaseRate)!; // there are groups
        return new FairnessFinding(
            "base_rate",
            $"In truth {Percent(most.BaseRate)} of the rows are {Positive} with {With(most.Group)} and {Percent(least.BaseRate)} with {With(least.Group)}. Where groups differ so, " +
            "a model that errs cannot have equal precision and equal rates of both errors at once: choose which of them matters here.",
            false);
    }

    string Gap(string group)
    {
        var gap = RateOf(group, "probability_gap");
        return $"{Points(Math.Abs(gap))} points too {(gap < 0 ? "low" : "high")}";
    }

    double RateOf(string group, string rate) => comparison.Groups.First(own => own.Group == group).Scores.First(score => score.Name == rate).Value;

    string With(string group) => $"{comparison.By} = {group}";

    internal static bool IsBeyond(FairnessFigure figure) => figure.PValue is { } p ? p < Level : figure.Interval is { } interval && (interval.Low > 0 || interval.High < 0);

    internal static string Noise(FairnessFigure figure) => IsBeyond(figure) ? "sampling noise alone would seldom make that" : "sampling noise alone could make that";

    internal static string Between(Interval? interval, Func<double, string> text) => interval is { } own ? $" (95 % interval {text(own.Low)} to {text(own.High)})" : "";

    internal static string Rows(int rows) => rows == 1 ? "1 row" : $"{rows} rows";

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    static string Points(double difference) => (100 * difference).ToString("0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
