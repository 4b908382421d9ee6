namespace Cambium.Data;

public sealed partial class Table
{
    const int JsonWindow = 1 << 20;
    const int LeastJsonWindow = 1 << 12;
    const long JsonAlwaysAllowed = 256L << 20;

    /// <summary>Reads JSON Lines, an object a line; types are found from every line. The file may be packed with gzip.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is no table; the message names file and line.</exception>
    public static Table ReadJsonLines(string path) => ReadJsonLines(path, new JsonLinesOptions());

    /// <inheritdoc cref="ReadJsonLines(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits.</param>
    public static Table ReadJsonLines(string path, JsonLinesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TableFile.Check(path, "JSON Lines");
        var length = new FileInfo(path).Length;
        return ReadJsonLines(() => TableFile.OpenText(path, options.MaxExpansion), length, path, options);
    }

    /// <summary>Reads JSON Lines from memory, for text that came over the wire.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="options">Limits.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="TableException">The text is no table; the message names source and line.</exception>
    public static Table ParseJsonLines(ReadOnlyMemory<byte> utf8, JsonLinesOptions options, string source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var bytes = utf8.ToArray();
        return ReadJsonLines(() => new MemoryStream(bytes, writable: false), bytes.Length, source, options);
    }

    /// <summary>
    /// Writes JSON Lines: an object a line with every column as a key, null where a value is missing, numbers with a point where the column is Float64 (infinities as texts), moments in ISO 8601.
    /// </summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">A column holds sparse vectors.</exception>
    public void WriteJsonLines(string path) => WholeFile.Write(path, stream =>
    {
        WriteJsonLines(stream);
        return RowCount;
    });

    /// <summary>Writes the table as JSON Lines.</summary>
    /// <param name="stream">Where to write; left open.</param>
    /// <exception cref="TableException">A column holds sparse vectors.</exception>
    public void WriteJsonLines(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonLinesWriter.Write(this, stream);
    }

    static Table ReadJsonLines(Func<Stream> open, long length, string source, JsonLinesOptions options)
    {
        var reader = new JsonLinesReader(open, source, options, (int)Math.Clamp(length + 1, LeastJsonWindow, JsonWindow));
        var fields = reader.FindFields(int.MaxValue);
        var most = JsonAlwaysAllowed + (length * options.MaxExpansion);
        if (reader.Rows > Array.MaxLength || reader.Rows * fields.Length > most / sizeof(double))
        {
            throw new TableException(
                $"{source}: {reader.Rows} lines with {fields.Length} different keys make a table of more than {most} bytes, 256 MiB and {options.MaxExpansion} for each of the file. "
                + "Read it with Table.Scan, or raise JsonLinesOptions.MaxExpansion.")
            {
                File = source,
            };
        }

        return reader.Read(fields, int.MaxValue, long.MaxValue).FirstOrDefault() ?? EmptyBlock.Of(new Schema(fields.ToEquatableArray()));
    }
}
