using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class TextStepTests
{
    [Fact]
    public void TfIdf_weighs_words_by_hand()
    {
        var table = Table.Create(TextColumn.FromValues("t", ["red red car", "red bus"]));

        var vectors = (SparseColumn)new TfIdf { Norm = TextNorm.None }.Fit(table).Apply(table)["t"];

        var rare = Math.Log(3.0 / 2) + 1; // ln((1 + 2) / (1 + 1)) + 1; "red" is in both texts and weighs 1
        Assert.Equal(["bus", "car", "red"], vectors.FeatureNames);
        Assert.Equal([0, rare, 2], new[] { vectors.Matrix[0, 0], vectors.Matrix[0, 1], vectors.Matrix[0, 2] });
        Assert.Equal([rare, 0, 1], new[] { vectors.Matrix[1, 0], vectors.Matrix[1, 1], vectors.Matrix[1, 2] });
    }

    [Fact]
    public void A_missing_text_is_an_empty_one()
    {
        var table = Table.Create(TextColumn.FromValues("t", ["red car", null]));

        var vectors = (SparseColumn)new CountWords().Fit(table).Apply(table)["t"];

        Assert.Equal(0, vectors.MissingCount);
        Assert.True(vectors.Matrix.RowIndices(1).IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_vocabulary_is_the_same_at_any_number_of_threads(int threads)
    {
        var table = Random(5000);

        var model = new TfIdf { MaxGram = 3, MinRows = 2 }.Fit(table, new FitOptions { MaxThreads = threads });

        var one = new TfIdf { MaxGram = 3, MinRows = 2 }.Fit(table, new FitOptions { MaxThreads = 1 });
        Assert.Equal(one.Terms, model.Terms);
        Assert.Equal(one.Weights, model.Weights);
    }

    [Fact]
    public void Counts_are_those_of_plain_code()
    {
        var table = Random(300);

        var vectors = (SparseColumn)new CountWords { MaxGram = 2 }.Fit(table).Apply(table)["t"];

        for (var row = 0; row < table.RowCount; row++)
        {
            var words = table["t"].Format(row).Split(' ');
            var expected = words.Concat(words.Zip(words.Skip(1), (a, b) => $"{a} {b}")).CountBy(term => term).ToDictionary();
            var actual = vectors.Matrix.RowIndices(row).ToArray().Zip(vectors.Matrix.RowValues(row).ToArray()).ToDictionary(entry => vectors.FeatureNames[entry.First], entry => (int)entry.Second);
            Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual);
        }
    }

    [Fact]
    public void Features_of_a_learner_are_traced_to_the_text()
    {
        var table = Table.Create(TextColumn.FromValues("t", ["red car", "blue bus", "red bus"]), Column.Of("y", [1.0, 2, 3]));

        var model = new TfIdf().Then(new Ridge()).Fit(table, "y");

        Assert.Equal([new ModelFeature("t", ["t"])], model.Features);
    }

    [Fact]
    public void Texts_without_words_are_refused()
    {
        var table = Table.Create(TextColumn.FromValues("t", ["a b", "!"]));

        var e = Assert.Throws<TableException>(() => new CountWords().Fit(table));

        Assert.Equal(
            "Column 't' has no words that can be counted: none comes in at least 1 and at most 2 of its 2 texts. Choose another column, or other limits and stop words.", e.Message);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_refused()
    {
        var table = Random(3);

        var grams = Assert.Throws<ArgumentException>(() => new TfIdf { MinGram = 3, MaxGram = 2 }.Fit(table));
        var words = Assert.Throws<ArgumentException>(() => new HashWords { Unit = TextUnit.Characters, StopWords = ["the"] }.Fit(table));

        Assert.Equal("MinGram is 3, but MaxGram is 2; runs have at least MinGram and at most MaxGram units. (Parameter 'MinGram')", grams.Message);
        Assert.Equal("There are 1 StopWords, but the unit is Characters; only words can be left out. (Parameter 'StopWords')", words.Message);
    }

    [Fact]
    public void A_column_of_categories_is_read_where_it_is_named()
    {
        var table = Table.Create(CategoryColumn.FromValues("c", ["red car", "blue car", "red car"]));

        Assert.Empty(new CountWords().Fit(table).Columns);
        Assert.Equal(["blue", "car", "red"], new CountWords { Columns = ["c"] }.Fit(table).Terms[0]);
    }

    [Theory]
    [InlineData(new byte[] { 98, 98, 97, 97 }, new[] { 2, 4 }, "term 1 of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.")]
    [InlineData(new byte[] { 97, 97, 97, 97 }, new[] { 2, 4 }, "term 1 of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.")]
    [InlineData(new byte[] { 97, 97, 255, 97 }, new[] { 2, 4 }, "term 1 of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.")]
    [InlineData(new byte[] { 97, 97 }, new[] { 0, 2 }, "term 0 of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.")]
    [InlineData(new byte[] { 97, 97 }, new[] { 7 }, "term 0 of a text's vocabulary is empty, no UTF-8, or not behind the one before it in order. The file is damaged; save the model again.")]
    [InlineData(new byte[] { 97, 97, 98 }, new[] { 2 }, "a text's vocabulary has 1 terms that end at byte 2 of 3, expected at least one term, the last ending at the end. The file is damaged; save the model again.")]
    [InlineData(new byte[0], new int[0], "a text's vocabulary has 0 terms that end at byte 0 of 0, expected at least one term, the last ending at the end. The file is damaged; save the model again.")]
    public void A_vocabulary_that_was_changed_by_hand_is_refused(byte[] terms, int[] ends, string expected)
    {
        var reader = new ModelReader([], new Dictionary<string, Array> { ["terms"] = terms, ["term_ends"] = ends });

        var e = Assert.Throws<ModelFormatException>(() => Vocabulary.Read(new CountWords().Grams, reader));

        Assert.Equal("weights.safetensors: " + expected, e.Message);
    }

    /// <summary>Texts of 1 to 12 words, rare and frequent ones.</summary>
    static Table Random(int rows)
    {
        var random = new RandomStream(5);
        return Table.Create(TextColumn.FromValues(
            "t", [.. Enumerable.Range(0, rows).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.NextInt(12)).Select(_ => $"w{random.NextInt(1 + random.NextInt(400)):00}")))]));
    }
}
