using System.Text;
using Cambium.Numerics;
using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class GroupByTests
{
    static readonly string[] Names = ["x", "the y", "i", "j", "b", "t", "c", "and"];

    [Fact]
    public void Groups_come_in_the_order_of_their_first_rows()
    {
        var table = Table.Create(
            Column.Of("city", ["Oslo", "Bergen", "Oslo", null, null]), Column.Of("price", [1.0, 2, double.NaN, 5, 7]), Column.Of("n", [1L, 2, 3, 4, 5]));

        var result = table.GroupBy("city").Aggregate(Sum("price").As("total"), Mean("n"), Count(), Count("price"), Quantile("n", 0.5), Max("price"));

        Assert.Equal(["city", "total", "n_mean", "count", "price_count", "n_q50", "price_max"], result.Columns.Select(column => column.Name));
        Assert.Equal(
            ["Category:Oslo|Float64:1|Float64:2|Int64:2|Int64:1|Float64:2|Float64:1", "Category:Bergen|Float64:2|Float64:2|Int64:1|Int64:1|Float64:2|Float64:2", "Category:\u0002|Float64:12|Float64:4.5|Int64:2|Int64:2|Float64:4.5|Float64:7"],
            Rows.All(result));
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(32, 1)]
    [InlineData(33, 100)]
    [InlineData(34, 3_000)]
    public void Results_are_those_of_plain_loops(int seed, int rows)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < (rows > 1000 ? 4 : 30); round++)
        {
            var table = rows == 0 ? source.Next(3).Slice(1, 0) : source.Next(rows + 5).Slice(5, rows);
            string[] keys = [.. Enumerable.Range(0, source.Random.NextInt(4)).Select(_ => Names[source.Random.NextInt(8)]).Distinct()];
            Aggregate[] aggregates =
            [
                Count(), Sum("i"), Sum("b"), Mean("i"), Min("j"), Max("x"), Min("x"), Max("t"), Min("b"), Variance("i"), StdDev("i"), Quantile("j", 0.3), CountDistinct("and"), CountDistinct("x"),
                First("and"), Last("c"), First("x"), Count("c"), Count("the y"), Min("c"), Max("c"), Min("and"), Max("and"), Sum(Col("i") - 1), Mean(Col("x") + 1), Max(Col("c").Lower()), Count(Col("x") > Col("the y")),
            ];

            var result = table.GroupBy(keys).Aggregate(aggregates);

            var groups = Enumerable.Range(0, rows).GroupBy(row => Rows.Key(table, row, keys)).ToArray();
            Assert.Equal(groups.Length, result.RowCount);
            for (var group = 0; group < groups.Length; group++)
            {
                Assert.Equal(Rows.Key(table, groups[group].First(), keys), Rows.Key(result, group, keys));
                foreach (var aggregate in aggregates)
                {
                    var found = ReferenceInterpreter.Cell(result[aggregate.Name], group);
                    AssertNear(Expected(table, [.. groups[group]], aggregate), found, $"{aggregate.Name} of {groups[group].Key}");
                }
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50_000)]
    [InlineData(2_000_000_000)]
    public void The_threads_change_no_bit_and_ids_are_in_order(int range)
    {
        var random = new RandomStream(35);
        var n = 150_000;
        var keys = Enumerable.Range(0, n).Select(_ => (long)random.NextInt(range)).ToArray();
        var values = Enumerable.Range(0, n).Select(_ => random.NextGaussian()).ToArray();
        var table = Table.Create(Column.Of("k", keys), Column.Of("c", ["a", "b", null]).Take([.. Enumerable.Range(0, n).Select(row => row % 3)]), Column.Of("v", values), Column.Of("d", [.. values.Select(v => Math.Round(v, 1))]));

        foreach (var by in new string[][] { ["k"], ["k", "c"], ["d", "k"] })
        {
            var results = new[] { 1, 2, 7 }.Select(threads => table.GroupBy(by, threads).Aggregate(Sum("v"), Variance("v"), Min("v"), Quantile("v", 0.25), Last("v"), Count())).ToArray();

            Assert.Single(results.Select(result => result.Fingerprint()).Distinct());
            Assert.Equal(Enumerable.Range(0, n).Select(row => Rows.Key(table, row, by)).Distinct(), Enumerable.Range(0, results[0].RowCount).Select(row => Rows.Key(results[0], row, by)));
        }
    }

    [Fact]
    public void Many_groups_have_the_results_of_plain_loops()
    {
        var source = new RandomTables(36);
        var n = 70_000;
        var table = Table.Create(
            source.Whole("k", n, 30_000), source.Whole("i", n, 50), Column.Of("x", source.Fill(n, () => source.Random.NextInt(9) == 0 ? double.NaN : source.Random.NextInt(100))),
            Column.Of("b", source.Fill(n, () => source.Random.NextInt(2) == 0)));
        Aggregate[] aggregates =
        [
            Count(), Count("i"), Sum("i"), Sum("b"), Mean("x"), Min("i"), Max("x"), Max("b"), Variance("i"), StdDev("x"), Quantile("x", 0.5), CountDistinct("i"), First("x"), Last("i"),
        ];

        var result = table.GroupBy("k").Aggregate(aggregates);

        var groups = Enumerable.Range(0, n).GroupBy(row => Rows.Key(table, row, "k")).ToArray();
        Assert.InRange(groups.Length, 20_000, 30_001);
        Assert.Equal(groups.Length, result.RowCount);
        for (var group = 0; group < groups.Length; group++)
        {
            Assert.Equal(groups[group].Key, Rows.Key(result, group, "k"));
            foreach (var aggregate in aggregates)
            {
                AssertNear(Expected(table, [.. groups[group]], aggregate), ReferenceInterpreter.Cell(result[aggregate.Name], group), $"{aggregate.Name} of {groups[group].Key}");
            }
        }
    }

    [Fact]
    public void Wide_keys_and_many_keys_are_told_apart()
    {
        var wide = new Column<long>("w", new[] { long.MaxValue, long.MinValue, 0, long.MaxValue, 0 }, Validity.FromRows(5, row => row != 2));
        Assert.Equal([2L, 1, 1, 1], Table.Create(wide).GroupBy("w").Aggregate(Count()).Column<long>("count").Values.ToArray());
        var many = Table.Create([.. Enumerable.Range(0, 12).Select(k => Column.Of($"k{k}", Enumerable.Range(0, 4096).Select(row => (row >> k & 1) * 0.1).ToArray()))]);
        Assert.Equal(4096, many.GroupBy([.. many.Columns.Select(column => column.Name)]).Aggregate().RowCount);
        var zeros = Table.Create(Column.Of("z", [0.0, -0.0, double.NaN, double.NaN]));
        Assert.Equal([2L, 2], zeros.GroupBy("z").Aggregate(Count()).Column<long>("count").Values.ToArray());
    }

    [Fact]
    public void A_sum_of_whole_numbers_that_overflows_is_refused()
    {
        var table = Table.Create(Column.Of("k", [1L, 2, 2]), Column.Of("v", [long.MaxValue, long.MaxValue, 1]));

        Assert.Equal(
            "The sum of column 'v' in the group of row 1 (of 3) is more than a whole number of 64 bits holds. Sum as_number(v).",
            Assert.Throws<TableException>(() => table.GroupBy("k").Aggregate(Sum("v"))).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var table = Table.Create(Column.Of("c", ["a"]), Column.Of("v", [1.0]));

        Assert.Equal("Sum takes numbers, but column 'c' is of type Category.", Assert.Throws<ArgumentException>(() => table.GroupBy("v").Aggregate(Sum("c"))).Message);
        Assert.Equal(
            "Sum takes numbers, but column 'lower(c)' is of type Category.", Assert.Throws<ArgumentException>(() => table.GroupBy("v").Aggregate(Sum(Col("c").Lower()))).Message);
        Assert.Equal(
            "Max takes numbers, date-times or texts, but column 's' is of type Sparse.",
            Assert.Throws<ArgumentException>(() => table.With(new SparseColumn("s", new CsrMatrix(1, 1, (int[])[0, 0], (int[])[], (double[])[]))).GroupBy("v").Aggregate(Max("s"))).Message);
        Assert.StartsWith(
            "Two columns of the result are named 'v_sum'. Name one of them with As(...).",
            Assert.Throws<ArgumentException>(() => table.GroupBy("c").Aggregate(Sum("v"), Sum("v"))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("There is no column 'd'.", Assert.Throws<ArgumentException>(() => table.GroupBy("d")).Message, StringComparison.Ordinal);
        Assert.StartsWith("A quantile lies between 0 and 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Quantile("v", 1.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_go_along_but_are_no_keys()
    {
        var matrix = new CsrMatrix(2, 3, new[] { 0, 1, 3 }, new[] { 2, 0, 1 }, new[] { 5.0, 6, 7 });
        var table = Table.Create(Column.Of("k", [1L, 2]), new SparseColumn("v", matrix));
        var left = Table.Create(Column.Of("k", [2L, 3, 1]));

        var joined = left.Join(table, ["k"], JoinKind.Left)["v"];

        Assert.Equal(["0:6 1:7", "", "2:5"], Enumerable.Range(0, 3).Select(joined.Format));
        Assert.Equal(1, joined.MissingCount);
        Assert.Equal("2:5", table.GroupBy().Aggregate(First("v"))["v_first"].Format(0));
        Assert.StartsWith(
            "Column 'v' holds sparse vectors, by which rows are not gathered. Name a column of single values.",
            Assert.Throws<ArgumentException>(() => table.Distinct()).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("Column 'v' is of type Sparse and column 'v' of type Sparse, which do not compare.", Assert.Throws<ArgumentException>(() => table.Join(table, ["v"])).Message, StringComparison.Ordinal);
        Assert.Equal("Column 'v' holds sparse vectors, which are not put one below another.", Assert.Throws<ArgumentException>(() => Table.Concatenate(table, table)).Message);
    }

    [Fact]
    public void Names_of_any_letters_pass_through()
    {
        string[] names = ["a b", "\"", "'", "\n", "and", "\uD800", "π", " "];
        var table = Table.Create([.. names.Select((name, place) => Column.Of(name, [place + 0.0, 1, double.NaN]))]);

        foreach (var name in names)
        {
            var condition = Expression.Parse((Col(name) >= 1).ToString());
            var result = table.Filter(condition).GroupBy(name).Aggregate(Sum(name), Count()).Sort(Descending(name));
            Assert.Equal([name, name + "_sum", "count"], result.Columns.Select(column => column.Name));
            Assert.Equal(name == "a b" ? 1 : 2, result.Column<long>("count").Values.ToArray().Sum());
        }
    }

    [Fact]
    public void The_least_and_greatest_of_texts_go_by_code_points()
    {
        string?[] texts = ["b", "B", "é", null, "\U0001F600", "\uFFFD", "ba"];
        var table = Table.Create(
            Column.Of("k", [1L, 1, 1, 2, 3, 3, 1]), new CategoryColumn("c", (int[])[0, 1, 2, -1, 3, 4, 5], ["b", "B", "é", "\U0001F600", "\uFFFD", "ba", "unused"]), TextColumn.FromValues("t", texts));

        var result = table.GroupBy("k").Aggregate(Min("c"), Max("c"), Min("t"), Max("t"));

        Assert.Equal(
            ["Int64:1|Category:B|Category:é|String:B|String:é", "Int64:2|Category:\u0002|Category:\u0002|String:\u0002|String:\u0002", "Int64:3|Category:\uFFFD|Category:\U0001F600|String:\uFFFD|String:\U0001F600"],
            Rows.All(result));
        Assert.Empty(table.Slice(0, 0).GroupBy("k").Aggregate(Max("c"), Max("t")).Column<long>("k").Values.ToArray());
    }

    [Fact]
    public void Aggregates_of_expressions_are_computed_first_and_named_as_they_read()
    {
        var table = Table.Create(
            Column.Of("city", ["Oslo", "Bergen", "Oslo"]), Column.Of("a", [2.0, 3, double.NaN]), Column.Of("b", [5L, 7, 9]), Column.Of("a * b", [100.0, 100, 100]));

        var result = table.GroupBy("city").Aggregate(
            Sum(Col("a") * Col("b")), Count(Col("a") * Col("b")), Sum("a * b"), Quantile(Col("b") + 1, 0.5), Max(Col("city").Upper()).As("loud"), Mean(Col("b") > 6), Sum(Col("b")));

        Assert.Equal(["city", "sum(a * b)", "count(a * b)", "a * b_sum", "q50(b + 1)", "loud", "mean(b > 6)", "b_sum"], result.Columns.Select(column => column.Name));
        Assert.Equal(
            ["Category:Oslo|Float64:10|Int64:1|Float64:200|Float64:8|Category:OSLO|Float64:0.5|Int64:14", "Category:Bergen|Float64:21|Int64:1|Float64:100|Float64:8|Category:BERGEN|Float64:1|Int64:7"],
            Rows.All(result));
        Assert.StartsWith("There is no column 'd'", Assert.Throws<ArgumentException>(() => table.GroupBy("city").Aggregate(Sum(Col("d") + 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distinct_keeps_the_first_of_equal_rows()
    {
        var table = Table.Create(Column.Of("a", [1L, 1, 2, 1]), Column.Of("b", ["x", "y", "x", "x"]));

        Assert.Equal(["Int64:1|Category:x", "Int64:1|Category:y", "Int64:2|Category:x"], Rows.All(table.Distinct()));
        Assert.Equal(["Int64:1|Category:x", "Int64:2|Category:x"], Rows.All(table.Distinct("a")));
    }

    static object? Expected(Table table, int[] rows, Aggregate aggregate)
    {
        if (aggregate.Of is null)
        {
            return (long)rows.Length;
        }

        var column = table.With("what is computed", aggregate.Of)["what is computed"];
        var values = rows.Select(row => ReferenceInterpreter.Cell(column, row)).OfType<object>().ToArray();
        if (aggregate.Kind is AggregateKind.Count or AggregateKind.CountDistinct)
        {
            return aggregate.Kind == AggregateKind.Count ? values.LongLength : values.Select(Rows.Text).Distinct().LongCount();
        }

        if (values.Length == 0)
        {
            return null;
        }

        if (values[0] is string && aggregate.Kind is AggregateKind.Min or AggregateKind.Max)
        {
            var texts = values.Cast<string>().Order(Comparer<string>.Create((x, y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)))).ToArray();
            return aggregate.Kind == AggregateKind.Min ? texts[0] : texts[^1];
        }

        if (aggregate.Kind is AggregateKind.First or AggregateKind.Last or AggregateKind.Min or AggregateKind.Max)
        {
            return aggregate.Kind switch { AggregateKind.First => values[0], AggregateKind.Last => values[^1], AggregateKind.Min => values.Min(), _ => values.Max() };
        }

        var numbers = values.Select(value => value is bool truth ? (truth ? 1.0 : 0) : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)).Order().ToArray();
        var mean = numbers.Sum() / numbers.Length;
        var variance = numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1);
        var place = aggregate.Share * (numbers.Length - 1);
        return aggregate.Kind switch
        {
            AggregateKind.Sum => (long)numbers.Sum(),
            AggregateKind.Mean => mean,
            AggregateKind.Quantile => numbers[(int)place] + ((place - (int)place) * (numbers[Math.Min((int)place + 1, numbers.Length - 1)] - numbers[(int)place])),
            _ => numbers.Length < 2 ? null : aggregate.Kind == AggregateKind.Variance ? variance : Math.Sqrt(variance),
        };
    }

    static void AssertNear(object? expected, object? found, string what)
    {
        if (expected is double number && found is double other)
        {
            // Sums in another order.
            Assert.True(number.Equals(other) || Math.Abs(number - other) <= 1e-12 * Math.Max(1, Math.Abs(number)), $"{what}: expected {number:R}, found {other:R}");
        }
        else
        {
            Assert.True(Equals(expected, found), $"{what}: expected {expected ?? "missing"}, found {found ?? "missing"}");
        }
    }
}
