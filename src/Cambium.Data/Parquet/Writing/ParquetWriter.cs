using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Writes a table as Parquet: some row groups at a time are encoded by all threads, then written in their order.</summary>
static class ParquetWriter
{
    // So many that threads seldom wait for each other, so few that what is encoded and not yet written stays small.
    const int GroupsAtATime = 4;

    internal static void Write(Table table, Stream stream, ParquetWriteOptions options)
    {
        if (table.Columns.Count == 0)
        {
            throw new TableException("The table has no columns, which Parquet cannot hold. Add a column before writing it.");
        }

        var encoders = table.Columns.Select(ColumnEncoder.Of).ToArray();
        var footer = new FooterWriter(encoders, options);
        stream.Write(FileFooter.Magic);
        long offset = FileFooter.Magic.Length;

        // A table without rows has a row group too, in which the levels of its categories stand.
        var groups = Math.Max(1, ParallelBlocks.Count(table.RowCount, options.RowGroupRows));
        var chunks = Enumerable.Range(0, Math.Min(groups, GroupsAtATime) * encoders.Length).Select(_ => new EncodedChunk()).ToArray();
        var scratches = new Stack<ChunkScratch>();
        for (var first = 0; first < groups; first += GroupsAtATime)
        {
            var here = Math.Min(GroupsAtATime, groups - first);
            Encode(table, encoders, chunks, first, here, options, scratches);
            for (var group = 0; group < here; group++)
            {
                var written = chunks.AsSpan(group * encoders.Length, encoders.Length);
                offset = footer.Add(written, offset);
                foreach (var chunk in written)
                {
                    stream.Write(chunk.Bytes.WrittenSpan);
                }
            }
        }

        footer.Write(stream);
        foreach (var scratch in scratches)
        {
            scratch.Dispose();
        }
    }

    static void Encode(
        Table table, ColumnEncoder[] encoders, EncodedChunk[] chunks, int first, int count, ParquetWriteOptions options, Stack<ChunkScratch> scratches)
    {
        var used = Workers.Run(
            count * encoders.Length,
            ParallelBlocks.Threads(options.MaxThreads),
            () =>
            {
                lock (scratches)
                {
                    return scratches.TryPop(out var scratch) ? scratch : new ChunkScratch(options);
                }
            },
            (scratch, piece) =>
            {
                var start = (first + (piece / encoders.Length)) * options.RowGroupRows;
                encoders[piece % encoders.Length].Encode(chunks[piece], start, Math.Min(options.RowGroupRows, table.RowCount - start), scratch);
            });
        foreach (var scratch in used)
        {
            scratches.Push(scratch);
        }
    }
}
