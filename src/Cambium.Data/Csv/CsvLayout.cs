using System.Text;

namespace Cambium.Data;

/// <summary>How a text is laid out: its delimiter, its columns, and where its values begin.</summary>
/// <param name="Names">The columns' names.</param>
/// <param name="Delimiter">The byte between two fields.</param>
/// <param name="HasHeader">Whether the first record named the columns.</param>
/// <param name="DataStart">Where the first record of values begins.</param>
sealed record CsvLayout(string[] Names, byte Delimiter, bool HasHeader, long DataStart)
{
    const int SampleSize = 1 << 18;
    const int Padding = SeparatorMasks.Width;

    /// <summary>A column's name; its number where there are not so many.</summary>
    internal string NameOf(int column) => column < Names.Length ? Names[column] : $"column_{column + 1}";

    /// <summary>Reads the first record. Blank lines before it are passed over.</summary>
    internal static CsvLayout Read(SourceBytes bytes, CsvSource source, CsvOptions options, int sampleSize = SampleSize) =>
        ReadHead(bytes, isWhole: true, source, options, sampleSize)!; // a whole text has a first record, or is refused

    /// <summary>Reads the first record of a text whose first bytes are given; null where they do not hold it and are not the whole text.</summary>
    internal static CsvLayout? ReadHead(SourceBytes bytes, bool isWhole, CsvSource source, CsvOptions options, int sampleSize = SampleSize)
    {
        for (var size = Math.Min(bytes.Length, sampleSize); ; size = Math.Min(bytes.Length, 2 * size))
        {
            if (size > Array.MaxLength - (2 * Padding) - 1)
            {
                throw source.TooLongRecord(1);
            }

            var buffer = new byte[size + (2 * Padding) + 1];
            bytes.Read(0, buffer.AsSpan(Padding, (int)size));
            if (TryRead(buffer, (int)size, isWhole && size == bytes.Length, bytes, source, options) is { } layout)
            {
                return layout;
            }

            if (size == bytes.Length)
            {
                return null;
            }
        }
    }

    /// <summary>Null where the bytes do not hold the whole first record and there are more.</summary>
    static CsvLayout? TryRead(byte[] buffer, int size, bool isWhole, SourceBytes bytes, CsvSource source, CsvOptions options)
    {
        ReadOnlySpan<byte> text = buffer.AsSpan(Padding, size);
        if (EncodingCheck.IsUtf16(text))
        {
            throw source.Utf16();
        }

        var start = StartOfFirst(text);
        if (start == size)
        {
            return isWhole ? throw source.Empty() : null;
        }

        var delimiter = options.Delimiter is { } given ? (byte)given : CsvDelimiter.Detect(text[start..], isWhole);
        var end = isWhole && text[^1] == '\n' ? size - 1 : size;
        buffer[Padding + end] = (byte)'\n';
        var index = new RecordIndex();
        index.Find(buffer, Padding + start, Padding + end, delimiter);
        var endOfFirst = index.EndOfFirst(buffer) - Padding;
        if (!isWhole && (endOfFirst < 0 || endOfFirst == size))
        {
            return null;
        }

        if (endOfFirst < 0)
        {
            var line = bytes.LineOf(index.FaultAt - Padding);
            throw index.Fault == RecordIndex.QuoteFault.Unclosed
                ? source.UnclosedQuote(line)
                : source.AfterQuote(line, $"column_{index.FaultField + 1}");
        }

        var columns = index.FieldsOfFirst(buffer);
        if (!options.Header)
        {
            return new CsvLayout([.. Enumerable.Range(1, columns).Select(number => $"column_{number}")], delimiter, false, start);
        }

        if (EncodingCheck.FaultOf(text[start..endOfFirst], start, source) is { } fault)
        {
            throw fault.Exception(bytes);
        }

        index.Arrange(buffer, Padding + start, columns);
        var names = new string[columns];
        for (var column = 0; column < columns; column++)
        {
            var from = column == 0 ? index.Starts[0] : index.Ends[column - 1] + 1;
            var name = Encoding.UTF8.GetString(buffer, from, index.Ends[column] - from);
            names[column] = name is ['"', ..] ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;
        }

        CheckNames(names, bytes.LineOf(start), source);
        return new CsvLayout(names, delimiter, true, Math.Min(endOfFirst + 1, size));
    }

    /// <summary>Where the first record begins: after the byte order mark and blank lines.</summary>
    static int StartOfFirst(ReadOnlySpan<byte> text)
    {
        var start = text is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        while (start < text.Length && (text[start] == '\n' || text[start..] is [(byte)'\r', (byte)'\n', ..] or [(byte)'\r']))
        {
            start += text[start] == '\r' && start + 1 < text.Length ? 2 : 1;
        }

        return start;
    }

    static void CheckNames(string[] names, long line, CsvSource source)
    {
        var positions = names.Select((name, index) => (name, position: index + 1)).ToArray();
        var blank = positions.Where(pair => string.IsNullOrWhiteSpace(pair.name)).Select(pair => pair.position).ToArray();
        if (blank.Length > 0)
        {
            throw source.BlankNames(line, blank);
        }

        var twice = positions.GroupBy(pair => pair.name, pair => pair.position).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw source.DuplicateName(line, twice.Key, [.. twice]);
        }
    }
}
