using Cambium.Data;
using static Cambium.Data.Expressions;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/tables.md as they stand there; <see cref="TablesPageTests"/> compares the two letter by letter and runs them.</summary>
static class TablesExample
{
    internal static IEnumerable<Table> Run()
    {
        // PAGE
        var homes = Table.Create(
            Column.Of("city", ["Oslo", "Bergen", "Oslo", "Molde", null]),
            Column.Of("year", [2025L, 2025, 2026, 2026, 2026]),
            Column.Of("price", [480.0, 310, 520, 275, 390]),
            Column.Of("area", [80.0, 62, double.NaN, 71, 60]));

        var dear = homes
            .With("unit", Col("price") / Col("area"))
            .With("size", When(Col("area") >= 70, "large").When(Col("area") > 0, "small").Otherwise(Missing))
            .Filter(Col("unit") > 5 & !Col("city").IsMissing());
        // PAGE
        yield return dear;

        // PAGE
        var rule = Expression.Parse("price / area > 4 and city in ('Bergen', 'Molde', 'Oslo')");
        var kept = homes.Filter(rule);
        // PAGE
        yield return kept;

        // PAGE
        var cities = homes
            .GroupBy("city")
            .Aggregate(Count(), Sum("price").As("total"), Mean("area"), Quantile("price", 0.5), Sum(Col("price") > 400).As("dear"))
            .Sort(Descending("total"), "city");
        // PAGE
        yield return cities;

        // PAGE
        var regions = Table.Create(Column.Of("city", ["Bergen", "Oslo"]), Column.Of("region", ["west", "east"]));
        var placed = homes.Join(regions, on: ["city"], kind: JoinKind.Left);
        // PAGE
        yield return placed;

        // PAGE
        var noon = new DateTime(2026, 11, 22, 12, 0, 0);
        var trades = Table.Create(Column.Of("time", [noon, noon.AddMinutes(7)]), Column.Of("symbol", ["ACME", "ACME"]));
        var quotes = Table.Create(
            Column.Of("time", [noon.AddMinutes(-1), noon.AddMinutes(1)]), Column.Of("symbol", ["ACME", "ACME"]), Column.Of("bid", [10.5, 10.75]));
        var quoted = trades.JoinAsOf(quotes, on: "time", by: ["symbol"], tolerance: TimeSpan.FromMinutes(5));
        // PAGE
        yield return quoted;

        // PAGE
        var moving = homes.Window(partitionBy: ["city"], orderBy: ["year"]).With(Lag("price"), CumulativeSum("price"), RollingMean("price", 2, atLeast: 1), RowNumber());
        // PAGE
        yield return moving;

        // PAGE
        var wide = homes.Pivot(rows: ["city"], columns: "year", values: Mean("price"));
        var tall = wide.Unpivot(keep: ["city"], names: "year", values: "price");
        // PAGE
        yield return wide;
        yield return tall;
    }
}
