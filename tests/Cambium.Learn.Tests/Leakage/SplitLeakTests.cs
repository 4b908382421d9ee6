using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class SplitLeakTests
{
    [Fact]
    public void An_entity_on_both_sides_is_severe()
    {
        var table = Visits();
        var (train, test) = table.Split(0.8, seed: 1);

        var finding = Assert.Single(LeakageGate.CheckSplit(train, test, "y", new LeakageOptions { Entities = ["patient"] }).Findings);

        Assert.Equal((LeakageKind.EntityInBoth, LeakageSeverity.Severe), (finding.Kind, finding.Severity));
        Assert.Matches(@"^\d+ % of the rows to judge by have a 'patient' that is also among the rows to learn from; split by group, so that each 'patient' is on one side\.$", finding.Message);
    }

    [Fact]
    public void A_split_by_group_is_clean()
    {
        var table = Visits();
        var patients = table.Column<long>("patient").Values.ToArray();
        var test = Enumerable.Range(0, table.RowCount).Where(row => patients[row] % 5 == 0).ToArray();
        var train = Enumerable.Range(0, table.RowCount).Where(row => patients[row] % 5 != 0).ToArray();

        Assert.Empty(LeakageGate.CheckSplit(table.Take(train), table.Take(test), "y", new LeakageOptions { Entities = ["patient"] }).Findings);
    }

    [Fact]
    public void Repeated_rows_are_counted_also_where_numbers_differ_a_little()
    {
        var train = Visits();
        var x = train.Column<double>("x").Values.ToArray();
        var copies = train.Take([.. Enumerable.Range(0, 100)]);
        var near = copies.With(Column.Of("x", [.. x[..100].Select((value, i) => i % 2 == 0 ? value : value + 1e-9)]));

        var finding = Assert.Single(LeakageGate.CheckSplit(train, near, "y", new LeakageOptions()).Findings);

        Assert.Equal((LeakageKind.RowInBoth, LeakageSeverity.Warning), (finding.Kind, finding.Severity));
        Assert.Equal(
            "50 % of the rows to judge by equal a row to learn from in every column but the target, 100 % nearly; drop repeated rows before splitting, or split by what they belong to.",
            finding.Message);
    }

    [Fact]
    public void Rows_to_judge_by_that_are_older_are_a_warning()
    {
        var table = Visits();
        var start = new DateTime(2026, 1, 1);
        table = table.With(Column.Of("day", [.. Enumerable.Range(0, table.RowCount).Select(i => start.AddDays(i))]));
        var options = new LeakageOptions { EventTime = "day" };
        var (train, test) = table.Split(0.5, seed: 1);

        Assert.Equal(LeakageKind.Older, Assert.Single(LeakageGate.CheckSplit(train, test, "y", options).Findings).Kind);
        Assert.Empty(LeakageGate.CheckSplit(table.Slice(0, 300), table.Slice(300, 100), "y", options).Findings);
    }

    [Fact]
    public void An_ordinary_split_is_clean()
    {
        var (train, test) = Visits().Split(0.8, stratifyBy: "y", seed: 1);

        Assert.Equal("No leak was found.", LeakageGate.CheckSplit(train, test, "y", new LeakageOptions()).ToString());
    }

    static Table Visits()
    {
        var random = new RandomStream(9);
        var rows = Enumerable.Range(0, 400).ToArray();
        return Table.Create(
            Column.Of("patient", [.. rows.Select(i => (long)(i / 4))]),
            Column.Of("x", [.. rows.Select(_ => random.NextGaussian())]),
            Column.Of("c", [.. rows.Select(_ => (string?)$"c{random.NextInt(3)}")]),
            Column.Of("y", [.. rows.Select(_ => random.NextInt(2) == 0)]));
    }
}
