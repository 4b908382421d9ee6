using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Explained rows that are kept beside a model.</summary>
public sealed class ExplainedSampleTests
{
    // Sums of some ten values of about 1.
    const double Rounding = 1e-9;

    static readonly Table Numbers = ShapTables.Numbers(320);

    static readonly Table Classes = ShapTables.Classes(320, y => y > 0 ? "high" : "low");

    static Table ManyClasses() => ShapTables.Classes(320, y => $"c{Math.Clamp((int)(y * 2), 0, 6)}");

    [Fact]
    public void Values_add_up_to_the_answers_also_after_JSON()
    {
        foreach (var model in new Model[]
        {
            new BoostedTreesClassifier { Trees = 12, Leaves = 6 }.Fit(Classes, "y"),
            new RandomForestRegressor { Trees = 6 }.Fit(Numbers, "y"),
            new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression()).Fit(Classes, "y"),
            new BoostedTreesClassifier { Trees = 5, Leaves = 6 }.Fit(ManyClasses(), "y"),
        })
        {
            var rows = model is RandomForestRegressorModel ? Numbers : Classes;

            var sample = ExplainedSample.FromJson(ExplainedSample.Of(model, rows, new ExplainedSampleOptions { Columns = 3 }).ToJson());

            Assert.Equal(200, sample.Rows.Count);
            Assert.Equal(model.Input.Fields.Count - 3, sample.OtherColumns);
            foreach (var (output, place) in sample.Outputs.Select((output, place) => (output, place)))
            {
                for (var row = 0; row < 200; row++)
                {
                    Assert.Equal(output.Answers[row], output.BaseValue + output.Others[row] + sample.Of(row, place).ToArray().Sum(), Rounding * Math.Max(1, Math.Abs(output.Answers[row])));
                }
            }
        }
    }

    [Fact]
    public void Models_that_rest_on_others_are_explained_by_those_or_else_by_coalitions()
    {
        var trees = new BoostedTreesClassifier { Trees = 4, Leaves = 4 };
        foreach (var (recipe, method) in new (Classifier, string)[]
        {
            (new BaggingClassifier { Base = trees, Models = 3 }, "interventional TreeSHAP, averaged"),
            (new BaggingClassifier { Base = new ExtraTreesClassifier { Trees = 2 }, Models = 3 }, "path-dependent TreeSHAP, averaged"),
            (new BaggingClassifier { Base = new Impute().Then(new OneHot()).Then(new GaussianNaiveBayes()), Models = 3 }, "KernelSHAP"),
        })
        {
            var model = recipe.Fit(Classes, "y");

            var sample = ExplainedSample.Of(model, Classes, new ExplainedSampleOptions { Rows = 10, UsedRows = 20 });

            Assert.StartsWith(method, sample.Method, StringComparison.Ordinal);
            for (var row = 0; row < 10; row++)
            {
                Assert.Equal(sample.Outputs[0].Answers[row], sample.Outputs[0].BaseValue + sample.Outputs[0].Others[row] + sample.Of(row).ToArray().Sum(), Rounding);
            }
        }
    }

    [Fact]
    public void Values_rows_and_magnitudes_are_those_of_the_model()
    {
        var model = new BoostedTreesClassifier { Trees = 12, Leaves = 6 }.Fit(Classes, "y");
        var all = model.Shap(Classes);

        var sample = ExplainedSample.Of(model, Classes, new ExplainedSampleOptions { Rows = 20 });

        var magnitudes = all.MeanMagnitudes();
        Assert.Equal(("y", 320, 0, 0), (sample.Target, sample.UsedRows, sample.OtherColumns, sample.OtherClasses));
        Assert.Equal(magnitudes.OrderDescending(), sample.Outputs[0].Magnitudes);
        Assert.Equal(("log-odds of low", "low", ShapScale.Margin, "path-dependent TreeSHAP"), (sample.Outputs[0].Name, sample.Outputs[0].Class, sample.Scale, sample.Method));
        foreach (var (row, place) in sample.Rows.Select((row, place) => (row, place)))
        {
            var at = row.Number - 1;
            Assert.Equal(all.Answers[at], sample.Outputs[0].Answers[place]);
            Assert.Equal(model.PredictProbabilities(Classes.Slice(at, 1))[1], sample.Outputs[0].Predicted[place]);
            Assert.Equal((Classes["y"].Format(at), model.Predict(Classes.Slice(at, 1)).Columns[0].Format(0)), (row.Truth, row.Label));
            foreach (var (column, of) in sample.Columns.Select((column, of) => (column, of)))
            {
                Assert.Equal(all.Of(at)[all.Columns.IndexOf(column.Name)], sample.Of(place)[of]);
                Assert.Equal(Classes[column.Name].IsMissing(at), column.Texts[place] == "missing");
                Assert.Equal(Classes[column.Name].IsMissing(at), double.IsNaN(column.Numbers[place]));
            }
        }

        var colour = Assert.Single(sample.Columns, column => column.Name == "colour");
        Assert.Equal(ColumnType.Category, colour.Type);
        Assert.All(Enumerable.Range(0, 20).Where(row => colour.Texts[row] != "missing"), row => Assert.Equal(colour.Texts[row], colour.Levels[(int)colour.Numbers[row]]));
    }

    [Fact]
    public void The_same_bits_at_any_number_of_threads()
    {
        foreach (var model in new Model[] { new BoostedTreesClassifier { Trees = 12, Leaves = 6 }.Fit(ManyClasses(), "y"), new Impute().Then(new OneHot()).Then(new GaussianNaiveBayes()).Fit(Classes, "y") })
        {
            string[] texts = [.. new[] { 1, 2, 7 }.Select(threads => ExplainedSample.Of(model, Classes, new ExplainedSampleOptions { MaxThreads = threads, Rows = 30 }).ToJson())];

            Assert.Equal(texts[0], texts[1]);
            Assert.Equal(texts[0], texts[2]);
        }
    }

    [Fact]
    public void Of_many_classes_those_are_told_that_are_named_most_often()
    {
        var rows = ManyClasses();
        var model = new BoostedTreesClassifier { Trees = 5, Leaves = 6 }.Fit(rows, "y");
        var named = Enumerable.Range(0, 320).Select(row => model.Predict(rows).Columns[0].Format(row)).CountBy(name => name).ToDictionary();

        var sample = ExplainedSample.Of(model, rows);

        Assert.Equal(5, sample.Outputs.Count);
        Assert.Equal(model.Classes.Count - 5, sample.OtherClasses);
        Assert.Equal(sample.Outputs.Select(output => model.Classes.IndexOf(output.Class!)).Order(), sample.Outputs.Select(output => model.Classes.IndexOf(output.Class!)));
        var least = sample.Outputs.Min(output => named.GetValueOrDefault(output.Class!));
        Assert.All(model.Classes.Except(sample.Outputs.Select(output => output.Class!)), name => Assert.True(named.GetValueOrDefault(name) <= least));
    }

    [Fact]
    public void A_model_without_an_exact_method_is_asked_about_a_hundred_rows()
    {
        var sample = ExplainedSample.Of(new Impute().Then(new OneHot()).Then(new GaussianNaiveBayes()).Fit(Classes, "y"), Classes);

        Assert.Equal((100, 100, "differences among rows of about the same value"), (sample.Rows.Count, sample.UsedRows, sample.PartnerMethod));
        Assert.StartsWith("KernelSHAP", sample.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_acts_together_with_another_finds_it_by_interactions_and_without()
    {
        var random = new Numerics.RandomStream(5);
        var (a, b, c) = (Draw(), Draw(), Draw());
        var side = b.Select((_, row) => (string?)(random.NextDouble() < 0.5 ? "left" : "right")).ToArray();
        var table = Table.Create(
            Column.Of("a", a), Column.Of("b", b), Column.Of("c", c), Column.Of("side", side),
            Column.Of("y", a.Select((own, row) => (own * b[row]) + (side[row] == "left" ? 3 * c[row] : -3 * c[row])).ToArray()));
        var model = new BoostedTreesRegressor { Trees = 80, Leaves = 8 }.Fit(table, "y");

        var exact = ExplainedSample.Of(model, table);
        var output = exact.Outputs[0];
        var found = InteractionPartners.Of(exact.Columns, output.Values.ToArray()).ToArray();

        Assert.Equal("SHAP interactions", exact.PartnerMethod);
        Assert.Equal(output.Partners, found);
        var names = exact.Columns.ToDictionary(column => column.Name, column => exact.Columns[output.Partners[exact.Columns.IndexOf(column)]].Name);
        Assert.Equal(("b", "a", "side", "c"), (names["a"], names["b"], names["c"], names["side"]));

        double[] Draw() => [.. Enumerable.Range(0, 400).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    [Fact]
    public void A_column_that_acts_alone_has_no_partner()
    {
        var model = new LinearRegression().Fit(Table.Create(Column.Of("a", [1.0, 2, 3, 4]), Column.Of("b", [1.0, 0, 1, 0]), Column.Of("y", [3.0, 4, 7, 8])), "y");
        var rows = Table.Create(
            Column.Of("a", Enumerable.Range(0, 60).Select(i => (double)(i % 3)).ToArray()),
            Column.Of("b", Enumerable.Range(0, 60).Select(i => (double)(i % 4)).ToArray()));

        Assert.Equal([-1, -1], ExplainedSample.Of(model, rows).Outputs[0].Partners);
    }

    [Fact]
    public void A_sentence_tells_the_answer_the_truth_and_what_moved_it()
    {
        var column = new ExplainedColumn("debt", ColumnType.Float64, [0.61, double.NaN], ["0.61", "missing"], []);
        var other = new ExplainedColumn("job", ColumnType.Category, [0, 0], ["none", "none"], ["none"]);
        var sample = new ExplainedSample
        {
            Method = "path-dependent TreeSHAP",
            Scale = ShapScale.Margin,
            Target = "deny",
            UsedRows = 2,
            OtherColumns = 0,
            OtherClasses = 0,
            PartnerMethod = "SHAP interactions",
            Rows = [new ExplainedRow(4, "yes", "no"), new ExplainedRow(9, "no", null)],
            Columns = [column, other],
            Outputs =
            [
                new ExplainedOutput
                {
                    Name = "log-odds of yes", Class = "yes", BaseValue = -1, Answers = [0.2, -1.5], Predicted = [0.55, 0.1824], Values = [1.5, -0.3, 0, -0.5], Others = [0, 0],
                    Magnitudes = [0.75, 0.4], OtherMagnitude = 0, Partners = [1, -1],
                },
            ],
        };

        Assert.Equal("The model says 0.55 for 'yes', and its answer is 'yes'; the table has 'no'. Moved towards 'yes' by debt = 0.61 (+1.5); away from it by job = none (-0.3).", sample.Sentence(0));
        Assert.Equal("The model says 0.182 for 'yes', so its answer is 'no'. Moved away from 'yes' by job = none (-0.5).", sample.Sentence(1));
        var numbers = sample with { Rows = [new ExplainedRow(4, null, "7"), new ExplainedRow(9, null, null)], Outputs = [sample.Outputs[0] with { Class = null, Name = "deny" }] };
        Assert.Equal("The model says 0.55 for deny; the table has 7. Moved upwards by debt = 0.61 (+1.5); downwards by job = none (-0.3).", numbers.Sentence(0));
        Assert.Equal("The model gives it the score 0.55; the table has 7. Moved upwards by debt = 0.61 (+1.5); downwards by job = none (-0.3).", (numbers with { Target = "" }).Sentence(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Sentence(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Of(0, 1));
        Assert.Equal(sample, ExplainedSample.FromJson(sample.ToJson()));
    }

    [Fact]
    public void Texts_are_cut_and_kept_on_one_line()
    {
        var column = ExplainedColumn.Of(Column.Of("text", new string?[] { new('x', 60), "a\r\nb", null }));

        Assert.Equal([$"{new string('x', 39)}…", "a  b", "missing"], column.Texts);
    }

    [Theory]
    [InlineData("null", "The text is null, expected explained rows.")]
    [InlineData("short", "Output 'y' does not hold 2 × 2 values, or partners beyond the columns.")]
    [InlineData("partner", "Output 'y' does not hold 2 × 2 values, or partners beyond the columns.")]
    [InlineData("level", "Column 'a' does not hold 2 numbers and texts, or holds places beyond its levels.")]
    [InlineData("negative", "Column 'a' does not hold 2 numbers and texts, or holds places beyond its levels.")]
    [InlineData("rows", "There are 201 rows, 2 columns and 1 outputs, expected 1 to 200, 50 and 5.")]
    public void What_does_not_fit_together_is_refused(string what, string message)
    {
        var good = ExplainedSample.Of(
            new LinearRegression().Fit(Table.Create(Column.Of("a", [1.0, 2, 3, 4]), Column.Of("b", [1.0, 0, 1, 0]), Column.Of("y", [3.0, 4, 7, 8])), "y"),
            Table.Create(Column.Of("a", [1.0, 2]), Column.Of("b", [3.0, 3])));
        var json = what switch
        {
            "short" => (good with { Outputs = [good.Outputs[0] with { Values = [1] }] }).ToJson(),
            "partner" => (good with { Outputs = [good.Outputs[0] with { Partners = [2, -1] }] }).ToJson(),
            "level" => (good with { Columns = [good.Columns[0] with { Name = "a", Levels = ["only"], Numbers = [0, 1] }, good.Columns[1]] }).ToJson(),
            "negative" => (good with { Columns = [good.Columns[0] with { Name = "a", Levels = ["only"], Numbers = [0, -1] }, good.Columns[1]] }).ToJson(),
            "rows" => (good with { Rows = Enumerable.Repeat(good.Rows[0], 201).ToEquatableArray() }).ToJson(),
            _ => what,
        };

        Assert.Equal(message, Assert.Throws<JsonException>(() => ExplainedSample.FromJson(json)).Message);
    }

    [Fact]
    public void A_training_is_not_kept_waiting()
    {
        var options = new ExplainedSampleOptions();
        var trees = new BoostedTreesClassifier { Trees = 12, Leaves = 6 }.Fit(Classes, "y");

        Assert.Null(QuickSample.Of(new Impute().Then(new OneHot()).Then(new GaussianNaiveBayes()).Fit(Classes, "y"), Classes, options));
        Assert.Null(QuickSample.Of(new KMeans { Clusters = 2 }.Fit(Table.Create(Column.Of("a", [1.0, 2, 3, 4])), new FitOptions()), Table.Create(Column.Of("a", [1.0, 2, 3, 4])), options));
        var (sample, curves) = QuickSample.Of(trees, Classes, options)!.Value;
        Assert.Equal(ExplainedSample.Of(trees, Classes, options), sample);
        Assert.Equal(sample.Columns.Select(column => column.Name), curves!.Curves.Select(curve => curve.Axis.Column));
    }
}
