using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class WindowTests
{
    static readonly Table Sales = Table.Create(
        Column.Of("store", ["a", "b", "a", "a", "b"]), Column.Of("day", [3L, 1, 1, 2, 1]), Column.Of("sales", [30.0, 5, 10, double.NaN, 7]), Column.Of("n", [3L, 2, 1, 4, 5]));

    [Fact]
    public void Rows_stay_where_they_are_and_look_around_in_their_order()
    {
        var result = Sales.Window(partitionBy: ["store"], orderBy: ["day"]).With(
            Lag("sales"), Lead("store"), RollingMean("sales", 2, atLeast: 1).As("m"), RollingSum("sales", 2), CumulativeSum("n"), CumulativeCount("sales"), RowNumber(), Rank());

        Assert.Equal(["store", "day", "sales", "n", "sales_lag1", "store_lead1", "m", "sales_sum2", "n_cumsum", "sales_cumcount", "row_number", "rank"], result.Columns.Select(column => column.Name));
        Assert.Equal(
            [
                "Float64:\u0002|Category:\u0002|Float64:30|Float64:\u0002|Int64:8|Int64:2|Int64:3|Int64:3",
                "Float64:\u0002|Category:b|Float64:5|Float64:\u0002|Int64:2|Int64:1|Int64:1|Int64:1",
                "Float64:\u0002|Category:a|Float64:10|Float64:\u0002|Int64:1|Int64:1|Int64:1|Int64:1",
                "Float64:10|Category:a|Float64:10|Float64:\u0002|Int64:5|Int64:1|Int64:2|Int64:2",
                "Float64:5|Category:\u0002|Float64:6|Float64:12|Int64:7|Int64:2|Int64:2|Int64:1",
            ],
            Rows.All(result.Select("sales_lag1", "store_lead1", "m", "sales_sum2", "n_cumsum", "sales_cumcount", "row_number", "rank")));
    }

    [Theory]
    [InlineData(51, 0)]
    [InlineData(52, 1)]
    [InlineData(53, 200)]
    public void Rolling_values_are_those_of_plain_loops(int seed, int rows)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < 30; round++)
        {
            var table = rows == 0 ? source.Next(3).Slice(1, 0) : source.Next(rows + 1).Slice(1, rows);
            var (width, by) = (1 + source.Random.NextInt(9), source.Random.NextInt(2) == 0 ? "c" : "b");
            var atLeast = 1 + source.Random.NextInt(width);
            var order = Enumerable.Range(0, rows).OrderBy(row => Rows.Of(table, row, "t")[0] is null).ThenBy(row => Rows.Of(table, row, "t")[0]).ToArray();

            var result = table.Window([by], ["t"]).With(
                RollingSum("i", width, atLeast).As("sum"), RollingMean("i", width, atLeast).As("mean"), RollingMin("i", width, atLeast).As("min"), RollingMax("i", width, atLeast).As("max"),
                RollingStdDev("i", width, atLeast).As("std"), CumulativeMax("j"), CumulativeMin("j"), CumulativeSum("i"));

            foreach (var partition in order.GroupBy(row => Rows.Key(table, row, by)))
            {
                var members = partition.ToArray();
                for (var place = 0; place < members.Length; place++)
                {
                    var before = members.Take(place + 1).ToArray();
                    var window = before.TakeLast(width).Select(row => Rows.Of(table, row, "i")[0]).OfType<long>().Select(value => (double)value).ToArray();
                    var mean = window.Length == 0 ? 0 : window.Average();
                    Near(window.Length < atLeast ? null : window.Sum(), result, members[place], "sum");
                    Near(window.Length < atLeast ? null : mean, result, members[place], "mean");
                    Near(window.Length < atLeast ? null : window.Min(), result, members[place], "min");
                    Near(window.Length < atLeast ? null : window.Max(), result, members[place], "max");
                    Near(window.Length < Math.Max(2, atLeast) ? null : Math.Sqrt(window.Sum(value => (value - mean) * (value - mean)) / (window.Length - 1)), result, members[place], "std");
                    var all = before.Select(row => Rows.Of(table, row, "j")[0]).OfType<long>().ToArray();
                    Near(all.Length == 0 ? null : all.Max(), result, members[place], "j_cummax");
                    Near(all.Length == 0 ? null : all.Min(), result, members[place], "j_cummin");
                }
            }
        }
    }

    [Fact]
    public void The_threads_change_nothing()
    {
        var table = new RandomTables(54).Next(30_000);

        var results = new[] { 1, 2, 7 }.Select(threads => table.Window(["i"], [Descending("x"), "j"], threads).With(RollingStdDev("the y", 50, 3), CumulativeSum("j"), Rank()).Fingerprint());

        Assert.Single(results.Distinct());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("RollingMean takes numbers, but column 'store' is of type Category.", Assert.Throws<ArgumentException>(() => Sales.Window().With(RollingMean("store", 2))).Message);
        Assert.StartsWith("The number of rows must be at least 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Lag("n", 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("A window of 3 rows has 1 to 3 values.", Assert.Throws<ArgumentOutOfRangeException>(() => RollingSum("n", 3, 4)).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no column 'shop'.", Assert.Throws<ArgumentException>(() => Sales.Window(["shop"])).Message, StringComparison.Ordinal);
        Assert.Equal(
            "The cumulative sum of column 'x' in row 1 is more than a whole number of 64 bits holds. Sum as_number(x).",
            Assert.Throws<TableException>(() => Table.Create(Column.Of("x", [long.MaxValue, 1])).Window().With(CumulativeSum("x"))).Message);
    }

    static void Near(double? expected, Table table, int row, string column)
    {
        var found = ReferenceInterpreter.Cell(table[column], row) as double?;
        Assert.True(expected is null == found is null && (found is null || Math.Abs(found.Value - expected!.Value) <= 1e-9 * Math.Max(1, Math.Abs(expected.Value))), $"{column}, row {row}: expected {expected}, found {found}");
    }
}
