using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Turns texts into TF-IDF vectors; peers/tfidf_sklearn.py is its counterpart.</summary>
static class TfIdfWork
{
    public static string Run(string folder)
    {
        var table = Table.Create(TextColumn.FromValues("text", File.ReadAllLines(Path.Combine(folder, "tfidf.txt"))));
        var recipe = new TfIdf { MaxGram = 2 };
        var measurement = Measurement.Of(() => recipe.Fit(table, new FitOptions { MaxThreads = Measurement.Threads }).Apply(table), out var made);
        var vectors = (SparseColumn)made["text"];
        return measurement.ToJson("tfidf", new Dictionary<string, object>
        {
            ["terms"] = vectors.Width,
            ["entries"] = vectors.Matrix.EntryCount,
            ["sum"] = Math.Round(vectors.Matrix.Values.ToArray().Sum(), 3),
        });
    }
}
