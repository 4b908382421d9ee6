using System.Buffers.Binary;
using System.Text;

namespace Cambium.Server.Tests;

/// <summary>Writes a message in protobuf's wire format, for requests of OpenTelemetry.</summary>
sealed class OtlpMessage
{
    readonly MemoryStream _bytes = new();

    internal byte[] ToBytes() => _bytes.ToArray();

    internal OtlpMessage Varint(int field, ulong value)
    {
        Raw((ulong)field << 3);
        Raw(value);
        return this;
    }

    internal OtlpMessage Fixed64(int field, ulong value)
    {
        Raw(((ulong)field << 3) | 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    internal OtlpMessage Bytes(int field, byte[] value)
    {
        Raw(((ulong)field << 3) | 2);
        Raw((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    internal OtlpMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal OtlpMessage Message(int field, OtlpMessage value) => Bytes(field, value.ToBytes());

    /// <summary>An attribute whose value is a message of type AnyValue.</summary>
    internal OtlpMessage Attribute(int field, string key, OtlpMessage value) => Message(field, new OtlpMessage().Text(1, key).Message(2, value));

    /// <summary>A request with spans.</summary>
    internal static byte[] Request(params OtlpMessage[] spans)
    {
        var scope = new OtlpMessage();
        foreach (var span in spans)
        {
            scope.Message(2, span);
        }

        return new OtlpMessage().Message(1, new OtlpMessage().Message(1, new OtlpMessage()).Message(2, scope.Text(3, "schema"))).ToBytes();
    }

    /// <summary>A span; ids are made of the numbers.</summary>
    internal static OtlpMessage Span(byte trace, byte id, byte parent, string name, ulong start, ulong end)
    {
        var span = new OtlpMessage().Bytes(1, [.. Enumerable.Repeat(trace, 16)]).Bytes(2, [.. Enumerable.Repeat(id, 8)]);
        return (parent == 0 ? span : span.Bytes(4, [.. Enumerable.Repeat(parent, 8)])).Text(5, name).Varint(6, 1).Fixed64(7, start).Fixed64(8, end);
    }

    void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
    }
}
