using Cambium.Data;

namespace Cambium.Bench;

/// <summary>Reads the mixed CSV file into a typed table; peers/csv_pandas.py is its counterpart.</summary>
static class ReadCsvWork
{
    public static string Run(string folder)
    {
        var path = Path.Combine(folder, "read-csv.csv");
        var measurement = Measurement.Of(() => Table.ReadCsv(path, new CsvOptions { MaxThreads = Measurement.Threads }), out var table);
        return measurement.ToJson("read-csv", MixedTableFacts.Of(table));
    }
}
