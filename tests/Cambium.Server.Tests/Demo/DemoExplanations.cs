using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Runs with explained rows of small models.</summary>
static class DemoExplanations
{
    /// <summary>A run of two classes, with a column that is missing here and there.</summary>
    internal static string TwoClasses(Tracker tracker)
    {
        var rows = DemoStore.Mortgages();
        var ratio = rows.Column<double>("payment_to_income").Values.ToArray();
        (ratio[3], ratio[40]) = (double.NaN, double.NaN);
        return Kept(tracker, "denials", rows.With(Column.Of("payment_to_income", ratio)), new BoostedTreesClassifier { Trees = 20, Leaves = 6, MinRowsPerLevel = 1 }, "deny");
    }

    /// <summary>A run of four classes.</summary>
    internal static string FourClasses(Tracker tracker)
    {
        var random = new Random(5);
        var (a, b) = (Enumerable.Range(0, 240).Select(_ => random.NextDouble()).ToArray(), Enumerable.Range(0, 240).Select(_ => random.NextDouble()).ToArray());
        var names = a.Zip(b).Select(pair => (string?)$"{(pair.First > 0.5 ? "east" : "west")} {(pair.Second > 0.5 ? "north" : "south")}").ToArray();
        return Kept(tracker, "places", Table.Create(Column.Of("a", a), Column.Of("b", b), Column.Of("place", names)), new BoostedTreesClassifier { Trees = 6, Leaves = 4 }, "place");
    }

    /// <summary>A sample of any size, of numbers that mean nothing.</summary>
    internal static ExplainedSample Of(int rows, int columns, int levels = 0, string name = "column")
    {
        var random = new Random(9);
        var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        return new ExplainedSample
        {
            Method = "path-dependent TreeSHAP",
            Scale = ShapScale.Margin,
            Target = $"{name} target",
            UsedRows = 1000,
            OtherColumns = 3,
            OtherClasses = 0,
            PartnerMethod = "SHAP interactions",
            Rows = Enumerable.Range(0, rows).Select(row => new ExplainedRow(1000 + row, name, name)).ToEquatableArray(),
            Columns = Enumerable.Range(0, columns).Select(column => ColumnOf($"{name} {column}", column < levels)).ToEquatableArray(),
            Outputs =
            [
                new ExplainedOutput
                {
                    Name = $"log-odds of {name}",
                    Class = name,
                    BaseValue = -1.5,
                    Answers = Enumerable.Range(0, rows).Select(row => values.AsSpan(row * columns, columns).ToArray().Sum() - 1.5).ToEquatableArray(),
                    Predicted = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToEquatableArray(),
                    Values = values.ToEquatableArray(),
                    Others = new double[rows].ToEquatableArray(),
                    Magnitudes = Enumerable.Range(0, columns).Select(column => 1.0 / (column + 1)).ToEquatableArray(),
                    OtherMagnitude = 0.01,
                    Partners = Enumerable.Range(0, columns).Select(column => column == 0 ? columns - 1 : column - 1).ToEquatableArray(),
                },
            ],
        };

        ExplainedColumn ColumnOf(string title, bool isCategory)
        {
            var numbers = Enumerable.Range(0, rows).Select(row => isCategory ? row % 3 : Math.Round(1000 * random.NextDouble(), 3)).ToArray();
            string[] own = isCategory ? [$"{name} a", $"{name} b", $"{name} c"] : [];
            return new ExplainedColumn(title, isCategory ? ColumnType.Category : ColumnType.Float64, numbers.ToEquatableArray(), numbers.Select(number => isCategory ? own[(int)number] : $"{number:G6}").ToEquatableArray(), own.ToEquatableArray());
        }
    }

    static string Kept(Tracker tracker, string name, Table rows, Classifier recipe, string target)
    {
        using var run = tracker.Start("explained", name);
        var model = recipe.Fit(rows, target);
        var sample = ExplainedSample.Of(model, rows, new ExplainedSampleOptions { Rows = 120 });
        run.Log(model);
        run.Log(sample);
        run.Log(AnswerCurves.Of(model, rows, [.. sample.Columns.Select(column => column.Name)], new AnswerCurvesOptions { Rows = 20, Classes = sample.Outputs.Select(output => output.Class!).ToEquatableArray() })); // a classifier's
        run.Complete();
        return run.Id;
    }
}
