namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>Reads a Parquet file of flat columns.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is damaged, or holds what a table cannot; the message names file, row group, column and byte.</exception>
    public static Table ReadParquet(string path) => ReadParquet(path, new ParquetOptions());

    /// <inheritdoc cref="ReadParquet(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns, row groups, threads, limits.</param>
    public static Table ReadParquet(string path, ParquetOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a directory. Name the Parquet file in it.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        }

        using var file = ParquetFile.Open(path, options);
        return file.Read(file.RowGroups);
    }

    /// <summary>Reads a Parquet file that lies in memory, such as one that came over the wire.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="options">Columns, row groups, threads, limits.</param>
    /// <param name="source">What to call the file in messages.</param>
    /// <exception cref="TableException">The file is damaged, or holds what a table cannot; the message names source, row group, column and byte.</exception>
    public static Table ParseParquet(ReadOnlyMemory<byte> bytes, ParquetOptions options, string source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(source);
        using var file = ParquetFile.Of(SourceBytes.Of(bytes), options, source);
        return file.Read(file.RowGroups);
    }

    /// <summary>Reads a Parquet file from a stream, of which only the parts that are needed are read.</summary>
    /// <param name="stream">The file; it must be able to seek, and is left open.</param>
    /// <param name="options">Columns, row groups, threads, limits.</param>
    /// <param name="source">What to call the file in messages.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="TableException">The file is damaged, or holds what a table cannot; the message names source, row group, column and byte.</exception>
    public static Table ReadParquet(Stream stream, ParquetOptions options, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("A Parquet file is read from its end, but the stream cannot seek. Read it into memory, and use ParseParquet.", nameof(stream));
        }

        using var file = ParquetFile.Of(SourceBytes.Of(stream), options, source);
        return file.Read(file.RowGroups);
    }

    /// <summary>Writes a Parquet file (snappy, dictionaries, statistics) that reads back equal.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">The table has no columns, or one of sparse vectors.</exception>
    public void WriteParquet(string path) => WriteParquet(path, new ParquetWriteOptions());

    /// <inheritdoc cref="WriteParquet(string)"/>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <param name="options">Codec, row groups, encodings.</param>
    public void WriteParquet(string path, ParquetWriteOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        WholeFile.Write(path, stream =>
        {
            ParquetWriter.Write(this, stream, options);
            return RowCount;
        });
    }

    /// <summary>Writes the table as Parquet.</summary>
    /// <param name="stream">Where to write; left open. It need not be able to seek.</param>
    /// <param name="options">Codec, row groups, encodings.</param>
    /// <exception cref="TableException">The table has no columns, or one of sparse vectors.</exception>
    public void WriteParquet(Stream stream, ParquetWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        ParquetWriter.Write(this, stream, options);
    }
}
