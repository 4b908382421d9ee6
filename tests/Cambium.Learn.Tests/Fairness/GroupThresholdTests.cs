using Cambium.Data;
using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

public sealed class GroupThresholdTests
{
    static readonly Classifier Inner = new OneHot().Then(new LogisticRegression());
    static readonly Table Train = FairLearningTests.Rows(600, 1);

    [Fact]
    public void Thresholds_of_equal_selection_are_those_found_by_hand()
    {
        // One call in each group, or two, make seven of eight right; of equals the lower rate is taken.
        var thresholds = Fitted(
            new GroupThresholdClassifier { SmallGroup = 1 },
            [0.9, 0.8, 0.6, 0.2, 0.7, 0.5, 0.4, 0.1],
            [1, 1, 0, 0, 1, 0, 0, 0]);

        Assert.Equal(0.85, thresholds[0].Threshold, 1e-12);
        Assert.Equal(0.6, thresholds[1].Threshold, 1e-12);
        Assert.Equal((0.0, 0.0), (thresholds[0].OtherShare, thresholds[0].Blind));
    }

    [Fact]
    public void Equal_odds_are_those_of_the_group_that_is_judged_worst()
    {
        // The second group finds all its positives only with half of its negatives; half of the first's negatives are then called too.
        var thresholds = Fitted(
            new GroupThresholdClassifier { SmallGroup = 1, Constraint = FairConstraint.EqualisedOdds },
            [0.9, 0.8, 0.6, 0.2, 0.7, 0.5, 0.4, 0.1],
            [1, 1, 0, 0, 0, 1, 1, 0]);

        Assert.Equal([1, 1, 1, 0.0], new[] { 0.9, 0.8, 0.6, 0.2 }.Select(thresholds[0].Chance));
        Assert.Equal([1, 1, 1, 0.0], new[] { 0.7, 0.5, 0.4, 0.1 }.Select(thresholds[1].Chance));
    }

    [Theory]
    [InlineData(FairConstraint.DemographicParity)]
    [InlineData(FairConstraint.EqualOpportunity)]
    [InlineData(FairConstraint.EqualisedOdds)]
    public void Rates_of_the_groups_are_equal_on_the_rows_that_thresholds_are_found_on(FairConstraint constraint) => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new RandomStream(seed);
        var codes = Enumerable.Range(0, 90).Select(row => row % 3).ToArray();
        var truth = Enumerable.Range(0, 90).Select(row => row < 6 ? row / 3 : random.NextInt(10) < 3 + codes[row] ? 1 : 0).ToArray();
        var scores = Enumerable.Range(0, 90).Select(row => Math.Round(Math.Clamp((0.3 * truth[row]) + (0.1 * codes[row]) + (0.6 * random.NextDouble()), 0, 1), 1)).ToArray();
        var rows = new ComposedRows(new Schema([]), ["no", "yes"], truth, [], []);

        var thresholds = new ThresholdFit(new GroupThresholdClassifier { SmallGroup = 1, Constraint = constraint, Balanced = seed % 2 == 0 }, rows, scores, codes).Of(["p", "q", "r"]);

