using System.Buffers.Binary;
using System.Text;

namespace Cambium.Data;

/// <summary>
/// A column in a form that does not depend on how it is held: its name and type, then little-endian one value after another, missing slots as zero, one NaN, no negative zero,
/// category levels by text in the order in which rows first name them. The rows may come in blocks.
/// </summary>
/// <param name="sink">Gets the bytes, some at a time.</param>
/// <param name="room">How many bytes are gathered before.</param>
sealed class ColumnBytes(Action<ReadOnlySpan<byte>> sink, int room)
{
    readonly byte[] _buffer = new byte[room];
    int _used;
    bool _hasBegun;
    int[] _numbers = [];
    int _named;

    /// <summary>Adds rows. Blocks of a category have the same levels.</summary>
    internal void Add(Column column)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            Begin(column);
        }

        switch (column)
        {
            case Column<double> numbers:
                foreach (var value in numbers.Values)
                {
                    Add(BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value == 0 ? 0 : value));
                }

                break;
            case Column<long> numbers:
                AddTyped(numbers, value => value);
                break;
            case Column<bool> truths:
                AddTyped(truths, value => value ? 1 : 0);
                break;
            case Column<DateTime> moments:
                AddTyped(moments, value => value.Ticks);
                break;
            case CategoryColumn category:
                Add(category);
                break;
            case TextColumn text:
                for (var row = 0; row < text.Length; row++)
                {
                    Add(text.Utf8(row));
                }

                break;
            case SparseColumn vectors:
                Add(vectors);
                break;
        }
    }

    /// <summary>Adds a number.</summary>
    internal void Add(long value)
    {
        if (sizeof(long) > _buffer.Length - _used)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(long);
    }

    /// <summary>Adds a text with its length.</summary>
    internal void Add(ReadOnlySpan<byte> text)
    {
        Add(text.Length);
        if (text.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (text.Length > _buffer.Length)
        {
            sink(text);
            return;
        }

        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    /// <summary>Hands on what is gathered.</summary>
    internal void Flush()
    {
        sink(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    void Begin(Column column)
    {
        Add(Encoding.UTF8.GetBytes(column.Name));
        Add(Encoding.UTF8.GetBytes(column.Type.ToString()));
        if (column is SparseColumn vectors)
        {
            Add(vectors.Width);
            Add(vectors.FeatureNames.Count);
            foreach (var name in vectors.FeatureNames)
            {
                Add(Encoding.UTF8.GetBytes(name));
            }
        }
    }

    // Each row as its entries other than 0, for a zero may be kept or not.
    void Add(SparseColumn vectors)
    {
        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            Add(values.Length - values.Count(0.0)); // counts −0 too
            for (var entry = 0; entry < values.Length; entry++)
            {
                if (values[entry] != 0)
                {
                    Add(indices[entry]);
                    Add(BitConverter.DoubleToInt64Bits(double.IsNaN(values[entry]) ? double.NaN : values[entry]));
                }
            }
        }
    }

    void AddTyped<T>(Column<T> column, Func<T, long> bits)
        where T : unmanaged
    {
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            Add(column.Validity[row] ? bits(values[row]) : 0);
        }
    }

    void Add(CategoryColumn category)
    {
        Array.Resize(ref _numbers, category.Levels.Count);
        foreach (var code in category.Codes)
        {
            if (code == CategoryColumn.MissingCode)
            {
                Add(0);
                continue;
            }

            var isNew = _numbers[code] == 0;
            _numbers[code] = isNew ? ++_named : _numbers[code];
            Add(_numbers[code]);
            if (isNew)
            {
                Add(Encoding.UTF8.GetBytes(category.Levels[code]));
            }
        }
    }
}
