using System.Text;

namespace Cambium.Data;

/// <summary>Reads Thrift's compact protocol, in which Parquet writes its metadata.</summary>
ref struct ThriftReader
{
    // The metadata of flat files nest five deep.
    const int MostDepth = 32;

    readonly ReadOnlySpan<byte> _bytes;
    readonly ParquetPlace _place;
    ThriftType _type;

    internal ThriftReader(ReadOnlySpan<byte> bytes, ParquetPlace place)
    {
        _bytes = bytes;
        _place = place;
        Position = 0;
        _type = ThriftType.Struct;
    }

    /// <summary>How many bytes have been read.</summary>
    internal int Position { get; private set; }

    /// <summary>Goes to the next field of the struct; its number goes into <paramref name="id"/>, which is 0 at the struct's start.</summary>
    /// <returns>False at the struct's end.</returns>
    internal bool Next(ref int id)
    {
        var header = Byte();
        _type = (ThriftType)(header & 15);
        if (_type == ThriftType.Stop)
        {
            return false;
        }

        id = header >> 4 == 0 ? (int)ZigZag() : id + (header >> 4);
        return true;
    }

    /// <summary>Begins a struct that is a field.</summary>
    internal readonly void Struct() => Expect(ThriftType.Struct);

    internal readonly bool Boolean() => _type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Unexpected("a truth"),
    };

    internal int Int32()
    {
        var value = Int64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw _place.Damaged($"The metadata hold the number {value} where one of 32 bits belongs.");
    }

    internal long Int64()
    {
        if (_type == ThriftType.Int8)
        {
            return (sbyte)Byte();
        }

        return _type is ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64 ? ZigZag() : throw Unexpected("a whole number");
    }

    internal ReadOnlySpan<byte> Binary()
    {
        Expect(ThriftType.Binary);
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw _place.Damaged($"The metadata hold a text of {length} bytes, but end before it does.");
        }

        Position += (int)length;
        return _bytes.Slice(Position - (int)length, (int)length);
    }

    internal string Text()
    {
        var bytes = Binary();
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw _place.Damaged("A name in the metadata is not valid UTF-8.");
    }

    /// <summary>Begins a list of structs; these are then read one by one.</summary>
    /// <returns>The number of elements, never more than there are bytes left.</returns>
    internal int Structs()
    {
        var count = List();
        if (count > 0)
        {
            Struct();
        }

        return count;
    }

    /// <summary>Passes over the field.</summary>
    internal void Skip() => Skip(0);

    int List()
    {
        if (_type is not (ThriftType.List or ThriftType.Set))
        {
            throw Unexpected("a list");
        }

        var header = Byte();
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        _type = (ThriftType)(header & 15);
        if (count > (ulong)(_bytes.Length - Position))
        {
            throw _place.Damaged($"The metadata announce a list of {count} elements, but end before it does.");
        }

        return (int)count;
    }

    void Skip(int depth)
    {
        if (depth > MostDepth)
        {
            throw _place.Damaged($"The metadata nest deeper than {MostDepth} levels.");
        }

        switch (_type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Int8:
                Byte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                Varint();
                break;
            case ThriftType.Double:
                Advance(sizeof(double));
                break;
            case ThriftType.Binary:
                Binary();
                break;
            case ThriftType.List or ThriftType.Set:
                SkipElements(List(), depth);
                break;
            case ThriftType.Struct:
                var id = 0;
                while (Next(ref id))
                {
                    Skip(depth + 1);
                }

                break;
            default:
                // Parquet's metadata have no maps.
                throw _place.Damaged($"The metadata hold a field of the unknown type {(int)_type}.");
        }
    }

    void SkipElements(int count, int depth)
    {
        var type = _type;
        if (type is ThriftType.True or ThriftType.False)
        {
            Advance(count);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            _type = type;
            Skip(depth + 1);
        }
    }

    void Advance(int count)
    {
        if (count > _bytes.Length - Position)
        {
            throw Ended();
        }

        Position += count;
    }

    byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw Ended();

    long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw _place.Damaged("The metadata hold a number of more than 64 bits.");
    }

    readonly void Expect(ThriftType type)
    {
        if (_type != type)
        {
            throw Unexpected(type == ThriftType.Struct ? "a struct" : "a text");
        }
    }

    readonly TableException Ended() => _place.Damaged($"The metadata end in the middle, after {Position} bytes.");

    readonly TableException Unexpected(string expected) => _place.Damaged($"The metadata hold a field of type {(int)_type} where {expected} belongs.");
}
