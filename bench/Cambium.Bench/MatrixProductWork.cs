using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Numerics;

namespace Cambium.Bench;

/// <summary>Multiplies two matrices, warm; peers/product_numpy.py is its counterpart.</summary>
static class MatrixProductWork
{
    public static string Run(string folder, int size, bool isSingle)
    {
        var work = $"matrix-product-{size}-{(isSingle ? "single" : "double")}";
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, work + ".json")));
        var n = header.RootElement.GetProperty("columns").GetInt32();
        var stacked = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, work + "-x.f64"))).ToArray();
        var (a, b, c) = (stacked[..(n * n)], stacked[(n * n)..], new double[n * n]);
        if (!isSingle)
        {
            return Measure(work, size, n, () => MatrixProduct.Of(new MatrixView<double>(a, n, n), new(b, n, n), new(c, n, n), Measurement.Threads), () => c);
        }

        var (single, other) = (Array.ConvertAll(a, value => (float)value), Array.ConvertAll(b, value => (float)value));
        var product = new float[n * n];
        return Measure(
            work,
            size,
            n,
            () => MatrixProduct.Of(new MatrixView<float>(single, n, n), new(other, n, n), new(product, n, n), Measurement.Threads),
            () => Array.ConvertAll(product, value => (double)value));
    }

    static string Measure(string work, int size, int n, Action multiply, Func<double[]> result)
    {
        // A second or less for each size.
        var (warm, repeats) = size < 1000 ? (40, 100) : (2, 3);
        for (var i = 0; i < warm; i++)
        {
            multiply();
        }

        var measurement = Measurement.OfRepeats(repeats, multiply);
        var c = result();
        return measurement.ToJson(work, new Dictionary<string, object>
        {
            ["sum"] = c.Sum(),
            ["sum_of_sizes"] = c.Sum(Math.Abs),
            ["sum_of_row"] = c.Skip(n / 3 * n).Take(n).Sum(),
            ["sum_of_column"] = Enumerable.Range(0, n).Sum(row => c[(row * n) + (n / 3)]),
        });
    }
}
