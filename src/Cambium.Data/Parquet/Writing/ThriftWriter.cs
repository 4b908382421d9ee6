using System.Buffers;
using System.Text;

namespace Cambium.Data;

/// <summary>Writes Thrift's compact protocol, in which Parquet keeps its metadata.</summary>
sealed class ThriftWriter
{
    readonly ArrayBufferWriter<byte> _bytes;
    readonly Stack<int> _above = [];
    int _last;

    internal ThriftWriter(ArrayBufferWriter<byte> bytes) => _bytes = bytes;

    internal void Boolean(int id, bool value) => Header(id, value ? ThriftType.True : ThriftType.False);

    internal void Int8(int id, sbyte value)
    {
        Header(id, ThriftType.Int8);
        Byte((byte)value);
    }

    internal void Int32(int id, int value)
    {
        Header(id, ThriftType.Int32);
        ZigZag(value);
    }

    internal void Int64(int id, long value)
    {
        Header(id, ThriftType.Int64);
        ZigZag(value);
    }

    internal void Text(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    internal void Binary(int id, ReadOnlySpan<byte> value)
    {
        Header(id, ThriftType.Binary);
        Bytes(value);
    }

    /// <summary>A list of whole numbers of 32 bits.</summary>
    internal void Int32s(int id, ReadOnlySpan<int> values)
    {
        List(id, ThriftType.Int32, values.Length);
        foreach (var value in values)
        {
            ZigZag(value);
        }
    }

    /// <summary>A list of one text.</summary>
    internal void OneText(int id, string value)
    {
        List(id, ThriftType.Binary, 1);
        Bytes(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Begins a list of structs, each of which <see cref="Begin()"/> begins.</summary>
    internal void Structs(int id, int count) => List(id, ThriftType.Struct, count);

    /// <summary>Begins a struct that is a field.</summary>
    internal void Begin(int id)
    {
        Header(id, ThriftType.Struct);
        Begin();
    }

    /// <summary>Begins a struct that is an element of a list, or the whole.</summary>
    internal void Begin()
    {
        _above.Push(_last);
        _last = 0;
    }

    /// <summary>Ends the struct that was begun last.</summary>
    internal void End()
    {
        Byte((byte)ThriftType.Stop);
        _last = _above.Pop();
    }

    /// <summary>A struct without fields, such as the kinds of a union are.</summary>
    internal void Empty(int id)
    {
        Begin(id);
        End();
    }

    void List(int id, ThriftType type, int count)
    {
        Header(id, ThriftType.List);
        Byte((byte)(Math.Min(count, 15) << 4 | (int)type));
        if (count >= 15)
        {
            VarintWriter.Write(_bytes, (ulong)count);
        }
    }

    // Fields are written in the order of their numbers, at most 15 apart.
    void Header(int id, ThriftType type)
    {
        Byte((byte)((id - _last) << 4 | (int)type));
        _last = id;
    }

    void Bytes(ReadOnlySpan<byte> value)
    {
        VarintWriter.Write(_bytes, (ulong)value.Length);
        _bytes.Write(value);
    }

    void ZigZag(long value) => VarintWriter.WriteSigned(_bytes, value);

    void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
