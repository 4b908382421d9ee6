using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Reads a Parquet file into a typed table, or writes one; peers/parquet_duckdb.mjs is its counterpart.</summary>
static class ParquetWork
{
    public static string Read(string folder)
    {
        var path = Path.Combine(folder, "read-parquet.parquet");
        var measurement = Measurement.Of(() => Table.ReadParquet(path, new ParquetOptions { MaxThreads = Measurement.Threads }), out var table);
        return measurement.ToJson("read-parquet", MixedTableFacts.Of(table));
    }

    public static string Write(string folder)
    {
        var table = Table.ReadParquet(Path.Combine(folder, "write-parquet.parquet"));
        var written = Path.Combine(folder, "write-parquet-cambium.out");
        var measurement = Measurement.Of(
            () =>
            {
                table.WriteParquet(written, new ParquetWriteOptions { MaxThreads = Measurement.Threads });
                return true;
            },
            out _);
        var facts = MixedTableFacts.Of(Table.ReadParquet(written));
        File.Delete(written);
        return measurement.ToJson("write-parquet", facts);
    }
}
