using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Cambium.Data;

/// <summary>Reads chunks, one after another; each worker has its own.</summary>
sealed class ChunkReader(CsvBytes bytes, CsvSource source, CsvLayout layout, MissingTokens missing)
{
    // Parsers read past both ends of a field.
    const int Padding = SeparatorMasks.Width;

    readonly RecordIndex _index = new();
    readonly Dictionary<ColumnStore, LevelTable> _levels = [];
    byte[] _buffer = [];
    byte[] _unescaped = new byte[256 + Padding];
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
                line => source.FieldCount(line, fields, layout.Names.Length, layout.HasHeader ? "the header" : "the first record", (char)layout.Delimiter));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ReadValues<T, TParser>(ColumnStore store, T[] values, ColumnBlock block)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var target = values.AsSpan(_chunk.FirstRow, _index.Rows);
        var starts = _index.Starts;
        var ends = _index.Ends;
        var columns = layout.Names.Length;
        var column = store.Position;
        var tokensFirst = missing.MayBeValues;
        for (var row = 0; row < target.Length; row++)
        {
            var field = (row * columns) + column;
            var start = column == 0 ? starts[row] : ends[field - 1] + 1;
            var length = ends[field] - start;
            if (!tokensFirst && TParser.TryFast(ref Unsafe.Add(ref buffer, start), length, out var value))
            {
                target[row] = value;
                continue;
            }

            switch (ReadSlowly<T, TParser>(start, length, store, block, out target[row]))
            {
                case Reading.Missing:
                    target[row] = TParser.Missing;
                    block.SetMissing(row, target.Length);
                    break;
                case Reading.Wrong:
                    return row;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Reading ReadSlowly<T, TParser>(int start, int length, ColumnStore store, ColumnBlock block, out T value)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        var text = _buffer.AsSpan(start, length);
        var isQuoted = text is [(byte)'"', ..];
        text = isQuoted ? text[1..^1] : text;
        value = TParser.Missing;
        if (text.Length == 0)
        {
            // Tools that quote every field write "" for a missing number.
            block.HasEmptyText |= isQuoted || !missing.EmptyIsMissing;
            return Reading.Missing;
        }

        if (!isQuoted && missing.Contains(text))
        {
            return Reading.Missing;
        }

        // A quoted NaN is a text, as every quoted missing token is.
        return !TParser.TryExact(text, store.Declared is not null, out value) || (isQuoted && TParser.IsMissing(value)) ? Reading.Wrong
            : TParser.IsMissing(value) ? Reading.Missing
            : Reading.Value;
    }

    int ReadText(ColumnStore store, ColumnBlock block)
    {
        if (store.IsTextFree || !TryReadLevels(store, block))
        {
            block.Clear();
            ReadFreeText(store, block);
        }

        return -1;
    }

    /// <summary>Reads texts as codes; false where there are too many levels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool TryReadLevels(ColumnStore store, ColumnBlock block)
    {
        if (!_levels.TryGetValue(store, out var levels))
        {
            _levels[store] = levels = new LevelTable();
        }

        block.Kind = ColumnType.Category;
        block.Levels = levels;
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var codes = store.Codes.AsSpan(_chunk.FirstRow, _index.Rows);
        var most = store.MostLevels;
        for (var row = 0; row < codes.Length; row++)
        {
            var (start, length) = FieldOf(store.Position, row);
            ref var text = ref Unsafe.Add(ref buffer, start);
            if (text == '"' && length > 0)
            {
                var inner = TextOf(start, length, out _);
                codes[row] = levels.GetOrAdd(ref MemoryMarshal.GetReference(inner), inner.Length);
            }
            else if (missing.Contains(MemoryMarshal.CreateReadOnlySpan(ref text, length)))
            {
                codes[row] = CategoryColumn.MissingCode;
                block.SetMissing(row, codes.Length);
            }
            else
            {
                codes[row] = levels.GetOrAdd(ref text, length);
            }

            if (levels.Count > most || levels.IsFull)
            {
                store.SetTextFree();
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ReadFreeText(ColumnStore store, ColumnBlock block)
    {
        var rows = _index.Rows;
        var most = 0;
        for (var row = 0; row < rows; row++)
        {
            most += FieldOf(store.Position, row).Length;
        }

        var texts = GC.AllocateUninitializedArray<byte>(most + Vector256<byte>.Count);
        var ends = GC.AllocateUninitializedArray<int>(rows);
        var end = 0;
        for (var row = 0; row < rows; row++)
        {
            var (start, length) = FieldOf(store.Position, row);
            var text = TextOf(start, length, out var isQuoted);
            if (!isQuoted && missing.Contains(text))
            {
                block.SetMissing(row, rows);
            }
            else if (text.Length <= Vector256<byte>.Count)
            {
                // Always 32 bytes: both sides have room, and a copy of known length needs no loop.
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text)).StoreUnsafe(ref texts[end]);
                end += text.Length;
            }
            else
            {
                text.CopyTo(texts.AsSpan(end));
                end += text.Length;
            }

            ends[row] = end;
        }

        block.Kind = ColumnType.String;
        block.Bytes = texts;
        block.Ends = ends;
    }

    /// <summary>A field's text, without its quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ReadOnlySpan<byte> TextOf(int start, int length, out bool isQuoted)
    {
        isQuoted = length > 0 && _buffer[start] == '"';
        return isQuoted ? Unquote(start + 1, length - 2) : _buffer.AsSpan(start, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ReadOnlySpan<byte> Unquote(int start, int length)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(start, length);
        var quote = text.IndexOf((byte)'"');
        if (quote < 0)
        {
            return text;
        }

        if (_unescaped.Length < length + Padding)
        {
            _unescaped = new byte[length + Padding];
        }

        var end = 0;
        for (; quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            // The first of two quotes is kept, the second left out.
            text[..(quote + 1)].CopyTo(_unescaped.AsSpan(end));
            end += quote + 1;
            text = text[(quote + 2)..];
        }

        text.CopyTo(_unescaped.AsSpan(end));
        return _unescaped.AsSpan(0, end + text.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    (int Start, int Length) FieldOf(int column, int row)
    {
        var field = (row * layout.Names.Length) + column;
        var start = column == 0 ? _index.Starts[row] : _index.Ends[field - 1] + 1;
        return (start, _index.Ends[field] - start);
    }

    enum Reading
    {
        Value,
        Missing,
        Wrong,
    }
}
