using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Cambium.Data;

/// <summary>Texts one after another in one growing buffer.</summary>
sealed class TextBuffer
{
    /// <summary>Readable bytes behind the last text: short texts are copied, and looked up, as whole vectors.</summary>
    const int Slack = 16;

    readonly MemoryBudget _budget;
    readonly int[] _ends;
    byte[] _bytes = [];

    internal TextBuffer(MemoryBudget budget, int most, ParquetPlace place)
    {
        budget.Take((long)most * sizeof(int), place);
        _budget = budget;
        _ends = GC.AllocateUninitializedArray<int>(most);
    }

    /// <summary>The number of texts.</summary>
    internal int Count { get; private set; }

    /// <summary>The bytes of all texts together.</summary>
    internal int Size { get; private set; }

    internal ReadOnlySpan<byte> All => _bytes.AsSpan(0, Size);

    /// <summary>Where each text ends; it begins where the one before ended.</summary>
    internal ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    internal ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Adds the texts of a page.</summary>
    internal void Append(ReadOnlySpan<byte> source, PageEncoding encoding, int count, ParquetPlace place)
    {
        switch (encoding)
        {
            case PageEncoding.Plain: AppendPlain(source, count, place); break;
            case PageEncoding.DeltaLengthByteArray: AppendDeltaLength(source, count, place); break;
            case PageEncoding.DeltaByteArray: AppendDelta(source, count, place); break;
            default: throw place.Refused($"the values are laid out in a way that is not known for their type ({encoding}). Write the file with plain or dictionary encoding.");
        }
    }

    /// <summary>Adds values that are all of one length.</summary>
    internal void AppendFixed(ReadOnlySpan<byte> source, int width, int count, ParquetPlace place)
    {
        if (source.Length < (long)width * count)
        {
            throw place.Damaged($"A page of {source.Length} bytes is said to hold {count} values of {width} bytes.");
        }

        Grow(width * count, place);
        source[..(width * count)].CopyTo(_bytes.AsSpan(Size));
        for (var i = 0; i < count; i++)
        {
            _ends[Count++] = Size += width;
        }
    }

    /// <summary>Adds identifiers of 16 bytes in their written form.</summary>
    internal void AppendUuids(ReadOnlySpan<byte> source, int count, ParquetPlace place)
    {
        const int Width = 16;
        const int Written = 36;
        if (source.Length < (long)Width * count)
        {
            throw place.Damaged($"A page of {source.Length} bytes is said to hold {count} values of {Width} bytes.");
        }

        Grow((long)Written * count, place);
        for (var i = 0; i < count; i++)
        {
            new Guid(source.Slice(i * Width, Width), bigEndian: true).TryFormat(_bytes.AsSpan(Size), out var written);
            _ends[Count++] = Size += written;
        }
    }

    /// <summary>Adds, for each code, the text of that place in another buffer.</summary>
    internal void AppendLookup(TextBuffer dictionary, ReadOnlySpan<int> codes, ParquetPlace place)
    {
        var size = 0L;
        foreach (var code in codes)
        {
            size += code < 0 ? 0 : dictionary[code].Length;
        }

        Grow(size, place);
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                var text = dictionary[code];
                text.CopyTo(_bytes.AsSpan(Size));
                Size += text.Length;
            }

