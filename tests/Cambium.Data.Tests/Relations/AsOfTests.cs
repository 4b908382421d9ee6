namespace Cambium.Data.Tests;

public sealed class AsOfTests
{
    static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0);

    [Fact]
    public void Each_row_meets_the_last_that_is_not_later_within_the_tolerance()
    {
        var trades = Table.Create(
            Column.Of("time", [Noon.AddMinutes(10), Noon, Noon.AddMinutes(2), Noon.AddHours(-1)]), Column.Of("symbol", ["A", "A", "B", "A"]), Column.Of("n", [1L, 2, 3, 4]));
        var quotes = Table.Create(
            Column.Of("time", [Noon.AddMinutes(4), Noon, Noon.AddMinutes(5), Noon]), Column.Of("symbol", ["A", "A", "A", "B"]), Column.Of("bid", [1.0, 2, 3, 4]), Column.Of("n", [7L, 8, 9, 6]));

        Assert.Equal([3.0, 2, 4, double.NaN], trades.JoinAsOf(quotes, "time", ["symbol"]).Column<double>("bid").Values.ToArray());
        Assert.Equal([double.NaN, 2, 4, double.NaN], trades.JoinAsOf(quotes, "time", ["symbol"], TimeSpan.FromMinutes(4)).Column<double>("bid").Values.ToArray());
        Assert.Equal(["time", "symbol", "n", "bid", "n_right"], trades.JoinAsOf(quotes, "time", ["symbol"]).Columns.Select(column => column.Name));
        Assert.Equal([3.0, 4, 4, double.NaN], trades.JoinAsOf(quotes.Drop("symbol"), "time").Column<double>("bid").Values.ToArray());
    }

    [Theory]
    [InlineData(61, "t")]
    [InlineData(62, "x")]
    [InlineData(63, "i")]
    public void Results_are_those_of_two_loops(int seed, string on)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < 30; round++)
        {
            var (left, right) = (source.Next(60), source.Next(40).Rename(("the y", "value")).Select(on, "c", "value"));
            var byCity = source.Random.NextInt(2) == 0;

            var result = left.JoinAsOf(byCity ? right : right.Drop("c"), on, byCity ? ["c"] : null, maxThreads: 1 + source.Random.NextInt(3));

            for (var row = 0; row < left.RowCount; row++)
            {
                var (time, city) = (Rows.Of(left, row, on)[0], Rows.Of(left, row, "c")[0]);
                var match = Enumerable.Range(0, right.RowCount)
                    .Where(other => time is not null && Rows.Of(right, other, on)[0] is { } earlier && Rows.Compare(earlier, time, descending: false) <= 0 && (!byCity || (city is not null && Equals(Rows.Of(right, other, "c")[0], city))))
                    .OrderBy(other => Rows.Of(right, other, on)[0]).Select(other => (int?)other).LastOrDefault();
                Assert.Equal(match is null ? null : Rows.Of(right, match.Value, "value")[0], Rows.Of(result, row, "value")[0]);
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var table = Table.Create(Column.Of("c", ["a"]), Column.Of("n", [1L]));

        Assert.StartsWith("Column 'c' is of type Category; an as-of join goes by date-times or numbers.", Assert.Throws<ArgumentException>(() => table.JoinAsOf(table, "c")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "A tolerance is a time of at least 0 between date-times; found 00:05:00 for column 'n' of type Int64.",
            Assert.Throws<ArgumentException>(() => table.JoinAsOf(table, "n", tolerance: TimeSpan.FromMinutes(5))).Message,
            StringComparison.Ordinal);
    }
}
