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
        using var file = File.OpenRead(Path.Combine(folder, work + "-x.f64"));
        if (!isSingle)
        {
            var (a, b, c) = (Read(file, n), Read(file, n), new double[n * n]);
            return Measure(work, size, n, () => MatrixProduct.Of(new MatrixView<double>(a, n, n), new(b, n, n), new(c, n, n), Measurement.Threads), () => c);
        }

        var (single, other, product) = (ReadSingle(file, n), ReadSingle(file, n), new float[n * n]);
        return Measure(
            work,
            size,
            n,
            () => MatrixProduct.Of(new MatrixView<float>(single, n, n), new(other, n, n), new(product, n, n), Measurement.Threads),
            () => Array.ConvertAll(product, value => (double)value));
    }

    /// <summary>The next n × n numbers of the file.</summary>
    static double[] Read(FileStream file, int n)
    {
        var values = new double[n * n];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>The same rounded, row by row, so that nothing but the rounded numbers is held.</summary>
    static float[] ReadSingle(FileStream file, int n)
    {
        var (values, row) = (new float[n * n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            for (var j = 0; j < n; j++)
            {
                values[(i * n) + j] = (float)row[j];
            }
        }

        return values;
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
