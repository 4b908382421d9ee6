using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <content>Text, as codes of levels or as it stands.</content>
sealed partial class ChunkReader
{
    byte[] _unescaped = new byte[256 + Padding];

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
}
