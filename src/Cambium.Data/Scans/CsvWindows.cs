using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Goes through a CSV text of any length, a window of whole records at a time.</summary>
/// <param name="open">Opens the text from its first byte on; called once for every pass.</param>
/// <param name="source">What to call the text in messages.</param>
/// <param name="options">How the text is to be read.</param>
/// <param name="size">The bytes of a window; it grows where a record is longer.</param>
sealed class CsvWindows(Func<Stream> open, CsvSource source, CsvOptions options, int size)
{
    const int HeadSize = 1 << 20;
    const int MostRecord = 1 << 28;
    const int MostChunk = 1 << 19;

    // A window holds whole chunks but the last, which may end within a record and is read again with the next window.
    const int ChunksOfWindow = 16;

    /// <summary>Delimiter and columns, read from the first bytes.</summary>
    internal CsvLayout ReadLayout()
    {
        using var stream = open();
        var head = Array.Empty<byte>();
        var length = 0;
        while (true)
        {
            Array.Resize(ref head, Math.Max(HeadSize, 2 * head.Length));
            length += stream.ReadAtLeast(head.AsSpan(length), head.Length - length, throwOnEndOfStream: false);
            using var bytes = SourceBytes.Of(head.AsMemory(0, length));
            if (CsvLayout.ReadHead(bytes, length < head.Length, source, options) is { } layout)
            {
                return layout;
            }

            if (length >= MostRecord)
            {
                throw source.TooLongForScan(1, MostRecord);
            }
        }
    }

    /// <summary>The windows, in order. Each is overwritten by the next.</summary>
    internal IEnumerable<(SourceBytes Bytes, CsvChunk[] Chunks)> Read(CsvLayout layout)
    {
        using var stream = open();
        var usual = (int)layout.DataStart + size;
        var buffer = new byte[usual];
        var (length, start, line) = (0, 0L, 1L);
        while (true)
        {
            length += stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            using var bytes = new WindowBytes(buffer, length, start, line);
            var chunks = Cut(bytes, layout, start);
            if (length < buffer.Length)
            {
                yield return (bytes, chunks);
                yield break;
            }

            if (chunks.Length < 2)
            {
                if (buffer.Length >= MostRecord)
                {
                    throw source.TooLongForScan(line, MostRecord);
                }

                Array.Resize(ref buffer, 2 * buffer.Length);
                continue;
            }

            var end = chunks[^1].Start;
            yield return (bytes, chunks[..^1]);
            line = bytes.LineOf(end);
            var rest = buffer.AsSpan((int)(end - start), length - (int)(end - start));
            (start, length) = (end, rest.Length);
            var next = buffer.Length > usual && length < usual / 2 ? new byte[usual] : buffer;
            rest.CopyTo(next);
            buffer = next;
        }
    }

    CsvChunk[] Cut(SourceBytes bytes, CsvLayout layout, long start)
    {
        var dataStart = Math.Max(start, layout.DataStart);
        return new ChunkPlan(bytes, source, layout.Delimiter, dataStart, Math.Clamp(size / ChunksOfWindow, 1, MostChunk)).Cut(ParallelBlocks.Threads(options.MaxThreads));
    }
}
