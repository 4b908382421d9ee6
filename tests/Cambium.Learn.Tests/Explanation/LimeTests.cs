using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class LimeTests
{
    static readonly Table Numbers = ConformanceData.Numbers(300, classes: false);
    static readonly Table Mixed = ConformanceData.Mixed(400, classes: true);

    [Fact]
    public void Slopes_of_a_linear_model_are_its_coefficients()
    {
        var model = new LinearRegression().Fit(Numbers, "y");

        var found = Lime.Of(model, Numbers.Slice(7, 1), Numbers, new LimeOptions { Discretise = false });

        // The ridge penalty of 0.001 beside 5,000 rows of deviation 1.
        foreach (var term in found.Terms)
        {
            Oracle.Near(model.Coefficients[term.Column], term.Weight, 1e-5);
        }

        Oracle.Near(1, found.R2, 1e-6);
        Oracle.Near(model.PredictValues(Numbers.Slice(7, 1))[0], found.ModelAnswer, 1e-12);
        Oracle.Near(found.ModelAnswer, found.LocalAnswer, 1e-4);
        Assert.Equal(["a", "b", "c"], found.Terms.Select(term => term.Text).Order());
        Assert.Equal("a", found.Terms[0].Text);
    }

    [Fact]
    public void Of_a_linear_model_a_quarters_term_is_the_coefficient_times_how_far_its_mean_lies_from_the_others()
    {
        var values = Enumerable.Range(0, 400).Select(row => (double)(row % 40)).ToArray();
        var other = Enumerable.Range(0, 400).Select(row => (double)(row / 40)).ToArray();
        var rows = Table.Create(Column.Of("a", values), Column.Of("b", other), Column.Of("y", values.Zip(other, (a, b) => (3 * a) - b).ToArray()));
        var model = new LinearRegression().Fit(rows, "y");

        // A wide kernel weighs all rows alike.
        var found = Lime.Of(model, rows.Slice(5, 1), rows, new LimeOptions { KernelWidth = 100, Samples = 20_000 });

        // Up to the first quarter 0 to 9, of mean 4.5; the others 10 to 39, of mean 24.5. Draws of 20,000 rows move a mean by some hundredths.
        Assert.Equal("a ≤ 9.75", found.Terms[0].Text);
        Oracle.Near(3 * (4.5 - 24.5), found.Terms[0].Weight, 0.02);
        Assert.InRange(found.R2, 0.5, 0.95);
    }

    [Fact]
    public void Categories_truths_and_missing_values_are_terms_of_being_the_same()
    {
        var model = new BoostedTreesClassifier { Trees = 20 }.Fit(Mixed, "y");
        var missing = Enumerable.Range(0, 400).First(row => Mixed["a"].IsMissing(row) && !Mixed["colour"].IsMissing(row));

        var found = Lime.Of(model, Mixed.Slice(missing, 1), Mixed, new LimeOptions());

        Assert.Contains("a is missing", found.Terms.Select(term => term.Text));
        Assert.Contains($"colour = {Mixed["colour"].Format(missing)}", found.Terms.Select(term => term.Text));
        Assert.Contains($"truth = {Mixed["truth"].Format(missing)}", found.Terms.Select(term => term.Text));
        Assert.StartsWith($"probability of yes {found.ModelAnswer:F4}, by the local fit {found.LocalAnswer:F4} (R² {found.R2:F4})\n", found.ToString(), StringComparison.Ordinal);
        Assert.Equal(found, Lime.Of(model, Mixed.Slice(missing, 1), Mixed, new LimeOptions { MaxThreads = 7 }));
        Assert.NotEqual(found, Lime.Of(model, Mixed.Slice(missing, 1), Mixed, new LimeOptions { Seed = 1 }));
    }

    [Fact]
    public void Of_a_text_the_words_that_moved_the_answer_come_first()
    {
        var random = new RandomStream(3);
        string[] filler = ["the", "film", "was", "seen", "by", "us", "today", "again"];
        var texts = Enumerable.Range(0, 300).Select(row =>
            $"{(row % 2 == 0 ? "great" : "awful")} {string.Join(' ', Enumerable.Range(0, 6).Select(_ => filler[random.NextInt(filler.Length)]))} {row}").ToArray();
        var rows = Table.Create(TextColumn.FromValues("review", texts), Column.Of("y", Enumerable.Range(0, 300).Select(row => row % 2 == 0 ? "good" : "poor").ToArray()));
        var model = new CountWords { Columns = ["review"] }.Then(new LogisticRegression()).Fit(rows, "y");
        var row = Table.Create(TextColumn.FromValues("review", ["An awful film, was awful again"]));

        var found = Lime.OfText(model, row, "review", new LimeOptions { Samples = 400 });

        Assert.Equal("awful", found.Terms[0].Text);
        Assert.True(found.Terms[0].Weight > 0.2);
        Assert.Equal(["An", "again", "awful", "film", "was"], found.Terms.Select(term => term.Text).Order(StringComparer.Ordinal));
        // "An" is no word that the model knows.
        Assert.InRange(found.Terms.First(term => term.Text == "An").Weight, -0.02, 0.02);
        Told("The text of column 'review' has no words to leave out.", () => Lime.OfText(model, Table.Create(TextColumn.FromValues("review", ["... !"])), "review", new LimeOptions()));
        Told(
            "Column 'review' holds String values, around which no rows can be made; explain its words with Lime.OfText.",
            () => Lime.Of(model, row, rows, new LimeOptions()));
    }

    [Fact]
    public void Word_weights_of_a_linear_model_are_its_coefficients()
    {
        var rows = Table.Create(
            TextColumn.FromValues("text", ["red green", "red", "green blue", "blue", "red blue", "green", "red green blue", "black"]),
            Column.Of("y", [3.0, 1, 1, -1, 0, 2, 2, 0]));
        var model = new CountWords { Columns = ["text"] }.Then(new Ridge { L2 = 1e-9 }).Fit(rows, "y");

        var found = Lime.OfText(model, rows.Slice(6, 1).Select("text"), "text", new LimeOptions { Samples = 300, L2 = 0 });

        // y = 1 red + 2 green − 1 blue.
        foreach (var (word, weight) in new[] { ("red", 1.0), ("green", 2), ("blue", -1) })
        {
            Oracle.Near(weight, found.Terms.First(term => term.Text == word).Weight, 1e-6);
        }
    }

    [Fact]
    public void One_row_is_explained_at_a_time()
    {
        var model = new LinearRegression().Fit(Numbers, "y");

        Told("The table has 300 rows, but one is explained at a time; give a table of that row, as Slice(row, 1) makes it.", () => Lime.Of(model, Numbers, Numbers, new LimeOptions()));
        Told("Column 'a' holds Float64 values, or none in this row; name a column of text.", () => Lime.OfText(model, Numbers.Slice(0, 1), "a", new LimeOptions()));
        Assert.ThrowsAny<OperationCanceledException>(() => Lime.Of(model, Numbers.Slice(0, 1), Numbers, new LimeOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    static void Told(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message.Split(" (Parameter")[0]);
}
