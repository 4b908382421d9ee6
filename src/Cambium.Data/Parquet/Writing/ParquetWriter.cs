using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Writes a table as Parquet: some row groups at a time are encoded by all threads, then written in their order.</summary>
static class ParquetWriter
{
    // So many that threads seldom wait for each other, so few that what is encoded and not yet written stays small.
    const int GroupsAtATime = 4;

    internal static void Write(Table table, Stream stream, ParquetWriteOptions options)
    {
        ThrowIfEmpty(table);
        ColumnEncoder[] encoders = [.. table.Columns.Select(ColumnEncoder.Of)];
        var footer = new FooterWriter(encoders, options);
        stream.Write(FileFooter.Magic);
        using var scratches = new ScratchPool(options);
        _ = WriteGroups(table, encoders, footer, stream, FileFooter.Magic.Length, options, scratches);
        footer.Write(stream);
    }

    /// <summary>Writes blocks as row groups; the number of rows.</summary>
    internal static long Write(TableScan scan, Stream stream, ParquetWriteOptions options)
    {
        var empty = EmptyBlock.Of(scan.Schema);
        ThrowIfEmpty(empty);
        var moments = MomentsOf(scan);
        var footer = new FooterWriter(Encoders(empty), options);
        stream.Write(FileFooter.Magic);
        using var scratches = new ScratchPool(options);
        var (offset, rows) = ((long)FileFooter.Magic.Length, 0L);
        foreach (var block in scan)
        {
            offset = WriteGroups(block, Encoders(block), footer, stream, offset, options, scratches);
            rows += block.RowCount;
        }

        if (rows == 0)
        {
            _ = WriteGroups(empty, Encoders(empty), footer, stream, offset, options, scratches);
        }

        footer.Write(stream);
        return rows;

        ColumnEncoder[] Encoders(Table block) => [.. block.Columns.Select((column, i) => ColumnEncoder.OfPart(column, moments[i]))];
    }

    static void ThrowIfEmpty(Table table)
    {
        if (table.Columns.Count == 0)
        {
            throw new TableException("The table has no columns, which Parquet cannot hold. Add a column before writing it.");
        }
    }

    static MomentKind[] MomentsOf(TableScan scan)
    {
        var kinds = scan.Schema.Fields.Select(_ => new MomentKind()).ToArray();
        string[] names = [.. scan.Schema.Fields.Where(field => field.Type == ColumnType.DateTime).Select(field => field.Name)];
        foreach (var block in names.Length > 0 ? scan.AsEnumerable() : [])
        {
            for (var i = 0; i < kinds.Length; i++)
            {
                if (block.Columns[i] is Column<DateTime> column)
                {
                    kinds[i] = kinds[i].And(column);
                }
            }
        }

        return kinds;
    }

    /// <summary>Writes a table's row groups from a place of the file on; where they end.</summary>
    static long WriteGroups(
        Table table, ColumnEncoder[] encoders, FooterWriter footer, Stream stream, long offset, ParquetWriteOptions options, ScratchPool scratches)
    {
        // A table without rows has a row group too, in which the levels of its categories stand.
        var groups = Math.Max(1, ParallelBlocks.Count(table.RowCount, options.RowGroupRows));
        var chunks = Enumerable.Range(0, Math.Min(groups, GroupsAtATime) * encoders.Length).Select(_ => new EncodedChunk()).ToArray();
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

        return offset;
    }

    static void Encode(
        Table table, ColumnEncoder[] encoders, EncodedChunk[] chunks, int first, int count, ParquetWriteOptions options, ScratchPool scratches)
    {
        var used = Workers.Run(
            count * encoders.Length,
            ParallelBlocks.Threads(options.MaxThreads),
            scratches.Take,
            (scratch, piece) =>
            {
                var start = (first + (piece / encoders.Length)) * options.RowGroupRows;
                encoders[piece % encoders.Length].Encode(chunks[piece], start, Math.Min(options.RowGroupRows, table.RowCount - start), scratch);
            });
        scratches.Return(used);
    }
}
