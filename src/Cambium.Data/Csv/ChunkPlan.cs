namespace Cambium.Data;

/// <summary>Cuts a text into chunks of whole records, at places that depend on the text alone.</summary>
sealed class ChunkPlan(SourceBytes bytes, CsvSource source, byte delimiter, long dataStart, int chunkSize)
{
    const int Padding = SeparatorMasks.Width;

    /// <summary>The chunks, in order, none empty.</summary>
    internal CsvChunk[] Cut(int threads)
    {
        var length = bytes.Length - dataStart;
        var scans = new QuoteScan?[(int)((length + chunkSize - 1) / chunkSize)];
        var most = (int)Math.Min(chunkSize, length);
        Workers.Run(scans.Length, threads, () => new byte[most + 1 + Padding], (buffer, chunk) => scans[chunk] = Scan(chunk, buffer));

        var chunks = new List<CsvChunk>(scans.Length);
        var start = dataStart;
        var records = 1L;
        var row = 0L;
        var inQuotes = false;
        foreach (var scan in scans)
        {
            if (scan is null)
            {
                continue;
            }

            var found = scan.From(inQuotes);
            inQuotes = found.InQuotes;
            if (found.Records > 0)
            {
                // The first record found ends the chunk before, in which the line before it began.
                Add(start, found.FirstRecord, records);
                (start, records) = (found.FirstRecord, 0);
            }

            records += found.Records;
        }

        Add(start, bytes.Length, records);
        return [.. chunks];

        void Add(long from, long to, long count)
        {
            if (row + count > Array.MaxLength)
            {
                throw source.TooManyRows();
            }

            if (to - from > Array.MaxLength - (4 * Padding))
            {
                throw source.TooLongRecord(bytes.LineOf(from));
            }

            if (to > from)
            {
                chunks.Add(new CsvChunk(from, to, (int)row, (int)count));
                row += count;
            }
        }
    }

    /// <summary>
    /// Scans from the first byte of a nominal chunk that does not follow a quote to the first such byte of the next. A border between
    /// two quotes could not tell a doubled quote from a closing and an opening one. Null where the chunk holds nothing but quotes.
    /// </summary>
    QuoteScan? Scan(int chunk, byte[] buffer)
    {
        var nominal = dataStart + ((long)chunk * chunkSize);
        var length = (int)Math.Min(chunkSize, bytes.Length - nominal);

        // One byte more, at the front: the byte before.
        buffer[0] = (byte)'\n';
        var before = chunk == 0 ? 0 : 1;
        bytes.Read(nominal - before, buffer.AsSpan(1 - before, length + before));
        var skipped = buffer.AsSpan(0, length).IndexOfAnyExcept((byte)'"');
        if (skipped < 0)
        {
            return null;
        }

        var scan = new QuoteScan(delimiter, nominal + skipped, buffer[skipped]);
        scan.Feed(buffer, 1 + skipped, length - skipped);
        var isBorder = buffer[length] != '"';
        for (var at = nominal + length; !isBorder && at < bytes.Length;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(Math.Min(chunkSize, buffer.Length), bytes.Length - at));
            bytes.Read(at, piece);
            var quotes = piece.IndexOfAnyExcept((byte)'"');
            isBorder = quotes >= 0;
            var used = isBorder ? quotes + 1 : piece.Length;
            scan.Feed(buffer, 0, used);
            at += used;
        }

        return scan;
    }
}
