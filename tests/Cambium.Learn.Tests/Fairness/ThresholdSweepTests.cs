using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

public sealed class ThresholdSweepTests
{
    static readonly FairnessOptions ByGroup = new() { Columns = ["g"], Resamples = 200, Neighbours = 0 };
    static readonly Table Train = FairLearningTests.Rows(300, 1);
    static readonly Table Test = FairLearningTests.Rows(300, 2);
    static readonly Classifier Inner = new OneHot().Then(new LogisticRegression());

    /// <summary>Group, truth and probability of each row; groups are numbers, some small.</summary>
    static Arbitrary<(int Group, bool Truth, int Percent)[]> Rows { get; } = Gen.ArrayOf(
        from draw in Gen.Choose(0, 99)
        from truth in Gen.Elements(true, false)
        from percent in Gen.Choose(0, 200)
        select (draw < 5 ? 2 : draw % 2, truth, percent)).Where(rows => rows.Select(row => row.Item1).Distinct().Count() > 1).ToArbitrary();

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.305)]
    [InlineData(0)]
    public void At_the_models_own_threshold_figures_are_those_of_the_comparison(double own)
    {
        bool Same((int Group, bool Truth, int Percent)[] rows)
        {
            var probabilities = Array.ConvertAll(rows, row => row.Percent / 200.0);
            var decisions = new Decisions(Array.ConvertAll(rows, row => row.Truth ? 1 : 0), Array.ConvertAll(probabilities, p => p >= own ? 1 : 0), probabilities);
            var keys = GroupKeys.Of(Table.Create(Column.Of("g", Array.ConvertAll(rows, row => $"{row.Group}"))), ByGroup);
            var comparison = GroupAudit.Of(keys, "yes", decisions, features: null, ByGroup);
            var sweep = ThresholdSweep.Of(keys, "yes", decisions, own, ByGroup.SmallGroup);
            var at = sweep.At(own);

            Assert.Equal(own, sweep.Own);
            Assert.Equal(comparison.Figures.Take(at.Figures.Count), at.Figures);
            Assert.Equal(
                comparison.Groups.Select(group => group with { Scores = group.Scores.Take(7).ToEquatableArray(), Calibration = [] }),
                at.Groups);
            Assert.Equal(comparison.SelectionRateRatio, at.SelectionRateRatio);
            return true;
        }

        Prop.ForAll(Rows, Same).Check(Config.QuickThrowOnFailure.WithReplay(7100, 1).WithMaxTest(60));
    }

    [Fact]
    public void Counts_at_every_threshold_are_those_of_calling_rows_from_it_on()
    {
        var random = new RandomStream(3);
        var probabilities = Enumerable.Range(0, 200).Select(_ => random.NextInt(101) / 100.0).ToArray();
        var truth = probabilities.Select(p => random.NextDouble() < p ? 1 : 0).ToArray();
        var groups = Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? "a" : "b").ToArray();
        var decisions = new Decisions(truth, Array.ConvertAll(probabilities, p => p > 0.5 ? 1 : 0), probabilities);
        var keys = GroupKeys.Of(Table.Create(Column.Of("g", groups)), ByGroup);

        var sweep = ThresholdSweep.Of(keys, "yes", decisions, 0.5, 30);

        Assert.Equal(101, sweep.Thresholds.Count);
        for (var place = 0; place <= 100; place++)
        {
            var called = place == 50 ? decisions.Called : Array.ConvertAll(probabilities, p => p >= place / 100.0 ? 1 : 0);
            var expected = GroupCounts.Of(2, keys.Codes, decisions with { Called = called });
            Assert.Equal(expected, sweep.Groups.Select(group => group.At(place)));
        }
    }

    [Fact]
    public void A_model_tells_the_threshold_by_which_it_goes_and_none_where_it_goes_by_more()
    {
        double? Own(Classifier recipe, string? positive = null) => FairnessEvidence.Of(recipe.Fit(Train, "y"), Test, ByGroup with { Positive = positive }).Thresholds!.Own;

        Assert.Equal(0.5, Own(Inner));
        Assert.Equal(0.5, Own(Inner, "no"));
        Assert.Null(Own(new GroupThresholdClassifier { Base = Inner, Groups = ["g"] }));
        var threshold = new ThresholdClassifier { Base = Inner }.Fit(Train, "y").Threshold;
        Assert.Equal(threshold, Own(new ThresholdClassifier { Base = Inner }));
        Assert.Equal(1 - threshold, Own(new ThresholdClassifier { Base = Inner }, "no")!.Value, 1e-9);
    }

    [Fact]
    public void With_the_other_class_as_the_decision_the_models_own_calls_count_at_its_threshold()
    {
        var model = new ThresholdClassifier { Base = Inner }.Fit(Train, "y");

        var evidence = FairnessEvidence.Of(model, Test, ByGroup with { Positive = "no" });

        Assert.Equal(evidence.Groups!.Groups.Select(group => group.SelectionRate), evidence.Thresholds!.At(evidence.Thresholds.Own!.Value).Groups.Select(group => group.SelectionRate));
    }

    [Fact]
    public void The_nearest_threshold_is_taken_and_what_is_no_probability_refused()
    {
        var sweep = FairnessEvidence.Of(Inner.Fit(Train, "y"), Test, ByGroup).Thresholds!;

        Assert.Equal(sweep.At(0.3), sweep.At(0.3049));
        Assert.NotEqual(sweep.At(0.3), sweep.At(0.5));
        Assert.Equal(1, sweep.At(0).Groups[0].SelectionRate);
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => sweep.At(double.NaN));
        Assert.StartsWith("A threshold is a probability, from 0 to 1. (Parameter 'threshold')", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_reads_back_equal()
    {
        var sweep = FairnessEvidence.Of(Inner.Fit(Train, "y"), Test, ByGroup).Thresholds!;

        Assert.Equal(sweep, ThresholdSweep.FromJson(sweep.ToJson()));
    }

    [Theory]
    [InlineData("[0, 0.5, 1]", "[2, 1, 0]", "[1, 1, 0]", null)]
    [InlineData("[0, 0.5, 1.5]", "[2, 1, 0]", "[1, 1, 0]", "thresholds must be 1 to 102 rising numbers from 0 to 1")]
    [InlineData("[0, 0.5, 0.5]", "[2, 1, 0]", "[1, 1, 0]", "thresholds must be 1 to 102 rising numbers from 0 to 1")]
    [InlineData("[]", "[]", "[]", "thresholds must be 1 to 102 rising numbers from 0 to 1")]
    [InlineData("[0, 0.4, 1]", "[2, 1, 0]", "[1, 1, 0]", "the model's own threshold must be one of the thresholds")]
    [InlineData("[0, 0.5, 1]", "[2, 1]", "[1, 1, 0]", "the counts of group 'a' must be one for each of the 3 thresholds, never rise, and be from 0 to 2 true and 1 false positives")]
    [InlineData("[0, 0.5, 1]", "[1, 2, 0]", "[1, 1, 0]", "the counts of group 'a' must be one for each of the 3 thresholds, never rise, and be from 0 to 2 true and 1 false positives")]
    [InlineData("[0, 0.5, 1]", "[2, 1, 0]", "[2, 1, 0]", "the counts of group 'a' must be one for each of the 3 thresholds, never rise, and be from 0 to 2 true and 1 false positives")]
    [InlineData("[0, 0.5, 1]", "[2, 1, -1]", "[1, 1, 0]", "the counts of group 'a' must be one for each of the 3 thresholds, never rise, and be from 0 to 2 true and 1 false positives")]
    public void Counts_that_cannot_be_are_refused(string thresholds, string hits, string alarms, string? problem)
    {
        var json = $$"""
            { "by": "g", "positive": "yes", "own": 0.5, "thresholds": {{thresholds}},
              "groups": [{ "group": "a", "is_compared": true, "positives": 2, "negatives": 1, "true_positives": {{hits}}, "false_positives": {{alarms}} }] }
            """;

        var thrown = Record.Exception(() => ThresholdSweep.FromJson(json));

        Assert.Equal(problem is null ? null : $"The sweep of thresholds cannot be: {problem}.", (thrown as JsonException)?.Message);
        Assert.Equal(problem is null, thrown is null);
    }
}
