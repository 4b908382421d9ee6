using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Reads CSV. The text is cut into chunks of whole records; each chunk is indexed once, then read column by column. Chunks are read in
/// parallel, but where they begin depends on the text alone, and what they hold is put together in their order.
/// </summary>
static class CsvReader
{
    // A chunk and its index fit the second-level cache of one core.
    const int ChunkSize = 1 << 19;

    internal static Table Read(SourceBytes bytes, CsvOptions options, CsvSource source) => Read(bytes, options, source, ChunkSize);

    internal static Table Read(SourceBytes bytes, CsvOptions options, CsvSource source, int chunkSize)
    {
        var layout = CsvLayout.Read(bytes, source, options);
        CheckTypes(layout, source, options);
        var threads = ParallelBlocks.Threads(options.MaxThreads);
        var chunks = new ChunkPlan(bytes, source, layout.Delimiter, layout.DataStart, chunkSize).Cut(threads);
        var most = chunks.Length == 0 ? 0 : chunks[^1].FirstRow + chunks[^1].MostRows;
        var stores = layout.Names
            .Select((name, position) => new ColumnStore(name, position, options.Declared(name), chunks.Length, most))
            .ToArray();
        var rows = Fill(bytes, source, layout, options, chunks, stores);
        var builder = new ColumnBuilder(source, chunks, rows, threads);
        return Table.Create([.. stores.Select(builder.Build)]);
    }

    /// <summary>Refuses types for columns that are not there, or that come twice.</summary>
    internal static void CheckTypes(CsvLayout layout, CsvSource source, CsvOptions options)
    {
        foreach (var declared in options.Types)
        {
            if (options.Types.Count(field => field.Name == declared.Name) > 1)
            {
                throw new ArgumentException($"Types names column '{declared.Name}' twice; a column has one type.", nameof(options));
            }

            if (Array.IndexOf(layout.Names, declared.Name) < 0)
            {
                throw source.UnknownColumn(declared.Name, layout.Names);
            }
        }
    }

    /// <summary>Reads every chunk into the columns; the number of rows of each.</summary>
    internal static int[] Fill(SourceBytes bytes, CsvSource source, CsvLayout layout, CsvOptions options, CsvChunk[] chunks, ColumnStore[] stores)
    {
        var missing = new MissingTokens(options.MissingTokens);
        return ReadChunks(bytes, chunks, stores, () => new ChunkReader(bytes, source, layout, missing), ParallelBlocks.Threads(options.MaxThreads));
    }

    /// <summary>Reads every chunk into the columns, and those again whose values turn out to be text; the number of rows of each.</summary>
    static int[] ReadChunks(SourceBytes bytes, CsvChunk[] chunks, ColumnStore[] stores, Func<ChunkReader> newReader, int threads)
    {
        var rows = new int[chunks.Length];
        var faults = new CsvFault?[chunks.Length];
        var firstFaulty = chunks.Length;
        var gate = new Lock();
        Workers.Run(
            chunks.Length,
            threads,
            newReader,
            (reader, number) =>
            {
                // Every chunk before a faulty one is still read, so that the first fault of the text is the one reported.
                if (number > Volatile.Read(ref firstFaulty))
                {
                    return;
                }

                faults[number] = reader.Read(number, chunks[number], stores, out rows[number]);
                if (faults[number] is not null)
                {
                    lock (gate)
                    {
                        firstFaulty = Math.Min(firstFaulty, number);
                    }
                }
            });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            throw first.Exception(bytes);
        }

        foreach (var store in stores)
        {
            if (store.Kind is null && Array.Exists(store.Blocks, block => block.HasEmptyText))
            {
                store.Saw(ColumnType.Category);
            }
        }

        var again = Enumerable.Range(0, chunks.Length)
            .Select(number => (number, stores: Array.FindAll(stores, store => ColumnBuilder.MustReadAgain(store, store.Blocks[number]))))
            .Where(chunk => chunk.stores.Length > 0)
            .ToArray();
        Workers.Run(
            again.Length,
            threads,
            newReader,
            (reader, at) => reader.Read(again[at].number, chunks[again[at].number], again[at].stores, out _));
        return rows;
    }
}
