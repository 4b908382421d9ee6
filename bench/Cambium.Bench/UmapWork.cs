using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Places rows by UMAP; peers/umap_uwot.R is its counterpart.</summary>
static class UmapWork
{
    const int Near = 15;
    const int Sampled = 500;

    public static string Run(string folder, int round)
    {
        var table = F64Matrix.Read(folder, "umap").Drop("target");
        var recipe = new Umap { Epochs = 500, Seed = round };
        var measurement = Measurement.Of(() => recipe.Fit(table, new FitOptions { MaxThreads = Measurement.Threads }), out var model);
        return measurement.ToJson("umap", new Dictionary<string, object> { ["trustworthiness"] = Trustworthiness(table, model.Embedding) });
    }

    /// <summary>How far the nearest places of every so many rows are of near rows, as the peer's script computes it.</summary>
    static double Trustworthiness(Table table, EquatableArray<double> places)
    {
        var n = table.RowCount;
        var columns = table.Columns.Select(column => table.Column<double>(column.Name).Values.ToArray()).ToArray();
        double[][] axes = [[.. Enumerable.Range(0, n).Select(row => places[2 * row])], [.. Enumerable.Range(0, n).Select(row => places[(2 * row) + 1])]];
        var rows = Enumerable.Range(0, n).Where(row => row % Math.Max(1, n / Sampled) == 0).ToArray();
        var penalty = rows.AsParallel().Sum(row =>
        {
            var ranks = new int[n];
            var ordered = Ordered(columns, row);
            for (var rank = 0; rank < ordered.Length; rank++)
            {
                ranks[ordered[rank]] = rank + 1;
            }

            return Ordered(axes, row).Take(Near).Sum(other => Math.Max(0, ranks[other] - Near));
        });
        return 1 - (2.0 * penalty / ((double)rows.Length * Near * ((2 * n) - (3 * Near) - 1)));
    }

    static int[] Ordered(double[][] columns, int row)
    {
        var distances = new double[columns[0].Length];
        foreach (var column in columns)
        {
            for (var other = 0; other < distances.Length; other++)
            {
                distances[other] += (column[other] - column[row]) * (column[other] - column[row]);
            }
        }

        distances[row] = -1;
        int[] order = [.. Enumerable.Range(0, distances.Length)];
        Array.Sort(distances, order);
        return order[1..];
    }
}
