using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Curves of answers that are kept beside a model.</summary>
public sealed class AnswerCurvesTests
{
    static readonly Table Classes = ShapTables.Classes(320, y => y > 0 ? "high" : "low");

    static readonly BoostedTreesClassifierModel Trees = new BoostedTreesClassifier { Trees = 12, Leaves = 6 }.Fit(Classes, "y");

    static string[] Columns => [.. Trees.Input.Fields.Select(own => own.Name)];

    [Fact]
    public void Curves_are_those_of_the_methods_themselves()
    {
        var curves = AnswerCurves.Of(Trees, Classes, Columns);

        Assert.Equal((320, 50), (curves.UsedRows, curves.Rows.Count));
        Assert.Empty(curves.LeftOut);
        Assert.Equal(Columns, curves.Curves.Select(curve => curve.Axis.Column));
        foreach (var curve in curves.Curves)
        {
            var own = IndividualCurves.Of(Trees, Classes, curve.Axis.Column, new DependenceOptions { GridSize = 20 });
            Assert.Equal(own.Axis, curve.Axis);
            Assert.Equal(own.Mean(), curve.Means);
            Assert.Equal(("probability of low", "low"), (curve.Answer, curve.Class));
            foreach (var (number, row) in curves.Rows.Select((number, row) => (number, row)))
            {
                for (var place = 0; place < curve.Axis.Count; place++)
                {
                    // Six significant digits are kept.
                    Assert.Equal(own.Curve(number - 1)[place], curve.Single[(row * curve.Axis.Count) + place], 1e-5 * Math.Abs(own.Curve(number - 1)[place]));
                }
            }
        }

        var effects = AccumulatedEffects.Of(Trees, Classes, "c", new EffectOptions { Intervals = 20 });
        var of = Assert.Single(curves.Curves, curve => curve.Axis.Column == "c");
        Assert.Equal((effects.Axes[0], effects.Effects), (of.EffectAxis, of.Effects));
        var colour = Assert.Single(curves.Curves, curve => curve.Axis.Column == "colour");
        Assert.Null(colour.EffectAxis);
        Assert.Equal(curves, AnswerCurves.FromJson(curves.ToJson()));
    }

    [Fact]
    public void The_same_bits_at_any_number_of_threads()
    {
        string[] texts = [.. new[] { 1, 2, 7 }.Select(threads => AnswerCurves.Of(Trees, Classes, Columns, new AnswerCurvesOptions { MaxThreads = threads, UsedRows = 100 }).ToJson())];

        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
    }

    [Fact]
    public void Of_several_classes_each_has_its_curves()
    {
        var rows = ShapTables.Classes(320, y => $"c{Math.Clamp((int)(y * 2), 0, 2)}");
        var model = new BoostedTreesClassifier { Trees = 4, Leaves = 6 }.Fit(rows, "y");

        var curves = AnswerCurves.Of(model, rows, ["c", "truth"], new AnswerCurvesOptions { Classes = ["c2", "c0"], Rows = 3, Values = 5 });

        Assert.Equal([("c2", "c"), ("c2", "truth"), ("c0", "c"), ("c0", "truth")], curves.Curves.Select(curve => (curve.Class!, curve.Axis.Column)));
        Assert.All(curves.Curves, curve => Assert.Equal(3 * curve.Axis.Count, curve.Single.Count));
    }

    [Fact]
    public void Columns_that_cannot_be_tried_are_named_and_what_has_one_value_has_no_effects()
    {
        var table = Table.Create(
            Column.Of("number", Enumerable.Range(0, 40).Select(i => (double)i).ToArray()),
            Column.Of("same", Enumerable.Repeat(7.0, 40).ToArray()),
            Column.Of("many", Enumerable.Range(0, 40).Select(i => (string?)$"level {i % 30}").ToArray()),
            Column.Of("y", Enumerable.Range(0, 40).Select(i => i + 0.5).ToArray()));
        var model = new BoostedTreesRegressor { Trees = 3, MinRowsPerLeaf = 2 }.Fit(table, "y");

        var curves = AnswerCurves.Of(model, table, ["number", "same", "many"]);
        var missing = AnswerCurves.Of(model, table.With(Column.Of("number", Enumerable.Repeat(double.NaN, 40).ToArray())), ["number", "same"]);

        Assert.Equal(["many"], curves.LeftOut);
        Assert.Equal([true, false], curves.Curves.Select(curve => curve.EffectAxis is not null));
        Assert.Equal(["number"], missing.LeftOut);
        Assert.StartsWith("The model does not read a column 'other'.", Assert.Throws<ArgumentException>(() => AnswerCurves.Of(model, table.With(Column.Of("other", new double[40])), ["other"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        var good = AnswerCurves.Of(Trees, Classes, ["c"], new AnswerCurvesOptions { Rows = 2, Values = 3 });
        var message = "The curve of 'c' does not hold an answer for each of its values and 2 rows, or has more than 50 values.";

        foreach (var curve in new[]
        {
            good.Curves[0] with { Means = [1] },
            good.Curves[0] with { Single = [1] },
            good.Curves[0] with { Effects = [] },
            good.Curves[0] with { EffectAxis = null },
            good.Curves[0] with { Axis = good.Curves[0].Axis with { Numbers = [1] } },
        })
        {
            Assert.Equal(message, Assert.Throws<JsonException>(() => AnswerCurves.FromJson((good with { Curves = [curve] }).ToJson())).Message);
        }

        Assert.Equal("There are 0 rows and 1 curves, expected 1 to 50 and at most 60.", Assert.Throws<JsonException>(() => AnswerCurves.FromJson((good with { Rows = [] }).ToJson())).Message);
        Assert.Equal("The text is null, expected curves of answers.", Assert.Throws<JsonException>(() => AnswerCurves.FromJson("null")).Message);
    }
}
