using System.Collections;
using System.Text;

namespace Cambium.Data;

/// <summary>
/// Rows that come in blocks, so that a file of many times the memory can be worked on. Every enumeration reads the file from its first row; nothing is kept.
/// All blocks have the columns, types and levels of <see cref="Schema"/>.
/// </summary>
public sealed class TableScan : IEnumerable<Table>
{
    readonly Func<IEnumerable<Table>> _blocks;

    internal TableScan(Schema schema, Func<IEnumerable<Table>> blocks)
    {
        Schema = schema;
        _blocks = blocks;
    }

    /// <summary>The rows of a table in blocks of 65,536, so that what goes through files goes through it too.</summary>
    public static TableScan Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableScan(table.Schema, () => Cut(table, 1 << 16));
    }

    /// <summary>The names and types of the columns, found from every row.</summary>
    public Schema Schema { get; }

    /// <summary>The blocks, in the order of their rows; none is empty.</summary>
    /// <exception cref="TableException">The file is no table; the message names file, line and column.</exception>
    public IEnumerator<Table> GetEnumerator() => _blocks().Where(block => block.RowCount > 0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The given columns of every block, in the given order.</summary>
    /// <exception cref="ArgumentException">One of them is not there.</exception>
    public TableScan Select(params IReadOnlyList<string> names) => Apply(block => block.Select(names));

    /// <summary>With a column of computed values in every block.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="expression">What a row's value is.</param>
    /// <exception cref="ArgumentException">A column is not there, or a type does not fit.</exception>
    public TableScan With(string name, Expression expression) => Apply(block => block.With(name, expression));

    /// <summary>The rows for which a condition is true.</summary>
    /// <param name="condition">An expression that is true, false or missing.</param>
    /// <exception cref="ArgumentException">A column is not there, or a type does not fit.</exception>
    public TableScan Filter(Expression condition) => Apply(block => block.Filter(condition));

    /// <summary>What a function makes of every block, such as the answers of a model. It sees one block at a time, and first one without rows, whose result tells the schema.</summary>
    /// <param name="work">Makes a block of a block, with the same columns each time. Called anew for every enumeration.</param>
    public TableScan Apply(Func<Table, Table> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new TableScan(work(EmptyBlock.Of(Schema)).Schema, () => this.AsEnumerable().Select(work));
    }

    /// <summary>Summarises the columns in one pass over the blocks. Memory about 200 KiB a column.</summary>
    public Profile Profile() => Profile(new ProfileOptions());

    /// <inheritdoc cref="Profile()"/>
    /// <param name="options">What to look at beyond single columns.</param>
    public Profile Profile(ProfileOptions options)
    {
        var builder = new ProfileBuilder(Schema, options);
        foreach (var block in this)
        {
            builder.Add(block);
        }

        return builder.Build();
    }

    /// <summary>Writes the rows as CSV, a block at a time.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">There are no columns, or a text holds a NUL character.</exception>
    public long WriteCsv(string path) => WholeFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        CsvWriter.Write(EmptyBlock.Of(Schema), writer);
        return WriteBlocks(block => CsvWriter.WriteRows(block, writer));
    });

    /// <summary>Writes the rows as JSON Lines, a block at a time.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">A column holds sparse vectors.</exception>
    public long WriteJsonLines(string path) => WholeFile.Write(path, stream => WriteBlocks(block => JsonLinesWriter.Write(block, stream)));

    /// <summary>Writes the rows as Parquet, a row group a block. Columns of moments are gone through first, to find how they are stored.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TableException">There are no columns, or one of sparse vectors.</exception>
    public long WriteParquet(string path) => WriteParquet(path, new ParquetWriteOptions());

    /// <inheritdoc cref="WriteParquet(string)"/>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <param name="options">Codec and encodings; a row group holds at most RowGroupRows rows and never those of two blocks.</param>
    public long WriteParquet(string path, ParquetWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WholeFile.Write(path, stream => ParquetWriter.Write(this, stream, options));
    }

    /// <summary>The rows of a file that people know by another name.</summary>
    /// <param name="file">What messages would call it.</param>
    /// <param name="name">What they are to call it.</param>
    internal TableScan Named(string file, string name)
    {
        return new TableScan(Schema, Blocks);

        IEnumerable<Table> Blocks()
        {
            using var blocks = _blocks().GetEnumerator();
            while (Next())
            {
                yield return blocks.Current;
            }

            bool Next()
            {
                try
                {
                    return blocks.MoveNext();
                }
                catch (TableException e)
                {
                    throw e.Named(file, name);
                }
            }
        }
    }

    /// <summary>A table in blocks of at most so many rows.</summary>
    internal static IEnumerable<Table> Cut(Table table, int rows)
    {
        for (var start = 0; start < table.RowCount; start += Math.Min(rows, table.RowCount - start))
        {
            yield return table.Slice(start, Math.Min(rows, table.RowCount - start));
        }
    }

    long WriteBlocks(Action<Table> write)
    {
        var rows = 0L;
        foreach (var block in this)
        {
            write(block);
            rows += block.RowCount;
        }

        return rows;
    }
}