        foreach (var event1 in constraint switch { FairConstraint.DemographicParity => (int?[])[null], FairConstraint.EqualOpportunity => [1], _ => [0, 1] })
        {
            var rates = Enumerable.Range(0, 3).Select(group => Enumerable.Range(0, 90).Where(row => codes[row] == group && (event1 is null || truth[row] == event1)).Average(row => thresholds[group].Chance(scores[row]))).ToArray();
            Assert.All(rates, rate => Assert.Equal(rates[0], rate, 1e-9));
        }
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261125, 1).WithMaxTest(60));

    [Fact]
    public void A_row_of_an_unseen_group_is_called_by_the_thresholds_of_all()
    {
        var model = new GroupThresholdClassifier { Base = Inner, Groups = ["g"] }.Fit(Train, "y");
        var rows = FairLearningTests.Rows(200, 4).With(Column.Of("g", Enumerable.Repeat("elsewhere", 200).ToArray()));

        var calls = FairLearningTests.Called(model, rows);

        var scores = model.PredictProbabilities(rows);
        var chances = RowChance.Of(rows, model.Input, 0);
        Assert.Equal(Enumerable.Range(0, 200).Select(row => chances[row] < model.Thresholds[^1].Chance(scores[(2 * row) + 1]) ? 1.0 : 0), calls);
        Assert.Equal(["b", "a", ""], model.Thresholds.Select(own => own.Group));
    }

    [Fact]
    public void Small_groups_share_the_thresholds_of_all()
    {
        var g = Enumerable.Range(0, 600).Select(row => row < 10 ? "few" : Train["g"].Format(row)).ToArray();

        var model = new GroupThresholdClassifier { Base = Inner, Groups = ["g"] }.Fit(Train.With(Column.Of("g", g)), "y");

        Assert.Equal(model.Thresholds[^1] with { Group = "few" }, model.Thresholds[2]);
    }

    [Fact]
    public void Rows_without_the_column_of_the_groups_are_refused()
    {
        var model = new GroupThresholdClassifier { Base = new LogisticRegression(), Groups = ["g"], Hidden = true }.Fit(Train, "y");
        var rejecting = new RejectOptionClassifier { Base = new LogisticRegression(), Groups = ["g"], Hidden = true }.Fit(Train, "y");

        const string Expected = "There is no column 'g', which tells the groups that this model decides by. Give it with the rows; a row of which it is not known may have it missing. (Parameter 'rows')";
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => model.Predict(Train.Drop("g"))).Message);
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => rejecting.Predict(Train.Drop("g"))).Message);
    }

    [Fact]
    public void Numbers_are_cut_at_the_borders_that_training_learned()
    {
        var aged = Train.Drop("g").With(Column.Of("age", Enumerable.Range(0, 600).Select(row => 20.0 + (row % 50)).ToArray()));
        var model = new GroupThresholdClassifier { Groups = ["age"] }.Fit(aged, "y");

        Assert.Equal(5, model.Thresholds.Count);
        Assert.Equal(FairLearningTests.Called(model, aged)[..20], Enumerable.Range(0, 20).Select(row => FairLearningTests.Called(model, aged.Slice(row, 1))[0]));
    }

    [Fact]
    public void Unsure_rows_are_called_by_their_group_until_the_bound_is_kept()
    {
        var plain = Inner.Fit(Train, "y");
        var model = new RejectOptionClassifier { Base = Inner, Groups = ["g"], Bound = 0.05 }.Fit(Train, "y");
        var test = FairLearningTests.Rows(2000, 6);

        Assert.Equal(["b"], model.Raised);
        Assert.Equal(["a"], model.Lowered);
        Assert.InRange(model.Margin, 0.01, 0.49);
        var before = FairLearningTests.Unfairness(FairConstraint.DemographicParity, test, FairLearningTests.Called(plain, test));
        var after = FairLearningTests.Unfairness(FairConstraint.DemographicParity, test, FairLearningTests.Called(model, test));
        Assert.True(before > 0.25);
        // The bound, and what 2,000 rows and the left-out ones may add by chance.
        Assert.True(after < 0.05 + 0.07);
        Assert.Equal(plain.PredictProbabilities(test), model.PredictProbabilities(test));
    }

    [Theory]
    [InlineData(0.6, 1, 0.1, 1)]
    [InlineData(0.6, -1, 0.1, 0)]
    [InlineData(0.4, 1, 0.1, 1)]
    [InlineData(0.61, -1, 0.1, 1)]
    [InlineData(0.39, 1, 0.1, 0)]
    [InlineData(0.45, 0, 0.1, 0)]
    [InlineData(0.55, -1, 0, 1)]
    public void Within_the_margin_the_group_decides_beyond_it_the_probability(double probability, int side, double margin, int expected) =>
        Assert.Equal(expected, RejectOptionClassifier.Call(probability, side, margin));

    static EquatableArray<GroupThreshold> Fitted(GroupThresholdClassifier recipe, double[] scores, int[] truth) =>
        new ThresholdFit(recipe, new ComposedRows(new Schema([]), ["no", "yes"], truth, [], []), scores, [0, 0, 0, 0, 1, 1, 1, 1]).Of(["p", "q"]);
}
