using System.Text;

namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>Reads a CSV file, plain or packed with gzip; types are found from every row of the file, never from the first ones only. In a file named .tsv or .tab, tabs separate fields.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no table; the message names file, line and column.</exception>
    public static Table ReadCsv(string path) => ReadCsv(path, new CsvOptions());

    /// <inheritdoc cref="ReadCsv(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Delimiter, header, missing tokens, types.</param>
    public static Table ReadCsv(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TableFile.Check(path, "CSV");
        using var bytes = SourceBytes.OpenText(path, options.MaxExpansion);
        return CsvReader.Read(bytes, TableFile.OptionsFor(path, options), new CsvSource(path));
    }

    /// <summary>Reads CSV from memory, for text that came over the wire.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="options">Delimiter, header, missing tokens, types.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TableException">The text is no table; the message names source, line and column.</exception>
    public static Table ParseCsv(ReadOnlyMemory<byte> utf8, CsvOptions options, string source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(source);
        using var bytes = SourceBytes.Of(utf8);
        return CsvReader.Read(bytes, options, new CsvSource(source));
    }

    /// <summary>
    /// Writes a CSV file (comma, LF, RFC 4180 quotes, UTF-8 without a mark; a missing value is an empty field) that reads back equal.
    /// </summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">The table has no columns, or a text holds a NUL character.</exception>
    public void WriteCsv(string path) => WholeFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        WriteCsv(writer);
        return RowCount;
    });

    /// <summary>Writes the table as CSV.</summary>
    /// <param name="writer">Where to write; left open.</param>
    /// <exception cref="TableException">The table has no columns, or a text holds a NUL character.</exception>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        CsvWriter.Write(this, writer);
    }
}
