using System.Buffers.Binary;
using System.Text;

namespace Cambium.Server;

/// <summary>
/// Reads the fields of a message in protobuf's wire format (protobuf.dev/programming-guides/encoding), in the order that they stand in. A field is read or
/// skipped before the next one is asked for.
/// </summary>
ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    internal const int Varint = 0;
    internal const int Fixed64 = 1;
    internal const int Bytes = 2;
    internal const int Fixed32 = 5;

    /// <summary>Ten groups of seven bits hold 64.</summary>
    const int LongestVarint = 10;

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    ReadOnlySpan<byte> _rest = message;

    const int TypeBits = 3;

    /// <summary>The number of the field, shifted by three bits, and how it is written: what a case of a switch names.</summary>
    internal uint Field { get; private set; }

    /// <summary>Goes to the next field; no where there is none.</summary>
    /// <exception cref="FormatException">The message is malformed.</exception>
    internal bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = ReadVarint();
        Field = key is >= 1 << TypeBits and <= uint.MaxValue ? (uint)key : throw Malformed();
        return true;
    }

    internal ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < LongestVarint && i < _rest.Length; i++)
        {
            var part = _rest[i];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Malformed();
    }

    internal ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    internal ReadOnlySpan<byte> ReadBytes() => ReadVarint() is <= int.MaxValue and var length ? Take((int)length) : throw Malformed();

    internal string ReadText()
    {
        try
        {
            return Utf8.GetString(ReadBytes());
        }
        catch (DecoderFallbackException)
        {
            throw Malformed();
        }
    }

    internal void Skip()
    {
        switch (Field & ((1 << TypeBits) - 1))
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(sizeof(ulong));
                break;
            case Bytes:
                ReadBytes();
                break;
            case Fixed32:
                Take(sizeof(uint));
                break;
            default:
                throw Malformed();
        }
    }

    internal static FormatException Malformed() => new("The message is not in protobuf's format.");

    ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Malformed();
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
