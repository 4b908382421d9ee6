using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class AnchorTests
{
    /// <summary>"yes" where the colour is red and x is above its upper quarter, or the flag is set, which is rare.</summary>
    static (Model Model, Table Rows) Rule()
    {
        var random = new RandomStream(8);
        var x = Enumerable.Range(0, 800).Select(_ => random.NextDouble()).ToArray();
        var colour = Array.ConvertAll(x, _ => (string[])["red", "blue"])
            .Select(names => names[random.NextInt(2)]).ToArray();
        var flag = Array.ConvertAll(x, _ => random.NextInt(50) == 0);
        var noise = Array.ConvertAll(x, _ => random.NextGaussian());
        var limit = x.Order().ElementAt(600);
        var y = Enumerable.Range(0, 800).Select(row => flag[row] || (colour[row] == "red" && x[row] >= limit) ? "yes" : "no").ToArray();
        var rows = Table.Create(Column.Of("x", x), Column.Of("colour", colour), Column.Of("flag", flag), Column.Of("noise", noise), Column.Of("y", y));
        return (new DecisionTreeClassifier { MaxDepth = 4 }.Fit(rows, "y"), rows);
    }

    [Fact]
    public void A_rule_that_is_planted_is_found()
    {
        var (model, rows) = Rule();
        var yes = Enumerable.Range(0, 800).First(row => rows["y"].Format(row) == "yes" && rows["flag"].Format(row) == "false");

        var found = Anchor.Of(model, rows.Slice(yes, 1), rows);

        Assert.True(found.IsReached);
        Assert.Equal("yes", found.Decision);
        Assert.Equal(2, found.Conditions.Count);
        Assert.Contains("colour = red", found.Conditions);
        Assert.Contains(found.Conditions, condition => condition.StartsWith("x > 0.7", StringComparison.Ordinal));
        Assert.InRange(found.PrecisionBound, 0.95, 1);
        // Every second row is red, every fourth above its quarter.
        Assert.InRange(found.Coverage, 0.09, 0.16);
    }

    [Fact]
    public void The_precision_that_is_told_is_that_of_fresh_rows()
    {
        var (model, rows) = Rule();
        var no = Enumerable.Range(0, 800).First(row => rows["y"].Format(row) == "no" && rows["colour"].Format(row) == "red");

        var found = Anchor.Of(model, rows.Slice(no, 1), rows);

        Assert.True(found.IsReached);
        var condition = Assert.Single(found.Conditions);
        Assert.Contains("x ≤ 0.", condition, StringComparison.Ordinal);
        // What is left is the flag, one row in fifty.
        Assert.InRange(found.Precision, 0.95, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rule_and_a_decision_that_is_the_same_everywhere_needs_no_condition()
    {
        var (model, rows) = Rule();
        var always = new DecisionTreeClassifier { MaxDepth = 1, MinRowsPerLeaf = 390 }.Fit(rows, "y");

        Assert.Equal(Anchor.Of(model, rows.Slice(3, 1), rows, new AnchorOptions { Seed = 4 }), Anchor.Of(model, rows.Slice(3, 1), rows, new AnchorOptions { Seed = 4 }));
        var found = Anchor.Of(always, rows.Slice(0, 1), rows);
        Assert.Empty(found.Conditions);
        Assert.Equal((1.0, 1.0), (found.Precision, found.Coverage));
        Assert.StartsWith("Anywhere, the decision is no for 1.0000 of rows (at least 0.9", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_rule_is_precise_enough_the_best_is_given_and_that_is_said()
    {
        var (model, rows) = Rule();
        var yes = Enumerable.Range(0, 800).First(row => rows["y"].Format(row) == "yes" && rows["flag"].Format(row) == "false");

        var found = Anchor.Of(model, rows.Slice(yes, 1), rows, new AnchorOptions { MaxConditions = 1 });

        Assert.False(found.IsReached);
        Assert.Single(found.Conditions);
        Assert.EndsWith("No rule was as precise as asked for; this is the most precise one found.\n", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_not_decisions_and_text_has_no_conditions()
    {
        var numbers = ConformanceData.Numbers(100, classes: false);
        var (model, rows) = Rule();

        var error = Assert.Throws<ArgumentException>(() => Anchor.Of(new LinearRegression().Fit(numbers, "y"), numbers.Slice(0, 1), numbers));
        Assert.Equal("LinearRegression decides nothing that a rule could hold in place; give a classifier or an outlier detector.", error.Message.Split(" (Parameter")[0]);
        Assert.ThrowsAny<OperationCanceledException>(() => Anchor.Of(model, rows.Slice(Enumerable.Range(0, 800).First(row => rows["y"].Format(row) == "yes"), 1), rows, new AnchorOptions { CancellationToken = new CancellationToken(canceled: true) }));
        var outliers = new IsolationForest { Trees = 10 }.Fit(numbers.Drop("y"));
        Assert.Contains(Anchor.Of(outliers, numbers.Slice(0, 1), numbers).Decision, (string[])["outlier", "no outlier"]);
    }
}
