using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Reads matrices that works/matrices.py wrote: float64, little-endian, row-major on disk, one array per column in memory.</summary>
static class F64Matrix
{
    const int RowsPerRead = 4096;

    /// <summary>The matrix as columns f0, f1, … and its target as the column "target": truths where it is 0 or 1, whole numbers where the header tells of more classes.</summary>
    public static Table Read(string folder, string name) =>
        Read(folder, name, (values, header) => header.TryGetProperty("classes", out _)
            ? Column.Of("target", Array.ConvertAll(values, value => (long)value))
            : Column.Of("target", Array.ConvertAll(values, value => value == 1)));

    /// <summary>The matrix as columns f0, f1, … and its target as the column of numbers "target".</summary>
    public static Table ReadNumbers(string folder, string name) => Read(folder, name, (values, _) => Column.Of("target", values));

    /// <summary>The matrix as columns f0, f1, … without its target.</summary>
    public static Table ReadFeatures(string folder, string name)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        return Table.Create([.. Features(folder, name, header.RootElement)]);
    }

    static Table Read(string folder, string name, Func<double[], JsonElement, Column> column)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        var target = ReadTarget(Path.Combine(folder, name + "-y.f64"), header.RootElement.GetProperty("rows").GetInt32());
        return Table.Create([.. Features(folder, name, header.RootElement), column(target, header.RootElement)]);
    }

    /// <summary>Columns that the header gives levels for are categories.</summary>
    static IEnumerable<Column> Features(string folder, string name, JsonElement header)
    {
        var rows = header.GetProperty("rows").GetInt32();
        var features = header.GetProperty("columns").GetInt32();
        var levels = header.TryGetProperty("levels", out var counts) ? counts.EnumerateArray().Select(count => count.GetInt32()).ToArray() : new int[features];
        return ReadColumns(Path.Combine(folder, name + "-x.f64"), rows, features)
            .Select((values, j) => levels[j] > 0 ? Category($"f{j}", values, levels[j]) : (Column)Column.Of($"f{j}", values));
    }

    static CategoryColumn Category(string name, double[] codes, int levels) =>
        new(name, Array.ConvertAll(codes, code => (int)code), [.. Enumerable.Range(0, levels).Select(level => $"level {level}")]);

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
