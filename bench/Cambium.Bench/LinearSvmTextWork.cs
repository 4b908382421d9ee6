using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Numerics;

namespace Cambium.Bench;

/// <summary>Fits a linear support vector machine to texts; peers/linear_svm_text_sklearn.py is its counterpart.</summary>
static class LinearSvmTextWork
{
    public static string Run(string folder)
    {
        var table = ReadTexts(folder);
        var recipe = new LinearSvm();
        var measurement = Measurement.Of(() => recipe.Fit(table, "topic", new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson("linear-svm-text", new Dictionary<string, object>
        {
            ["objectives"] = Objectives(model, table),
            ["iterations"] = model.Iterations,
        });
    }

    static Table ReadTexts(string folder)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "linear-svm-text.json")));
        var matrix = new CsrMatrix(
            header.RootElement.GetProperty("rows").GetInt32(),
            header.RootElement.GetProperty("columns").GetInt32(),
            Read<int>("starts.i32"),
            Read<int>("indices.i32"),
            Read<double>("values.f64"));
        var topics = Read<int>("topics.i32");
        return Table.Create(new SparseColumn("words", matrix), Column.Of("topic", Array.ConvertAll(topics, topic => (long)topic)));

        T[] Read<T>(string part)
            where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, $"linear-svm-text-{part}"))).ToArray();
    }

    /// <summary>½|w|² + sum of squared hinges, computed anew from the coefficients as the peer does.</summary>
    static double[] Objectives(LinearSvmModel model, Table table)
    {
        var margins = model.PredictMargins(table);
        var topics = table.Column<long>("topic").Values;
        var (k, p) = (model.Classes.Count, model.Coefficients.Count / model.Classes.Count);
        var objectives = new double[k];
        for (var place = 0; place < k; place++)
        {
            objectives[place] = 0.5 * (model.Coefficients.Skip(place * p).Take(p).Sum(w => w * w) + (model.Intercepts[place] * model.Intercepts[place]));
            for (var row = 0; row < topics.Length; row++)
            {
                var sign = topics[row].ToString(System.Globalization.CultureInfo.InvariantCulture) == model.Classes[place] ? 1 : -1;
                var lack = Math.Max(0, 1 - (sign * margins[(row * k) + place]));
                objectives[place] += lack * lack;
            }
        }

        return objectives;
    }
}
