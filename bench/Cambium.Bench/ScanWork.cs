using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Goes through a file of any size in blocks; it has no peer, and is there to show what it takes.</summary>
static class ScanWork
{
    /// <summary>Profiles every column, finding the types included.</summary>
    public static string Profile(string path)
    {
        var measurement = Measurement.Of(() => Table.Scan(path, Options).Profile(), out var profile);
        var metric = new Dictionary<string, object> { ["rows"] = profile.Rows };
        foreach (var column in profile.Columns)
        {
            metric[$"{column.Name}_missing"] = column.Missing;
        }

        return measurement.ToJson("scan-profile", metric);
    }

    /// <summary>Writes the rows as Parquet beside the file.</summary>
    public static string Convert(string path)
    {
        var measurement = Measurement.Of(() => Table.Scan(path, Options).WriteParquet(Path.ChangeExtension(path, ".parquet")), out var rows);
        return measurement.ToJson("scan-convert", new Dictionary<string, object> { ["rows"] = rows });
    }

    static ScanOptions Options => new()
    {
        Csv = new CsvOptions { MaxThreads = Measurement.Threads },
        Parquet = new ParquetOptions { MaxThreads = Measurement.Threads },
    };
}
