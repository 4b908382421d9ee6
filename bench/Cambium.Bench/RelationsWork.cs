using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Data;
using static Cambium.Data.Expressions;

namespace Cambium.Bench;

/// <summary>Groups, joins and sorts tables; peers/relations_pandas.py and peers/relations_duckdb.mjs are its counterparts.</summary>
static class RelationsWork
{
    public static string GroupBy(string folder)
    {
        var table = Read(folder, "group-by");
        var measurement = Measurement.Of(
            () => table.GroupBy(["city", "year"], Measurement.Threads).Aggregate(Sum("price").As("total"), Mean("price").As("mean"), Min("area").As("least"), Max("area").As("most")),
            out var result);
        var facts = new Dictionary<string, object> { ["rows"] = result.RowCount };
        foreach (var name in (string[])["total", "mean", "least", "most"])
        {
            facts[name] = SumOf(result.Column<double>(name).Values, _ => 1);
        }

        return measurement.ToJson("group-by", facts);
    }

    public static string Join(string folder)
    {
        var (orders, customers) = (Read(folder, "join"), Read(folder, "join-customers"));
        var measurement = Measurement.Of(() => orders.Join(customers, on: ["customer"], maxThreads: Measurement.Threads), out var result);
        return measurement.ToJson("join", new Dictionary<string, object>
        {
            ["rows"] = result.RowCount,
            ["amount"] = SumOf(result.Column<double>("amount").Values, _ => 1),
            ["score"] = SumOf(result.Column<double>("score").Values, _ => 1),
            ["segment"] = ((CategoryColumn)result["segment"]).Codes.ToArray().Sum(code => (long)code),
        });
    }

    public static string Sort(string folder)
    {
        var table = Read(folder, "sort");
        var measurement = Measurement.Of(() => table.Sort(["city", Descending("price")], Measurement.Threads), out var result);
        return measurement.ToJson("sort", new Dictionary<string, object>
        {
            ["rows"] = result.RowCount,
            ["id"] = SumOf(Array.ConvertAll(result.Column<long>("id").Values.ToArray(), id => (double)id), row => row % 1009),
            ["area"] = SumOf(result.Column<double>("area").Values, row => row % 1009),
        });
    }

    /// <summary>A table that works/relations.py wrote.</summary>
    static Table Read(string folder, string name)
    {
        using var header = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        return Table.Create([.. header.RootElement.GetProperty("columns").EnumerateArray().Select(column => ReadColumn(folder, name, column))]);
    }

    static Column ReadColumn(string folder, string table, JsonElement column)
    {
        var name = column.GetProperty("name").GetString()!; // ! every column has one
        var path = Path.Combine(folder, $"{table}-{name}");
        return column.GetProperty("kind").GetString() switch
        {
            "category" => new CategoryColumn(
                name, ReadValues<int>(path + ".i32"), Enumerable.Range(0, column.GetProperty("levels").GetInt32()).Select(level => $"L{level:0000}").ToEquatableArray()),
            "whole" => Column.Of(name, ReadValues<long>(path + ".i64")),
            _ => Column.Of(name, ReadValues<double>(path + ".f64")),
        };
    }

    static T[] ReadValues<T>(string path)
        where T : unmanaged
    {
        using var file = File.OpenRead(path);
        var values = new T[file.Length / Marshal.SizeOf<T>()];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    static double SumOf(ReadOnlySpan<double> values, Func<int, double> weight)
    {
        var sum = 0.0;
        for (var row = 0; row < values.Length; row++)
        {
            sum += double.IsNaN(values[row]) ? 0 : values[row] * weight(row);
        }

        return sum;
    }
}