            _ends[Count++] = Size;
        }
    }

    /// <summary>Moves the last texts, as many as <paramref name="page"/> has values, to its rows; a row without a value gets an empty text.</summary>
    internal void Spread(PageValues page)
    {
        if (page.Present == page.RowCount)
        {
            return;
        }

        var first = Count - page.Present;
        var end = first == 0 ? 0 : _ends[first - 1];
        var rows = _ends.AsSpan(first, page.RowCount);
        page.Spread(rows, -1);
        foreach (ref var row in rows)
        {
            row = end = row < 0 ? end : row;
        }

        Count = first + page.RowCount;
    }

    /// <summary>The place of the first text, from <paramref name="first"/> on, that is not valid UTF-8, or −1.</summary>
    internal int FindInvalid(int first)
    {
        var start = first == 0 ? 0 : _ends[first - 1];
        var added = _bytes.AsSpan(start, Size - start);
        if (Ascii.IsValid(added))
        {
            return -1;
        }

        var isWhole = Utf8.IsValid(added);
        for (var i = first; i < Count; i++)
        {
            // Where all together are valid, a text is too unless a letter was cut in two.
            var text = this[i];
            if (isWhole ? text.Length > 0 && (text[0] & 0xC0) == 0x80 : !Utf8.IsValid(text))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The code of a text in a table of levels.</summary>
    internal int AddTo(LevelTable levels, int index)
    {
        // There is slack behind the last text: room was made when the first came.
        var start = index == 0 ? 0 : _ends[index - 1];
        return levels.GetOrAdd(ref _bytes[start], _ends[index] - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AppendPlain(ReadOnlySpan<byte> source, int count, ParquetPlace place)
    {
        if ((long)count * sizeof(int) > source.Length)
        {
            throw place.Damaged($"A page of {source.Length} bytes is said to hold {count} texts.");
        }

        Grow(source.Length - (count * sizeof(int)), place);
        var target = _bytes.AsSpan();
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (at, size) = (0, Size);
        for (var i = 0; i < count; i++)
        {
            if (at + sizeof(int) > source.Length)
            {
                place.ThrowDamaged("A page ends within the length of a text.");
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
            at += sizeof(int);
            if ((uint)length > (uint)(source.Length - at) || length > target.Length - Slack - size)
            {
                place.ThrowDamaged($"A page holds a text of {(uint)length} bytes, but ends before it does.");
            }

            if (length <= Slack && at + Slack <= source.Length)
            {
                Vector128.LoadUnsafe(ref from, (nuint)at).StoreUnsafe(ref to, (nuint)size);
            }
            else
            {
                source.Slice(at, length).CopyTo(target[size..]);
            }

            at += length;
            size += length;
            _ends[Count + i] = size;
        }

        Count += count;
        Size = size;
    }

    void AppendDeltaLength(ReadOnlySpan<byte> source, int count, ParquetPlace place)
    {
        if (count == 0)
        {
            return;
        }

        var lengths = _ends.AsSpan(Count, count);
        var at = DeltaReader.Read(source, lengths, place);
        var size = 0L;
        foreach (var length in lengths)
        {
            size += length >= 0 ? length : throw place.Damaged($"A page holds a text of {length} bytes.");
        }

        if (size > source.Length - at)
        {
            throw place.Damaged($"A page holds texts of {size} bytes, but only {source.Length - at}.");
        }

        Grow(size, place);
        source.Slice(at, (int)size).CopyTo(_bytes.AsSpan(Size));
        foreach (ref var end in lengths)
        {
            end = Size += end;
        }

        Count += count;
    }

    /// <summary>Adds texts that are written as the length of what they share with the one before, and the rest.</summary>
    void AppendDelta(ReadOnlySpan<byte> source, int count, ParquetPlace place)
    {
        if (count == 0)
        {
            return;
        }

        _budget.Take((long)count * sizeof(int), place);
        var shared = new int[count];
        var prefixes = DeltaReader.Read(source, shared.AsSpan(), place);
        var rests = new TextBuffer(_budget, count, place);
        rests.AppendDeltaLength(source[prefixes..], count, place);
        var (start, length) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var rest = rests[i];
            if (shared[i] < 0 || shared[i] > length)
            {
                throw place.Damaged($"A text is said to share {shared[i]} bytes with the one before, which has {length}.");
            }

            Grow((long)shared[i] + rest.Length, place);
            _bytes.AsSpan(start, shared[i]).CopyTo(_bytes.AsSpan(Size));
            rest.CopyTo(_bytes.AsSpan(Size + shared[i]));
            (start, length) = (Size, shared[i] + rest.Length);
            _ends[Count++] = Size += length;
        }
    }

    /// <summary>Makes room for more bytes, and the slack behind them.</summary>
    void Grow(long more, ParquetPlace place)
    {
        var needed = Size + more + Slack;
        if (needed <= _bytes.Length)
        {
            return;
        }

        var size = Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength);
        if (needed > size)
        {
            throw place.Refused($"a column holds more than {Array.MaxLength} bytes of text in one row group. Write the file in smaller row groups.");
        }

        _budget.Take(size - _bytes.Length, place);
        var grown = GC.AllocateUninitializedArray<byte>((int)size);
        _bytes.AsSpan(0, Size).CopyTo(grown);
        _bytes = grown;
    }
}
