using System.Text.Json.Nodes;
using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

/// <summary>Beside pandas: tests/oracles/relations.py made the tables and the answers.</summary>
public sealed class PandasTests
{
    static readonly JsonNode Oracle = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", "relations.json")))!;

    static readonly Table Left = Read(Oracle["left"]!);

    static readonly Table Right = Read(Oracle["right"]!);

    [Fact]
    public void Joins_are_as_in_pandas()
    {
        AssertSame("inner", Left.Join(Right, on: ["key"]));
        AssertSame("left_join", Left.Join(Right, on: ["key", "city"], JoinKind.Left));
    }

    [Fact]
    public void Joins_as_of_a_time_are_as_in_pandas()
    {
        AssertSame("as_of_by_key", Left.JoinAsOf(Right.Select("key", "day", "quote"), "day", ["key"]).Select("quote"));

        // pandas takes a tolerance in the unit of the column: here days, which Cambium takes between date-times.
        var near = Dated(Left).JoinAsOf(Dated(Right).Select("day", "quote"), "day", tolerance: TimeSpan.FromDays(2)).Select("quote");
        AssertSame("as_of_all", near);
    }

    [Fact]
    public void Windows_are_as_in_pandas() => AssertSame("windows", Left.Window(["city"], ["day"]).With(
        Lag("price").As("lag"), Lead("price", 2).As("lead"), RollingMean("price", 4, 2).As("mean"), RollingSum("price", 3).As("sum"), RollingMin("price", 5, 1).As("min"),
        RollingStdDev("price", 6, 2).As("stddev"), CumulativeSum("price").As("cumsum"), CumulativeMax("price").As("cummax"), RowNumber().As("number"), Rank())
        .Select("lag", "lead", "mean", "sum", "min", "stddev", "cumsum", "cummax", "number", "rank"));

    [Fact]
    public void Groups_are_as_in_pandas() => AssertSame("grouped", Left.GroupBy("city", "key").Aggregate(
        Sum("price").As("sum"), Mean("price").As("mean"), StdDev("price").As("std"), Quantile("price", 0.25).As("q25"), Count("price").As("count"), CountDistinct("price").As("distinct"),
        First("price").As("first"), Last("price").As("last"), Min("price").As("min")));

    [Fact]
    public void A_pivot_is_as_in_pandas_whose_rows_are_sorted_and_whose_missing_keys_are_dropped() =>
        AssertSame("pivot", Left.With("weekday", Col("day") % 7).Filter(!Col("key").IsMissing()).Sort("key").Pivot(["key"], "weekday", Mean("price")));

    [Fact]
    public void Unpivot_is_melt() => AssertSame("melt", Left.Drop("key").Unpivot(["city"], "what", "number"));

    static Table Dated(Table table) => table.With(Column.Of("day", Array.ConvertAll(table.Column<long>("day").Values.ToArray(), day => new DateTime(2026, 1, 1).AddDays(day))));

    static Table Read(JsonNode node) => Table.Create([.. node.AsObject().Select(pair => ColumnOf(pair.Key, [.. pair.Value!.AsArray()]))]);

    static Column ColumnOf(string name, JsonNode?[] values)
    {
        if (Array.Exists(values, value => value?.GetValueKind() == System.Text.Json.JsonValueKind.String))
        {
            return Column.Of(name, [.. values.Select(value => value?.GetValue<string>())]);
        }

        return Array.TrueForAll(values, value => value is null || !value.ToJsonString().Contains('.', StringComparison.Ordinal))
            ? new Column<long>(name, Array.ConvertAll(values, value => value?.GetValue<long>() ?? 0), Validity.FromRows(values.Length, row => values[row] is not null))
            : Column.Of(name, Array.ConvertAll(values, value => value?.GetValue<double>() ?? double.NaN));
    }

    static void AssertSame(string name, Table table)
    {
        var expected = Oracle[name]!.AsObject();
        Assert.Equal(expected.Select(pair => pair.Key), table.Columns.Select(column => column.Name));
        foreach (var (column, values) in expected)
        {
            Assert.Equal(values!.AsArray().Count, table.RowCount);
            for (var row = 0; row < table.RowCount; row++)
            {
                var found = ReferenceInterpreter.Cell(table[column], row);
                var wanted = values.AsArray()[row];
                if (found is null or string || wanted is null)
                {
                    Assert.Equal(wanted?.GetValue<string>(), found);
                }
                else
                {
                    // pandas adds and takes away as its window moves, which rounds otherwise.
                    var number = Convert.ToDouble(found, System.Globalization.CultureInfo.InvariantCulture);
                    Assert.True(Math.Abs(number - wanted.GetValue<double>()) <= 1e-9 * Math.Max(1, Math.Abs(number)), $"{name}, column {column}, row {row}: expected {wanted}, found {number:R}");
                }
            }
        }
    }
}
