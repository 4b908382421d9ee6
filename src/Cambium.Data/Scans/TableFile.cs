namespace Cambium.Data;

/// <summary>A file that holds a table, by its ending and its first bytes.</summary>
static class TableFile
{
    /// <summary>What the ending says; CSV where it says nothing known.</summary>
    internal static TableFormat FormatOf(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".TSV" or ".TAB" => TableFormat.Tsv,
            ".JSONL" or ".NDJSON" => TableFormat.JsonLines,
            ".PARQUET" => TableFormat.Parquet,
            _ => TableFormat.Csv,
        };
    }

    /// <summary>The options for a file: a tab where the ending says so and no delimiter is given.</summary>
    internal static CsvOptions OptionsFor(string path, CsvOptions options) =>
        options.Delimiter is null && FormatOf(path) == TableFormat.Tsv ? options with { Delimiter = '\t' } : options;

    /// <summary>Refuses folders and files that are not there.</summary>
    internal static void Check(string path, string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a directory. Name the {format} file in it.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        }
    }

    /// <summary>Opens a text from its first byte on, unpacked where it is packed with gzip, to be read more than once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostExpansion">With more bytes of text for each packed one, beside <see cref="GzipText.AlwaysAllowed"/>, it is refused; null: any number.</param>
    internal static Stream OpenText(string path, int? mostExpansion = null)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new IOException($"{path} is a pipe, which cannot be read twice. Copy it to a file, and scan that.");
        }

        return GzipText.IsPacked(file) ? new GzipText(file, path, mostExpansion) : file;
    }
}
