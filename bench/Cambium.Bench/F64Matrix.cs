using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Reads matrices that works/matrices.py wrote: float64, little-endian, row-major on disk, one array per column in memory.</summary>
static class F64Matrix
{
    const int RowsPerRead = 4096;

    /// <summary>The matrix as columns f0, f1, … and its 0-or-1 target as the truth column "target".</summary>
    public static Table Read(string folder, string name) =>
        Read(folder, name, values => Column.Of("target", Array.ConvertAll(values, value => value == 1)));

    /// <summary>The matrix as columns f0, f1, … and its target as the column of numbers "target".</summary>
    public static Table ReadNumbers(string folder, string name) => Read(folder, name, values => Column.Of("target", values));

    static Table Read(string folder, string name, Func<double[], Column> column)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        var rows = header.RootElement.GetProperty("rows").GetInt32();
        var features = header.RootElement.GetProperty("columns").GetInt32();

        var columns = ReadColumns(Path.Combine(folder, name + "-x.f64"), rows, features).Select((values, j) => (Column)Column.Of($"f{j}", values));
        var target = ReadTarget(Path.Combine(folder, name + "-y.f64"), rows);
        return Table.Create([.. columns, column(target)]);
    }

    /// <summary>The matrix as columns f0, f1, … without its target.</summary>
    public static Table ReadFeatures(string folder, string name)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        var rows = header.RootElement.GetProperty("rows").GetInt32();
        var features = header.RootElement.GetProperty("columns").GetInt32();
        return Table.Create([.. ReadColumns(Path.Combine(folder, name + "-x.f64"), rows, features).Select((values, j) => (Column)Column.Of($"f{j}", values))]);
    }

    static double[][] ReadColumns(string path, int rows, int features)
    {
        var columns = new double[features][];
        for (var j = 0; j < features; j++)
        {
            columns[j] = new double[rows];
        }

        using var file = File.OpenRead(path);
        // Block by block, so that the file is never in memory as a whole beside its columns.
        var block = new double[RowsPerRead * features];
        for (var first = 0; first < rows; first += RowsPerRead)
        {
            var count = Math.Min(RowsPerRead, rows - first);
            file.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan(0, count * features)));
            for (var j = 0; j < features; j++)
            {
                for (var i = 0; i < count; i++)
                {
                    columns[j][first + i] = block[(i * features) + j];
                }
            }
        }

        return columns;
    }

    static double[] ReadTarget(string path, int rows)
    {
        var values = new double[rows];
        using var file = File.OpenRead(path);
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
