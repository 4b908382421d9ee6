namespace Cambium.Data;

/// <summary>Reads JSON Lines: a pass that finds columns and types, and one that reads the values.</summary>
/// <param name="open">Opens the text from its first byte on; called once for every pass.</param>
/// <param name="source">What to call the text in messages.</param>
/// <param name="options">Limits.</param>
/// <param name="windowSize">The bytes that are read at a time.</param>
sealed class JsonLinesReader(Func<Stream> open, string source, JsonLinesOptions options, int windowSize)
{
    const int MostLine = 1 << 28;

    /// <summary>The number of rows, once <see cref="FindFields"/> has been through them.</summary>
    internal long Rows { get; private set; }

    /// <summary>The columns, found from every line.</summary>
    internal Field[] FindFields(int mostLevels)
    {
        var parser = new JsonLineParser(source, options.MaxColumns);
        var types = new JsonTypes(parser, mostLevels);
        Rows = 0;
        foreach (var window in Windows())
        {
            Rows += ReadLines(window, parser, types, static () => { });
        }

        var fields = types.Fields();
        return fields.Length > 0
            ? fields
            : throw new TableException($"{source} holds no values. A table needs lines with objects that have keys, such as {{\"a\": 1}}.") { File = source };
    }

    /// <summary>The rows in blocks of at most so many, and of about as many bytes at most.</summary>
    internal IEnumerable<Table> Read(Field[] fields, int blockRows, long blockBytes)
    {
        var parser = new JsonLineParser(source, options.MaxColumns);
        var block = new JsonBlock(fields, new CsvSource(source));
        var full = new List<Table>();
        var bytes = 0L;
        foreach (var window in Windows())
        {
            ReadLines(window, parser, block, () =>
            {
                block.EndRow();
                if (block.Rows == blockRows)
                {
                    full.Add(block.Take());
                }
            });
            bytes += window.Length;
            if (bytes >= blockBytes && block.Rows > 0)
            {
                full.Add(block.Take());
                bytes = 0;
            }

            foreach (var table in full)
            {
                yield return table;
            }

            full.Clear();
        }

        if (block.Rows > 0)
        {
            yield return block.Take();
        }
    }

    static int ReadLines(Window window, JsonLineParser parser, IJsonValues values, Action endRow)
    {
        var rows = 0;
        ReadOnlySpan<byte> text = window.Buffer.AsSpan(0, window.Length);
        for (var line = window.FirstLine; text.Length > 0; line++)
        {
            var end = text.IndexOf((byte)'\n');
            if (parser.Read(end < 0 ? text : text[..end], line, values))
            {
                endRow();
                rows++;
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }

        return rows;
    }

    /// <summary>Runs of whole lines. Each is overwritten by the next.</summary>
    IEnumerable<Window> Windows()
    {
        using var stream = open();
        var buffer = new byte[windowSize];
        var (length, line, isFirst) = (0, 1L, true);
        while (true)
        {
            length += stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            if (isFirst && buffer.AsSpan(0, length).StartsWith("\uFEFF"u8))
            {
                buffer.AsSpan(0, 3).Fill((byte)' ');
            }

            isFirst = false;
            if (length < buffer.Length)
            {
                yield return new Window(buffer, length, line);
                yield break;
            }

            var end = buffer.AsSpan().LastIndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                if (buffer.Length >= MostLine)
                {
                    throw new TableException($"{source}, line {line}: the line is longer than {MostLine >> 20} MiB, the most that is read. Put every object on a line of its own.") { File = source, Line = line };
                }

                Array.Resize(ref buffer, 2 * buffer.Length);
                continue;
            }

            yield return new Window(buffer, end, line);
            line += buffer.AsSpan(0, end).Count((byte)'\n');
            length -= end;
            buffer.AsSpan(end, length).CopyTo(buffer);
        }
    }

    readonly record struct Window(byte[] Buffer, int Length, long FirstLine);
}
