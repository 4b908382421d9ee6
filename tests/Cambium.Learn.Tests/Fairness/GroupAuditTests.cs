using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class GroupAuditTests
{
    const double Rounding = 1e-12;

    static readonly Table Two = FairnessRows.Of(("A", 20, 10, 5, 15), ("B", 10, 5, 15, 20));

    [Fact]
    public void Every_figure_is_that_computed_by_hand()
    {
        var comparison = FairnessRows.Compare(Two);

        void Is(string name, double expected) => Assert.Equal(expected, comparison[name].Value, Rounding);
        Is("demographic_parity_difference", 0.6 - 0.3);
        Is("demographic_parity_ratio", 0.5);
        Is("equal_opportunity_difference", 0.8 - 0.4);
        Is("false_positive_rate_difference", 0.4 - 0.2);
        Is("equalised_odds_difference", 0.4);
        Is("predictive_parity_difference", 0);
        Is("error_rate_difference", 0.4 - 0.3);
        Is("treatment_equality_difference", 3 - 0.5);
        Is("theil_index", (0.65 / 0.95 * Math.Log(1 / 0.95)) + (2 * 0.15 / 0.95 * Math.Log(2 / 0.95)));
        Is("generalised_entropy", (((0.65 + (4 * 0.15)) / (0.95 * 0.95)) - 1) / 2);
        Is("between_group_entropy", ((0.5 * (1.1 * 1.1)) + (0.5 * (0.8 * 0.8)) - (0.95 * 0.95)) / (2 * 0.95 * 0.95));
        Assert.Equal(("A", "B"), (comparison["demographic_parity_difference"].Highest, comparison["demographic_parity_difference"].Lowest));
        Assert.Equal(("B", "A"), (comparison["treatment_equality_difference"].Highest, comparison["treatment_equality_difference"].Lowest));
        Assert.DoesNotContain(comparison.Figures, figure => figure.Name is "calibration_difference" or "consistency");
    }

    [Fact]
    public void Equal_odds_are_refuted_by_either_rate()
    {
        // Few positives that differ by much, and many others that differ by little.
        var comparison = FairnessRows.Compare(FairnessRows.Of(("A", 5, 100, 5, 900), ("B", 2, 50, 4, 950)));

        var (opportunity, alarms, odds) = (comparison["equal_opportunity_difference"], comparison["false_positive_rate_difference"], comparison["equalised_odds_difference"]);

        Assert.True(opportunity.Value > alarms.Value && opportunity.PValue > alarms.PValue);
        Assert.Equal((opportunity.Value, opportunity.Interval, 2 * alarms.PValue), (odds.Value, odds.Interval, odds.PValue));
    }

    [Fact]
    public void Rates_of_a_group_come_with_their_intervals()
    {
        var group = FairnessRows.Compare(Two).Groups[1];

        Assert.Equal(
            [("selection_rate", 0.3), ("base_rate", 0.5), ("true_positive_rate", 0.4), ("false_positive_rate", 0.2), ("false_negative_rate", 0.6), ("precision", 10.0 / 15), ("error_rate", 0.4), ("treatment_ratio", 3)],
            group.Scores.Select(score => (score.Name, score.Value)));
        Assert.All(group.Scores, score => Assert.True(score.Interval!.Value.Low < score.Value && score.Value < score.Interval.Value.High));
        Assert.Equal(RateIntervals.Wilson(15, 50), group.Scores[0].Interval);
    }

    /// <summary>Source: J. Larson, S. Mattu, L. Kirchner, J. Angwin, "How We Analyzed the COMPAS Recidivism Algorithm", ProPublica, 23 May 2016: the contingency tables of two-year recidivism.</summary>
    [Fact]
    public void Rates_of_COMPAS_are_those_that_ProPublica_published()
    {
        var rows = FairnessRows.Of(("African-American", 1369, 805, 532, 990), ("Caucasian", 505, 349, 461, 1139));

        var comparison = FairnessRows.Compare(rows);

        double Rate(int group, string name) => Math.Round(100 * comparison.Groups[group].Scores.First(score => score.Name == name).Value, 2);
        Assert.Equal((44.85, 27.99, 63), (Rate(0, "false_positive_rate"), Rate(0, "false_negative_rate"), Math.Round(Rate(0, "precision"))));
        Assert.Equal((23.45, 47.72, 59), (Rate(1, "false_positive_rate"), Rate(1, "false_negative_rate"), Math.Round(Rate(1, "precision"))));
        Assert.True(comparison["false_positive_rate_difference"].PValue < 1e-30);
    }

    /// <summary>Source: J. H. Stock, M. W. Watson, "Introduction to Econometrics", chapter 11, on the applications of the Boston HMDA study: 28 % of black and 9 % of white applicants were denied.</summary>
    [Fact]
    public void Shares_of_mortgages_denied_are_those_that_were_published()
    {
        var comparison = FairnessRows.Compare(FairnessRows.Of(("white", 189, 0, 0, 1852), ("black", 96, 0, 0, 243)));

        Assert.Equal([9, 28], comparison.Groups.Select(group => Math.Round(100 * group.BaseRate)));
    }

    [Fact]
    public void What_is_true_of_a_small_group_is_not_said_of_all()
    {
        var finding = FairnessRows.Compare(FairnessRows.Of(("A", 40, 5, 20, 35), ("B", 10, 5, 5, 60), ("C", 0, 0, 1, 0))).Findings.Single(own => own.Figure == "base_rate");

        Assert.StartsWith("In truth 60.0 % of the rows are 'yes' with g = A and 18.8 % with g = B. ", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_say_it_in_words_and_what_is_beyond_noise_comes_first()
    {
        var findings = FairnessRows.Compare(Two).Findings;

        Assert.Equal(
            [
                "'yes' is the answer for 60.0 % of the rows with g = A and 30.0 % with g = B: 30.0 points apart (95 % interval 10.5 to 46.5); sampling noise alone would seldom make that.",
                "Four-fifths rule: with g = B 'yes' is the answer 0.50 times as often as with g = A (95 % interval 0.31 to 0.81): less than four fifths, which that rule takes for disparate impact where this is the favourable answer, though the interval holds both sides of 0.8.",
                "Of the rows that are 'yes' in truth, the model finds 80.0 % of those with g = A and 40.0 % with g = B: 40.0 points apart (95 % interval 12.9 to 60.0); sampling noise alone would seldom make that.",
                "Of the rows that are not 'yes' in truth, the model calls so 40.0 % of those with g = A and 20.0 % with g = B: 20.0 points apart (95 % interval -5.3 to 42.2); sampling noise alone could make that.",
                "Of the rows called 'yes', right are 66.7 % of those in every group that is compared.",
                "Wrong are 40.0 % of the answers with g = B and 30.0 % with g = A: 10.0 points apart (95 % interval -8.5 to 27.6); sampling noise alone could make that.",
            ],
            findings.Select(finding => finding.Sentence));
        Assert.Equal([true, true, true, false, false, false], findings.Select(finding => finding.IsBeyondNoise));
    }

    [Fact]
    public void Small_groups_are_warned_of_and_left_out_of_differences()
    {
        var comparison = FairnessRows.Compare(FairnessRows.Of(("A", 20, 10, 5, 15), ("B", 10, 5, 15, 20), ("C", 0, 0, 2, 1)));

        Assert.Equal(0.3, comparison.SelectionRateDifference, Rounding);
        Assert.Equal(["g = C has 3 rows, fewer than 30: its rates are uncertain, and it is left out of the differences."], comparison.Warnings);
        Assert.Equal(3, comparison.Groups.Count);
    }

    [Fact]
    public void Where_all_groups_are_small_all_are_compared_and_warned_of()
    {
        var comparison = FairnessRows.Compare(FairnessRows.Of(("A", 2, 1, 1, 1), ("B", 0, 0, 2, 1)));

        Assert.Equal(0.6, comparison.SelectionRateDifference, Rounding);
        Assert.Equal(double.NaN, comparison["predictive_parity_difference"].Value);
        Assert.Equal(
            [
                "g = A has 5 rows, fewer than 30: its rates are uncertain.", "g = B has 3 rows, fewer than 30: its rates are uncertain.",
                "With g = B no row is called 'yes', so that its precision is not defined.",
            ],
            comparison.Warnings);
    }

    [Fact]
    public void Groups_that_differ_in_truth_make_the_conflict_a_finding()
    {
        var comparison = FairnessRows.Compare(FairnessRows.Of(("A", 40, 10, 10, 40), ("B", 20, 10, 10, 60)));

        Assert.Equal(
            "In truth 50.0 % of the rows are 'yes' with g = A and 30.0 % with g = B. Where groups differ so, a model that errs cannot have equal precision and equal rates of both errors at once: choose which of them matters here.",
            comparison.Findings[^1].Sentence);
    }

    [Fact]
    public void A_comparison_reads_back_equal_from_its_JSON()
    {
        var comparison = Of(Model, new FairnessOptions { Columns = ["region"], Resamples = 200 });

        var read = JsonSerializer.Deserialize<GroupComparison>(JsonSerializer.Serialize(comparison, ModelJson.Options), ModelJson.Options);

        Assert.Equal(comparison, read);
        Assert.Contains(comparison.Figures, figure => figure.Name == "calibration_difference");
        Assert.Contains(comparison.Figures, figure => figure.Name == "consistency");
    }

    [Fact]
    public void Figures_are_the_same_to_the_bit_at_any_number_of_threads()
    {
        GroupComparison At(int threads) => Of(Model, new FairnessOptions { Columns = ["region", "c"], Bins = 2, Resamples = 400, MaxThreads = threads });

        var one = At(1);

        Assert.Equal(one, At(2));
        Assert.Equal(one, At(7));
    }

    [Fact]
    public void The_other_class_may_be_the_decision()
    {
        var comparison = FairnessRows.Compare(Two, new FairnessOptions { Columns = ["g"], Positive = "no", Resamples = 200 });

        Assert.Equal("no", comparison.Positive);
        Assert.Equal([0.4, 0.7], comparison.Groups.Select(group => group.SelectionRate));
        Assert.Equal(0.6, comparison.Groups[0].TruePositiveRate);
    }

    [Fact]
    public void Probabilities_of_a_model_are_held_against_the_truth_of_each_group()
    {
        var decisions = new Decisions([1, 0, 1, 0], [1, 1, 0, 0], [0.9, 0.7, 0.3, 0.1]);
        var keys = new GroupKeys("g", ["A", "B"], [0, 0, 1, 1]);

        var comparison = GroupAudit.Of(keys, "yes", decisions, Table.Create(Column.Of("x", [0.0, 1, 10, 11])), new FairnessOptions { Neighbours = 1, Resamples = 200 });

        Assert.Equal(0.3, comparison.Groups[0].Scores.First(score => score.Name == "probability_gap").Value, Rounding);
        Assert.Equal(-0.3, comparison.Groups[1].Scores.First(score => score.Name == "probability_gap").Value, Rounding);
        Assert.Equal(0.6, comparison["calibration_difference"].Value, Rounding);
        Assert.Equal([new CalibrationBin(0.7, 0, 1), new CalibrationBin(0.9, 1, 1)], comparison.Groups[0].Calibration);
        Assert.Equal(1, comparison["consistency"].Value);
    }

    [Fact]
    public void Consistency_is_one_less_how_far_rows_are_from_those_like_them()
    {
        // Of each row the nearest two: 0 → 1, 2; 1 → 0, 2; 2 → 1, 0 (1 is nearer); 9 → 2, 1.
        var (rows, apart) = AlikeRows.Of(Table.Create(Column.Of("x", [0.0, 1, 2, 9])), [1, 0, 1, 0], 2, new FairnessOptions());

        Assert.Equal([0, 1, 2, 3], rows);
        Assert.Equal([0.5, 1, 0.5, 0.5], apart);
    }

    static ClassifierModel Model { get; } = new LogisticRegression().Fit(ConformanceData.Numbers(300, classes: true), "y");

    static GroupComparison Of(ClassifierModel model, FairnessOptions options)
    {
        var rows = ConformanceData.Numbers(400, classes: true, seed: 5);
        return model.CompareGroups(rows.With(Column.Of("region", Enumerable.Range(0, 400).Select(row => row % 3 == 0 ? "east" : "west").ToArray())), options);
    }
}
