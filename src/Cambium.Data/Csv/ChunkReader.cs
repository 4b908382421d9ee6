using System.Runtime.CompilerServices;
using System.Text;

namespace Cambium.Data;

/// <summary>Reads chunks, one after another; each worker has its own.</summary>
sealed partial class ChunkReader(SourceBytes bytes, CsvSource source, CsvLayout layout, MissingTokens missing)
{
    // Parsers read past both ends of a field.
    const int Padding = SeparatorMasks.Width;

    readonly RecordIndex _index = new();
    readonly Dictionary<ColumnStore, LevelTable> _levels = [];
    byte[] _buffer = [];
    CsvChunk _chunk;

    /// <summary>Reads a chunk's fields into the given columns.</summary>
    /// <param name="number">The chunk's number.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="stores">The columns to read.</param>
    /// <param name="rows">The number of rows found.</param>
    /// <returns>The first thing wrong with it, or null.</returns>
    internal CsvFault? Read(int number, CsvChunk chunk, IEnumerable<ColumnStore> stores, out int rows)
    {
        rows = 0;
        _chunk = chunk;
        var length = Load();
        var fault = EncodingCheck.FaultOf(_buffer.AsSpan(Padding, length), chunk.Start, source) ?? FaultOfRecords(length);
        if (fault is not null)
        {
            return fault;
        }

        rows = _index.Rows;
        foreach (var store in stores)
        {
            var found = ReadColumn(store, store.Blocks[number] = new ColumnBlock());
            fault = fault is null || found?.Offset < fault.Offset ? found ?? fault : fault;
        }

        return fault;
    }

    /// <summary>Brings the chunk's bytes into the buffer, ending with a line feed.</summary>
    int Load()
    {
        var length = (int)(_chunk.End - _chunk.Start);
        if (_buffer.Length < length + (2 * Padding) + 1)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(length + (2 * Padding) + 1);
        }

        bytes.Read(_chunk.Start, _buffer.AsSpan(Padding, length));
        if (_buffer[Padding + length - 1] != '\n')
        {
            _buffer[Padding + length] = (byte)'\n';
            length++;
        }

        return length;
    }

    CsvFault? FaultOfRecords(int length)
    {
        _index.Find(_buffer, Padding, Padding + length - 1, layout.Delimiter);
        var (at, fields) = _index.Arrange(_buffer, Padding, layout.Names.Length);
        if (at >= 0)
        {
            return new CsvFault(
                OffsetOf(at),
                line => source.FieldCount(
                    line, fields, layout.Names.Length, layout.HasHeader ? "the header" : "the first record", (char)layout.Delimiter));
        }

        return _index.Fault switch
        {
            RecordIndex.QuoteFault.None => null,
            RecordIndex.QuoteFault.Unclosed => new CsvFault(OffsetOf(_index.FaultAt), source.UnclosedQuote),
            _ => new CsvFault(OffsetOf(_index.FaultAt), line => source.AfterQuote(line, layout.NameOf(_index.FaultField))),
        };
    }

    long OffsetOf(int at) => _chunk.Start + at - Padding;

    CsvFault? ReadColumn(ColumnStore store, ColumnBlock block)
    {
        var kind = store.Kind ?? Guess(store, 0, block);
        while (kind is { } type)
        {
            block.Clear();
            block.Kind = type;
            var failed = ReadAs(type, store, block);
            if (failed < 0)
            {
                store.Saw(type);
                return null;
            }

            if (store.Declared is not null)
            {
                var (start, length) = FieldOf(store.Position, failed);
                var found = Encoding.UTF8.GetString(TextOf(start, length, out _));
                return new CsvFault(OffsetOf(start), line => source.BadValue(line, store.Name, found, type));
            }

            kind = type == ColumnType.Int64 && Guess(store, failed, block) == ColumnType.Float64 ? ColumnType.Float64 : ColumnType.Category;
        }

        return null;
    }

    /// <summary>Reads the column as values of a type; the first row that holds none, or -1.</summary>
    int ReadAs(ColumnType type, ColumnStore store, ColumnBlock block) => type switch
    {
        ColumnType.Int64 => ReadValues<long, FieldParsers.Int64>(store, store.Int64s, block),
        ColumnType.Float64 => ReadValues<double, FieldParsers.Float64>(store, store.Float64s, block),
        ColumnType.Boolean => ReadValues<bool, FieldParsers.Boolean>(store, store.Booleans, block),
        ColumnType.DateTime => ReadValues<DateTime, FieldParsers.Moment>(store, store.Moments, block),
        _ => ReadText(store, block),
    };

    /// <summary>The type of the first value from a row on; null where none follows.</summary>
    ColumnType? Guess(ColumnStore store, int from, ColumnBlock block)
    {
        for (var row = from; row < _index.Rows; row++)
        {
            var (start, length) = FieldOf(store.Position, row);
            var text = TextOf(start, length, out var isQuoted);
            if (text.Length == 0)
            {
                block.HasEmptyText |= isQuoted || !missing.EmptyIsMissing;
            }
            else if (isQuoted || !missing.Contains(text))
            {
                return isQuoted && ValueText.IsNaN(text) ? ColumnType.Category : ValueText.TypeOf(text) ?? ColumnType.Category;
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    (int Start, int Length) FieldOf(int column, int row)
    {
        var field = (row * layout.Names.Length) + column;
        var start = column == 0 ? _index.Starts[row] : _index.Ends[field - 1] + 1;
        return (start, _index.Ends[field] - start);
    }
}
