using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cambium.Bench;

/// <summary>A matrix that bench/make-data.py wrote: float64, little-endian, row-major on disk, one array per column in memory.</summary>
sealed class F64Matrix
{
    const int RowsPerRead = 4096;

    public double[][] Columns { get; }

    public double[] Target { get; }

    F64Matrix(double[][] columns, double[] target)
    {
        Columns = columns;
        Target = target;
    }

    public static F64Matrix Read(string folder, string name)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        var rows = header.RootElement.GetProperty("rows").GetInt32();
        var columnCount = header.RootElement.GetProperty("columns").GetInt32();

        var columns = new double[columnCount][];
        for (var j = 0; j < columnCount; j++)
            columns[j] = new double[rows];
        using (var file = File.OpenRead(Path.Combine(folder, name + "-x.f64")))
        {
            // Block by block, so that the file is never in memory as a whole beside its columns.
            var block = new double[RowsPerRead * columnCount];
            for (var first = 0; first < rows; first += RowsPerRead)
            {
                var count = Math.Min(RowsPerRead, rows - first);
                file.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan(0, count * columnCount)));
                for (var j = 0; j < columnCount; j++)
                    for (var i = 0; i < count; i++)
                        columns[j][first + i] = block[(i * columnCount) + j];
            }
        }

        var target = new double[rows];
        using (var file = File.OpenRead(Path.Combine(folder, name + "-y.f64")))
            file.ReadExactly(MemoryMarshal.AsBytes(target.AsSpan()));
        return new F64Matrix(columns, target);
    }
}
