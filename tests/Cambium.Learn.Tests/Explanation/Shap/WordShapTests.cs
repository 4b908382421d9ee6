using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>SHAP values of texts: of their column, and word by word.</summary>
public sealed class WordShapTests
{
    static readonly string[] Texts = [.. Enumerable.Range(0, 120).Select(row => (row % 4) switch
    {
        0 => "please refund my money",
        1 => row % 3 == 0 ? "thanks, good service" : "good food and thanks",
        2 => "refund the broken chair please",
        _ => "service was good",
    })];

    static readonly Table Rows = Table.Create(
        TextColumn.FromValues("note", Texts),
        Column.Of("age", Enumerable.Range(0, 120).Select(row => (double)(row * 7 % 50)).ToArray()),
        Column.Of("y", Texts.Select((text, row) => text.Contains("refund", StringComparison.Ordinal) ^ row % 11 == 0 ? "angry" : "calm").ToArray()));

    static readonly Table Empty = Table.Create(TextColumn.FromValues("note", [""]), Column.Of("age", [0.0]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_words_value_is_its_coefficient_times_its_distance_from_the_backgrounds_mean(bool isEmpty)
    {
        var model = new TfIdf().Then(new LogisticRegression()).Fit(Rows, "y");
        var background = isEmpty ? Empty : Rows.Slice(10, 50);

        var shap = model.Shap(Rows, new ShapOptions { Background = background, Words = true });

        var step = (TfIdfModel)model.Steps[0];
        var (vectors, known) = (Vectors(step.Apply(Rows)), Vectors(step.Apply(background)));
        var coefficients = ((LogisticRegressionModel)model.Last).Coefficients;
        var terms = step.Terms[0];
        Assert.Equal(terms.Select(term => $"note[{term}]").Append("age"), shap.Features.Select(feature => feature.Name));
        Assert.All(shap.Features.Take(terms.Count), feature => Assert.Equal(["note"], feature.Sources));
        for (var row = 0; row < Rows.RowCount; row++)
        {
            var ofWords = 0.0;
            for (var place = 0; place < terms.Count; place++)
            {
                var mean = Enumerable.Range(0, known.RowCount).Average(other => known[other, place]);
                var expected = coefficients[$"note[{terms[place]}]"][0] * (vectors[row, place] - mean);
                Assert.Equal(expected, shap.FeatureValues[(row * shap.Features.Count) + place], 1e-12); // of numbers around 1
                ofWords += expected;
            }

            Assert.Equal(ofWords, shap.Of(row)[shap.Columns.IndexOf("note")], 1e-12); // as above
        }

        ShapSums.AssertAddUp(shap);
        var plain = model.Shap(Rows, new ShapOptions { Background = background });
        Assert.All(plain.Values.Zip(shap.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-12)); // the same sums in another order
        Assert.Equal(["note", "age"], plain.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void Without_a_background_words_stand_beside_their_means_over_the_training_rows()
    {
        var model = new TfIdf().Then(new LogisticRegression()).Fit(Rows, "y");

        var shap = model.Shap(Rows, new ShapOptions { Words = true });

        var all = model.Shap(Rows, new ShapOptions { Background = Rows, Words = true });
        Assert.All(all.FeatureValues.Zip(shap.FeatureValues), pair => Assert.Equal(pair.First, pair.Second, 1e-12)); // the same means, added up otherwise
        ShapSums.AssertAddUp(shap);
    }

    [Fact]
    public void Only_words_that_are_there_count_against_an_empty_text()
    {
        var model = new CountWords().Then(new LogisticRegression()).Fit(Rows, "y");

        var shap = model.Shap(Rows.Slice(0, 1), new ShapOptions { Background = Empty, Words = true });

        var counted = shap.Features.Where((feature, place) => feature.Name.StartsWith("note[", StringComparison.Ordinal) && shap.FeatureValues[place] != 0).Select(feature => feature.Name);
        Assert.Equal(["note[money]", "note[my]", "note[please]", "note[refund]"], counted.Order(StringComparer.Ordinal));
        Assert.True(shap.FeatureValues[shap.Features.Select(feature => feature.Name).ToList().IndexOf("note[refund]")] < -0.5);
    }

    [Theory]
    [InlineData(ShapOutput.Margin)]
    [InlineData(ShapOutput.Answer)]
    public void Trees_and_lines_and_their_votes_tell_of_words_whose_values_are_those_of_the_column(ShapOutput output)
    {
        Classifier[] recipes =
        [
            new TfIdf().Then(new BoostedTreesClassifier { Trees = 5 }),
            new TfIdf().Then(new LogisticRegression()),
            new VotingClassifier { Members = [new TfIdf().Then(new BoostedTreesClassifier { Trees = 3 }), new CountWords().Then(new LogisticRegression())] },
        ];
        foreach (var recipe in recipes)
        {
            var model = recipe.Fit(Rows, "y");
            var options = new ShapOptions { Background = Rows.Slice(10, 20), Output = output, MaxThreads = 1 };

            var shap = model.Shap(Rows.Slice(0, 40), options with { Words = true });

            ShapSums.AssertAddUp(shap);
            Assert.Equal(["note", "age"], shap.Columns);
            Assert.Contains(shap.Features, feature => feature.Name.StartsWith("note[", StringComparison.Ordinal));
            Assert.All(model.Shap(Rows.Slice(0, 40), options).Values.Zip(shap.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-12)); // the same sums in another order
            var note = shap.Columns.IndexOf("note");
            for (var row = 0; row < 40; row++)
            {
                var words = shap.FeatureValues.Span.Slice(row * shap.Features.Count, shap.Features.Count).ToArray().Where((_, place) => shap.Features[place].Sources[0] == "note");
                Assert.Equal(words.Sum(), shap.Of(row)[note], 1e-12); // as above
            }

            foreach (var threads in new[] { 2, 7 })
            {
                Assert.Equal(shap.FeatureValues, model.Shap(Rows.Slice(0, 40), options with { Words = true, MaxThreads = threads }).FeatureValues);
            }
        }
    }

    [Fact]
    public void Without_texts_words_change_nothing()
    {
        var rows = ConformanceData.Numbers(60, classes: true);
        var model = new LogisticRegression().Fit(rows, "y");

        Assert.Equal(model.Shap(rows, new ShapOptions { Background = rows }), model.Shap(rows, new ShapOptions { Background = rows, Words = true }));
    }

    static Numerics.CsrMatrix Vectors(Table rows) => ((SparseColumn)rows["note"]).Matrix;
}
