using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class JoinTests
{
    static readonly string[] Names = ["x", "the y", "i", "j", "b", "t", "c", "and"];

    static readonly Table Orders = Table.Create(Column.Of("id", [1L, 2, 3, 2]), Column.Of("v", [10.0, 20, 30, 40]));

    static readonly Table People = Table.Create(Column.Of("id", [2L, 1, 2, 9]), Column.Of("name", ["b", "a", "c", "z"]), Column.Of("v", [1.0, 2, 3, 4]));

    [Fact]
    public void Each_kind_gives_its_rows_in_left_then_right_order()
    {
        Assert.Equal(
            ["Int64:1|Float64:10|Category:a|Float64:2", "Int64:2|Float64:20|Category:b|Float64:1", "Int64:2|Float64:20|Category:c|Float64:3", "Int64:2|Float64:40|Category:b|Float64:1", "Int64:2|Float64:40|Category:c|Float64:3"],
            Rows.All(Orders.Join(People, on: ["id"])));
        Assert.Equal(["id", "v", "name", "v_right"], Orders.Join(People, on: ["id"]).Columns.Select(column => column.Name));
        Assert.Equal(6, Orders.Join(People, ["id"], JoinKind.Left).RowCount);
        Assert.Equal("Int64:3|Float64:30|Category:\u0002|Float64:\u0002", Rows.All(Orders.Join(People, ["id"], JoinKind.Left))[3]);
        Assert.Equal(["Int64:1|Float64:10", "Int64:2|Float64:20", "Int64:2|Float64:40"], Rows.All(Orders.Join(People, ["id"], JoinKind.Semi)));
        Assert.Equal(["Int64:3|Float64:30"], Rows.All(Orders.Join(People, ["id"], JoinKind.Anti)));
    }

    [Theory]
    [InlineData(41, 0, 5)]
    [InlineData(42, 5, 0)]
    [InlineData(43, 60, 40)]
    [InlineData(44, 300, 500)]
    public void Results_are_those_of_two_loops(int seed, int leftRows, int rightRows)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < 25; round++)
        {
            var left = source.Next(leftRows + 3).Slice(3, leftRows);
            var right = source.Next(rightRows + 3).Slice(3, rightRows);
            var on = Enumerable.Range(0, 1 + source.Random.NextInt(4)).Select(_ => Names[source.Random.NextInt(8)]).Distinct().ToArray();
            foreach (var kind in Enum.GetValues<JoinKind>())
            {
                Assert.Equal(Expected(left, right, on, on, kind), Rows.All(left.Join(right, on, kind)));
            }
        }
    }

    [Fact]
    public void Keys_of_types_that_compare_match_by_value()
    {
        var source = new RandomTables(45);
        for (var round = 0; round < 20; round++)
        {
            var (left, right) = (source.Next(80), source.Next(50));
            Assert.Equal(Expected(left, right, ["i", "c"], ["x", "and"], JoinKind.Left), Rows.All(left.Join(right, ["i", "c"], ["x", "and"], JoinKind.Left)));
            Assert.Equal(Expected(left, right, ["and"], ["c"], JoinKind.Inner), Rows.All(left.Join(right, ["and"], ["c"])));
        }
    }

    [Fact]
    public void The_threads_change_nothing()
    {
        var random = new RandomStream(46);
        foreach (var range in new[] { 1_000, 2_000_000_000 })
        {
            var right = Table.Create(Column.Of("k", Enumerable.Range(0, 20_000).Select(_ => (long)random.NextInt(range)).ToArray()), Column.Of("r", Enumerable.Range(0, 20_000).Select(row => (double)row).ToArray()));
            var left = Table.Create(right["k"].Take([.. Enumerable.Range(0, 150_000).Select(row => row % 7 == 0 ? 0 : random.NextInt(20_000))]));

            var results = new[] { 1, 2, 7 }.Select(threads => left.Distinct().Join(right, ["k"], JoinKind.Left, maxThreads: threads).Fingerprint() + left.Join(right.Distinct("k"), ["k"], maxThreads: threads).Fingerprint());

            Assert.Single(results.Distinct());
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal(
            "Column 'id' is of type Int64 and column 'name' of type Category, which do not compare. Cast one of them first, for instance with AsText().",
            Assert.Throws<ArgumentException>(() => Orders.Join(People, ["id"], ["name"])).Message);
        Assert.StartsWith(
            "Both tables have a column 'v', and there is a column 'v' too. Give another suffix, or rename one of them.",
            Assert.Throws<ArgumentException>(() => Orders.Join(People, ["id"], suffix: "")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "A join takes as many keys of the right table as of the left, and at least one; found 1 and 2.",
            Assert.Throws<ArgumentException>(() => Orders.Join(People, ["id"], ["id", "v"])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("There is no column 'ix'.", Assert.Throws<ArgumentException>(() => Orders.Join(People, ["ix"])).Message, StringComparison.Ordinal);
    }

    static string[] Expected(Table left, Table right, string[] leftOn, string[] rightOn, JoinKind kind)
    {
        var leftKeys = Enumerable.Range(0, left.RowCount).Select(row => Rows.Of(left, row, leftOn)).ToArray();
        var rightKeys = Enumerable.Range(0, right.RowCount).Select(row => Rows.Of(right, row, rightOn)).ToArray();
        var others = right.Drop(rightOn);
        var result = new List<string>();
        for (var row = 0; row < left.RowCount; row++)
        {
            var line = Rows.All(left.Slice(row, 1))[0];
            var matches = Enumerable.Range(0, right.RowCount).Where(other => !leftKeys[row].Contains(null) && leftKeys[row].Select(Rows.Text).SequenceEqual(rightKeys[other].Select(Rows.Text)) && !rightKeys[other].Contains(null)).ToArray();
            switch (kind)
            {
                case JoinKind.Semi or JoinKind.Anti:
                    result.AddRange(matches.Length > 0 == (kind == JoinKind.Semi) ? [line] : []);
                    break;
                case JoinKind.Left when matches.Length == 0:
                    result.Add(string.Join('|', [line, .. others.Columns.Select(column => $"{column.Type}:\u0002")]));
                    break;
                default:
                    result.AddRange(matches.Select(match => string.Join('|', others.Columns.Count == 0 ? [line] : new[] { line, Rows.All(others.Slice(match, 1))[0] })));
                    break;
            }
        }

        return [.. result];
    }
}
