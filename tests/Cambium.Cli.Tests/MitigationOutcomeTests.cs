using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli.Tests;

/// <summary>What is said of making a classifier fairer.</summary>
public sealed class MitigationOutcomeTests
{
    static readonly Table Train = Table.Create(
        Column.Of("x", [.. Enumerable.Range(0, 40).Select(row => row / 10.0)]), Column.Of("y", [.. Enumerable.Range(0, 40).Select(row => row % 3 == 0 ? "yes" : "no")]));

    [Theory]
    [InlineData(50, 50, 0.02, "The bound of 0.020 is kept on these rows, though the interval goes beyond it.")]
    [InlineData(50, 50, 0.9, "The bound of 0.900 is kept on these rows.")]
    [InlineData(50, 45, 0.02, "The bound of 0.020 is not kept on these rows, though the interval holds it.")]
    [InlineData(80, 20, 0.02, "The bound of 0.020 is not kept on these rows.")]
    public void It_is_said_whether_the_bound_is_kept_and_how_sure_that_is(int first, int second, double bound, string said)
    {
        var outcome = Outcome("reweigh", FairConstraint.DemographicParity, bound, Compare(80, 20), Compare(first, second));

        Assert.EndsWith(said, outcome.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("demographic_parity_difference goes from 0.600 to ", outcome.Sentence, StringComparison.Ordinal);
        Assert.Equal(Math.Abs(first - second) / 100.0 <= bound, outcome.IsKept);
    }

    [Fact]
    public void A_bounded_error_is_held_against_the_most_errors_of_a_group()
    {
        var outcome = Outcome("grid-search", FairConstraint.BoundedError, 0.35, Compare(80, 20), Compare(60, 50));

        Assert.EndsWith("The bound of 0.350 is not kept on these rows (the most errors of a group are 0.490, 95 % interval 0.394 to 0.587).", outcome.Sentence, StringComparison.Ordinal);
        Assert.False(outcome.IsKept);
    }

    [Fact]
    public void Where_the_figure_is_not_defined_nothing_is_said_of_the_bound()
    {
        var rows = Table.Create(
            Column.Of("g", [.. Enumerable.Range(0, 80).Select(row => row % 2 == 0 ? "a" : "b")]),
            Column.Of("y", [.. Enumerable.Range(0, 80).Select(row => row % 4 == 0 ? "yes" : "no")]),
            Column.Of("d", [.. Enumerable.Range(0, 80).Select(row => row % 3 == 0 ? "yes" : "no")]));
        var undefined = GroupComparison.Of(rows, "y", "d", new FairnessOptions { Columns = ["g"], Resamples = 200 });

        var outcome = Outcome("thresholds", FairConstraint.EqualOpportunity, 0.02, undefined, undefined);

        Assert.Null(outcome.IsKept);
        Assert.EndsWith("Whether the bound of 0.020 is kept cannot be told: equal_opportunity_difference is not defined on these rows.", outcome.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("thresholds", "is dropped: each group has one of its own now.")]
    [InlineData("reject-option", "is dropped: rows are called from 0.5 on, and around it by their group.")]
    [InlineData("reweigh", "was chosen anew by its recipe.")]
    public void What_becomes_of_the_models_own_threshold_is_said(string method, string said)
    {
        var model = new ThresholdClassifier().Fit(Train, "y");

        var outcome = Outcome(method, FairConstraint.DemographicParity, 0.02, Compare(80, 20), Compare(50, 50)) with { Base = model };

        Assert.EndsWith($" The model's own threshold of {Figure.Of(model.Threshold)} {said}", outcome.Sentence, StringComparison.Ordinal);
    }

    static MitigationOutcome Outcome(string method, FairConstraint constraint, double bound, GroupComparison before, GroupComparison after) =>
        new(new Mitigation(method, constraint, bound, ["g"], []), new LogisticRegression().Fit(Train, "y"), before, after, 0.8, 0.75, 200);

    /// <summary>Two groups of 100 rows, all positive in truth but one of each, so many of which are called so.</summary>
    static GroupComparison Compare(int first, int second)
    {
        var rows = new[] { ("a", first), ("b", second) }.SelectMany(group => Enumerable.Range(0, 100).Select(row => (Group: group.Item1, Truth: row == 0 ? "no" : "yes", Called: row > 0 && row <= group.Item2 ? "yes" : "no"))).ToArray();
        var table = Table.Create(
            Column.Of("g", [.. rows.Select(row => row.Group)]), Column.Of("y", [.. rows.Select(row => row.Truth)]), Column.Of("d", [.. rows.Select(row => row.Called)]));
        return GroupComparison.Of(table, "y", "d", new FairnessOptions { Columns = ["g"], Resamples = 200 });
    }
}
