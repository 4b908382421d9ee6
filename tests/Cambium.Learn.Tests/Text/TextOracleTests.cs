using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Steps on texts of many scripts, beside scikit-learn 1.2 (tests/oracles/text.py).</summary>
public sealed class TextOracleTests
{
    // Sums of a few squares in another order.
    const double Tolerance = 1e-12;

    static readonly JsonNode Values = Oracle.Read("text.json");

    static readonly Dictionary<string, Transform> Learned = new()
    {
        ["count"] = new CountWords(),
        ["count_cased"] = new CountWords { Lowercase = false, Binary = true },
        ["count_12"] = new CountWords { MaxGram = 2, StopWords = ["the", "is", "und", "лиса"] },
        ["count_23"] = new CountWords { MinGram = 2, MaxGram = 3 },
        ["count_limits"] = new CountWords { MinRows = 2, MaxShare = 0.2 },
        ["count_share"] = new CountWords { MinShare = 0.15 },
        ["count_most"] = new CountWords { MaxFeatures = 1 },
        ["count_char"] = new CountWords { Unit = TextUnit.Characters, MaxGram = 3 },
        ["count_char_wb"] = new CountWords { Unit = TextUnit.CharactersInWords, MinGram = 2, MaxGram = 5 },
        ["tfidf"] = new TfIdf { MaxGram = 2 },
        ["tfidf_sublinear"] = new TfIdf { Sublinear = true, Norm = TextNorm.L1 },
        ["tfidf_plain"] = new TfIdf { Smooth = false, Norm = TextNorm.None },
        ["tfidf_no_idf"] = new TfIdf { Idf = false },
        ["hash"] = new HashWords { MaxGram = 2 },
        ["hash_small"] = new HashWords { Width = 11, Norm = TextNorm.None },
        ["hash_char"] = new HashWords { Width = 1000, Unit = TextUnit.CharactersInWords, MinGram = 3, MaxGram = 4, Signed = false, Norm = TextNorm.L1 },
    };

    public static TheoryData<string> Cases => [.. Learned.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Texts_give_the_vectors_that_scikit_learn_gives(string name)
    {
        var expected = Values[name]!;
        var train = Texts("texts");

        var model = Learned[name].Fit(train);

        var vectors = (SparseColumn)model.Apply(train)["text"];
        if (expected["terms"] is { } terms)
        {
            Assert.Equal(terms.Deserialized<string[]>(), vectors.FeatureNames);
        }

        AssertRows(expected["rows"]!, vectors);
        if (expected["asked"] is { } asked)
        {
            AssertRows(asked, (SparseColumn)model.Apply(Texts("asked"))["text"]);
        }
    }

    static Table Texts(string name) => Table.Create(TextColumn.FromValues("text", Values[name]!.Deserialized<string[]>()));

    // scikit-learn keeps hashed words that cancel out as zeros.
    static void AssertRows(JsonNode expected, SparseColumn actual)
    {
        Assert.Equal(expected.AsArray().Count, actual.Length);
        for (var row = 0; row < actual.Length; row++)
        {
            var entries = expected[row]!["columns"]!.Deserialized<int[]>().Zip(expected[row]!["values"].Numbers()).Where(entry => entry.Second != 0).ToArray();
            Assert.Equal(entries.Select(entry => entry.First), actual.Matrix.RowIndices(row).ToArray());
            Assert.All(entries.Zip(actual.Matrix.RowValues(row).ToArray()), pair => Oracle.Near(pair.First.Second, pair.Second, Tolerance));
        }
    }
}
