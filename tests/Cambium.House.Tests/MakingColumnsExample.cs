using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>Examples of docs/making-columns.md as they stand there; <see cref="MakingColumnsPageTests"/> compares the two letter by letter and runs them.</summary>
static class MakingColumnsExample
{
    /// <summary>What the page shows of each example.</summary>
    internal static IEnumerable<string> Run()
    {
        // PAGE
        var sales = Table.Create(
            Column.Of("day", [new DateTime(2026, 12, 23), new DateTime(2026, 12, 24), new DateTime(2026, 12, 25), new DateTime(2026, 12, 26)]),
            Column.Of("shop", ["Oslo", "Oslo", "Bergen", "Oslo"]),
            Column.Of("sold", [20.0, 35, 12, 5]),
            Column.Of("visits", [100.0, 140, 0, 50]));

        var made = new Ratio { Left = ["sold"], Right = ["visits"] }
            .Then(new GroupAggregate { Columns = ["sold"] })
            .Then(new Lag { Order = "day", By = ["shop"], Columns = ["sold"] })
            .Then(new DateParts { Parts = [DatePart.DayOfWeek], Holidays = ["2026-12-25"] })
            .Then(new DropColumns { Columns = ["visits"] })
            .Fit(sales)
            .Apply(sales);
        // PAGE
        yield return made.ToString();

        // PAGE
        var notes = Table.Create(TextColumn.FromValues("note", ["Red car, new tyres", "red bus", "Ein rotes Auto"]));
        var words = new TfIdf { MaxGram = 2, StopWords = ["ein"] }.Fit(notes);
        var vectors = (SparseColumn)words.Apply(notes)["note"];
        // PAGE
        Assert.Equal(["auto", "bus", "car", "car new", "new", "new tyres", "red", "red bus", "red car", "rotes", "rotes auto", "tyres"], vectors.FeatureNames);

        // PAGE
        var branches = new Branches
        {
            Parts =
            [
                new SelectColumns { Columns = ["sold", "visits"] }.Then(new Standardize()),
                new SelectColumns { Columns = ["shop"] }.Then(new OneHot()),
                new SelectColumns { Columns = ["sold"] }.Then(new RenameColumns { Names = [["sold", "raw"]] }),
            ],
        };
        var joined = branches.Fit(sales).Apply(sales);
        // PAGE
        yield return joined.ToString();

        // PAGE
        var cap = OwnStep.Of(
            "cap-sold",
            rows => rows.Column<double>("sold").Values.ToArray().Max() / 2,
            (rows, most) => rows.With(Column.Of("sold", rows.Column<double>("sold").Values.ToArray().Select(value => Math.Min(value, most)).ToArray())));
        var capped = cap.Fit(sales).Apply(sales);
        // PAGE
        yield return capped.ToString();

        // PAGE
        var pipeline = new Impute().Then(new OneHot { DropFirst = true }).Then(branches).Then(new Ridge { L2 = 0.5 });
        var yaml = RecipeCatalog.ToYaml(pipeline);
        // PAGE
        yield return yaml;
        yield return pipeline.ToString();
    }
}
