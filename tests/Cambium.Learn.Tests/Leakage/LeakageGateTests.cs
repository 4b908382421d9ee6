using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class LeakageGateTests
{
    [Fact]
    public void Columns_that_follow_from_the_answer_are_found_in_credit_cards()
    {
        var report = LeakageGate.Check(LinearTables.Sample("credit-cards.csv"), "card");

        Assert.True(report.IsSevere);
        Assert.Equal(["share", "expenditure"], report.Findings.Where(finding => finding.Severity == LeakageSeverity.Severe).Select(finding => finding.Columns.Single()));
        Assert.All(report.Findings, finding => Assert.Equal(LeakageKind.TellsTarget, finding.Kind));
        Assert.Matches(
            @"^'share' alone tells 'card' with an area under the ROC curve of 0\.98\d \(0\.5 is chance, 1 is perfect\); drop it unless it is known before 'card' is\.$",
            report.Findings[0].Message);
    }

    [Theory]
    [InlineData("mortgages.csv", "deny")]
    [InlineData("breast-cancer.csv", "diagnosis")]
    [InlineData("iris.csv", "species")]
    [InlineData("wine.csv", "cultivar")]
    [InlineData("diabetes.csv", "progression")]
    [InlineData("digits.csv", "digit")]
    public void Honest_tables_are_not_stopped(string file, string target) => Assert.False(LeakageGate.Check(LinearTables.Sample(file), target).IsSevere);

    [Fact]
    public void Allowed_columns_are_not_spoken_of()
    {
        var options = new LeakageOptions { Allowed = ["share"] };

        var finding = Assert.Single(LeakageGate.Check(LinearTables.Sample("credit-cards.csv"), "card", options).Findings);

        Assert.Equal(["expenditure"], finding.Columns);
    }

    [Fact]
    public void A_copy_of_the_classes_is_told_with_what_stands_for_what()
    {
        var rows = Enumerable.Range(0, 400).ToArray();
        var table = Table.Create(
            Column.Of("y", [.. rows.Select(i => (long)(i * 7 % 3 == 0 ? 1 : 0))]),
            Column.Of("alive", [.. rows.Select(i => (string?)((i == 5) != (i * 7 % 3 == 0) ? "yes" : "no"))]));

        var finding = Assert.Single(LeakageGate.Check(table, "y").Findings);

        Assert.Equal((LeakageKind.Copy, LeakageSeverity.Severe, 399.0 / 400), (finding.Kind, finding.Severity, finding.Score));
        Assert.Equal("'alive' is 'y' by other names (yes for 1, no for 0) in 99.8 % of rows; drop it.", finding.Message);
    }

    [Fact]
    public void A_target_that_is_a_sum_names_its_terms_and_no_others()
    {
        var random = new RandomStream(1);
        var (a, b, c) = (Draw(random), Draw(random), Draw(random));
        var table = Table.Create(
            Column.Of("a", a),
            Column.Of("c", c),
            Column.Of("b", b),
            Column.Of("constant", [.. a.Select(_ => 3.0)]),
            Column.Of("y", [.. a.Zip(b, (x, y) => x + (2.5 * y) - 7)]));

        var finding = Assert.Single(LeakageGate.Check(table, "y").Findings);

        Assert.Equal(LeakageKind.Computed, finding.Kind);
        Assert.Equal("'y' is computed from other columns: 1 × 'a' + 2.5 × 'b', but for a constant; drop them, or compute the target instead of learning it.", finding.Message);
    }

    [Fact]
    public void The_target_in_another_unit_is_a_copy()
    {
        var values = Draw(new RandomStream(2));
        var table = Table.Create(Column.Of("euros", values), Column.Of("cents", [.. values.Select(value => value * 100)]));

        var finding = Assert.Single(LeakageGate.Check(table, "cents").Findings);

        Assert.Equal(LeakageKind.Copy, finding.Kind);
        Assert.Equal("'cents' is 'euros' in another unit (100 × 'euros', but for a constant); drop it, or compute the target instead of learning it.", finding.Message);
    }

    [Fact]
    public void A_curve_of_the_target_is_found_where_it_is_close_enough()
    {
        var random = new RandomStream(3);
        var values = Draw(random);
        var table = Table.Create(
            Column.Of("close", [.. values.Select(value => Math.Exp(value) + (0.01 * random.NextGaussian()))]),
            Column.Of("far", [.. values.Select(value => value + (0.5 * random.NextGaussian()))]),
            Column.Of("y", values));

        var finding = Assert.Single(LeakageGate.Check(table, "y").Findings);

        Assert.Equal((LeakageKind.TellsTarget, LeakageSeverity.Severe), (finding.Kind, finding.Severity));
        Assert.Equal(["close"], finding.Columns);
    }

    [Fact]
    public void A_key_is_a_warning_and_does_not_tell_the_target_by_heart()
    {
        var random = new RandomStream(4);
        var table = Table.Create(
            Column.Of("key", [.. Enumerable.Range(0, 500).Select(i => (string?)$"K{i:000}")]),
            Column.Of("y", [.. Enumerable.Range(0, 500).Select(_ => random.NextInt(2) == 0)]));

        var finding = Assert.Single(LeakageGate.Check(table, "y").Findings);

        Assert.Equal((LeakageKind.Identifier, LeakageSeverity.Warning), (finding.Kind, finding.Severity));
        Assert.Equal("'key' has another value in every row, so it is perhaps a key, which can only be learned by heart; drop it unless it measures something.", finding.Message);
    }

    [Fact]
    public void Moments_after_the_event_are_found()
    {
        var start = new DateTime(2026, 1, 1);
        var rows = Enumerable.Range(0, 100).ToArray();
        var table = Table.Create(
            Column.Of("asked", [.. rows.Select(i => start.AddDays(i))]),
            Column.Of("before", [.. rows.Select(i => start.AddDays(i - 3))]),
            Column.Of("closed", [.. rows.Select(i => start.AddDays(i + (i % 4 == 0 ? 9 : -9)))]),
            Column.Of("y", [.. rows.Select(i => i % 3 == 0)]));

        var findings = LeakageGate.Check(table, "y", new LeakageOptions { EventTime = "asked" }).Findings;

        Assert.Equal(
            "'closed' lies after 'asked' in 25 % of rows, so it was not known when the answer was asked for; drop it.",
            Assert.Single(findings, finding => finding.Kind == LeakageKind.AfterEvent).Message);
    }

    [Fact]
    public void Few_rows_say_nothing_and_a_target_without_order_or_classes_is_refused()
    {
        Assert.Empty(LeakageGate.Check(Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", [1.0, 2, 3])), "y").Findings);
        var moments = Table.Create(Column.Of("y", [.. Enumerable.Range(0, 50).Select(i => new DateTime(2026, 1, 1).AddDays(i))]));
        Assert.StartsWith(
            "The target 'y' is of type DateTime; name a column of categories, texts, truths or numbers.",
            Assert.Throws<ArgumentException>(() => LeakageGate.Check(moments, "y")).Message,
            StringComparison.Ordinal);
        Assert.Equal("SevereAuc", Assert.Throws<ArgumentOutOfRangeException>(() => new LeakageOptions { SevereAuc = 0.5 }).ParamName);
        Assert.Equal("SevereR2", Assert.Throws<ArgumentOutOfRangeException>(() => new LeakageOptions { SevereR2 = double.NaN }).ParamName);
    }

    static double[] Draw(RandomStream random) => [.. Enumerable.Range(0, 600).Select(_ => random.NextGaussian())];
}
