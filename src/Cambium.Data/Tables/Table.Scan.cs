namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>
    /// Reads a file by its ending: .parquet; .jsonl and .ndjson; .tsv; else CSV. Texts may be packed with gzip, as .csv.gz is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="csv">How CSV is read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public static Table Read(string path, CsvOptions csv)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TableFile.FormatOf(path) switch
        {
            TableFormat.Parquet => ReadParquet(path),
            TableFormat.JsonLines => ReadJsonLines(path),
            _ => ReadCsv(path, csv),
        };
    }

    /// <summary>
    /// Goes through a file of any size in blocks of rows: .parquet, .jsonl and .ndjson, .tsv, else CSV; texts may be packed with gzip. Types are found from
    /// every row, in a pass of their own.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public static TableScan Scan(string path) => Scan(path, new ScanOptions());

    /// <inheritdoc cref="Scan(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read, and the size of a block.</param>
    public static TableScan Scan(string path, ScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TableFile.Check(path, "table's");
        return TableFile.FormatOf(path) switch
        {
            TableFormat.Parquet => ParquetScan.Of(path, options),
            TableFormat.JsonLines => JsonLinesScan.Of(() => TableFile.OpenText(path), path, options),
            _ => CsvScan.Of(() => TableFile.OpenText(path), path, options with { Csv = TableFile.OptionsFor(path, options.Csv) }),
        };
    }
}
