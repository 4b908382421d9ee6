using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Learn;

/// <summary>
/// Named arrays in one file: eight bytes that give the length of a JSON header, the header (type, shape and place of each array), the
/// arrays. Little-endian.
/// </summary>
/// <remarks>Source: the safetensors format, https://github.com/huggingface/safetensors.</remarks>
static class SafeTensors
{
    /// <summary>The longest header that is read; the format's own limit.</summary>
    const long MaxHeader = 100_000_000;

    const int MaxRank = 8;

    const string Advice = "The file is damaged; save the model again.";

    static readonly (string Name, Type Type, int Size)[] Types =
    [
        ("F64", typeof(double), 8), ("I64", typeof(long), 8), ("F32", typeof(float), 4),
        ("I32", typeof(int), 4), ("U16", typeof(ushort), 2), ("U8", typeof(byte), 1),
    ];

    /// <summary>Writes arrays of double, long, float, int, ushort or byte. The same arrays give the same bytes.</summary>
    internal static void Write(Stream stream, IReadOnlyDictionary<string, Array> arrays)
    {
        // Wide items first, so that every array lies at a multiple of its item's size.
        var sorted = arrays
            .Select(pair => (Name: pair.Key, Items: pair.Value, Type: Types.Single(type => type.Type == pair.Value.GetType().GetElementType())))
            .OrderByDescending(array => array.Type.Size)
            .ThenBy(array => array.Name, StringComparer.Ordinal)
            .ToArray();
        var header = new JsonObject();
        var offset = 0L;
        foreach (var (name, items, type) in sorted)
        {
            var end = offset + (items.LongLength * type.Size);
            header.Add(
                name,
                new JsonObject { ["dtype"] = type.Name, ["shape"] = new JsonArray(items.LongLength), ["data_offsets"] = new JsonArray(offset, end) });
            offset = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) & ~7;
        stream.Write(BitConverter.GetBytes((ulong)padded));
        stream.Write(json);
        stream.Write("        "u8[..(padded - json.Length)]);
        foreach (var (_, items, _) in sorted)
        {
            WriteItems(stream, items);
        }
    }

    /// <summary>Reads all arrays of a file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged; nothing is allocated for sizes that the file does not have.</exception>
    internal static IReadOnlyDictionary<string, Array> Read(Stream stream, string file)
    {
        var length = stream.Length;
        if (length < 8)
        {
            throw new ModelFormatException($"{file} has {length} bytes, expected at least 8 for the length of its header. {Advice}");
        }

        var prefix = new byte[8];
        stream.ReadExactly(prefix);
        var headerLength = BitConverter.ToUInt64(prefix);
        if (headerLength > MaxHeader || (long)headerLength > length - 8)
        {
            throw new ModelFormatException(
                $"{file} says that its header takes {headerLength} bytes, expected at most {Math.Min(MaxHeader, length - 8)}: the file " +
                $"has {length} bytes. {Advice}");
        }

        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var arrays = new Dictionary<string, Array>();
        var offset = 0L;
        foreach (var entry in Entries(header, file).OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var (name, type, begin, end) = entry;
            if (begin != offset)
            {
                throw new ModelFormatException(
                    $"{file}: array '{name}' begins at byte {begin} of the data, expected {offset}; arrays must not overlap or leave " +
                    $"holes. {Advice}");
            }

            if (end > length - 8 - header.Length)
            {
                throw new ModelFormatException(
                    $"{file}: array '{name}' ends at byte {end} of the data, but the file has only {length - 8 - header.Length}. " +
                    $"{Advice}");
            }

            arrays.Add(name, ReadItems(stream, type, (int)((end - begin) / type.Size)));
            offset = end;
        }

        return offset == length - 8 - header.Length
            ? arrays
            : throw new ModelFormatException(
                $"{file} has {length - 8 - header.Length} bytes of data, but its header tells of {offset}. {Advice}");
    }

    static List<Entry> Entries(byte[] header, string file)
    {
        try
        {
            var json = JsonNode.Parse(header, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ModelFormatException($"{file}: the header is no JSON object. {Advice}");
            return [.. json.Where(entry => entry.Key != "__metadata__").Select(entry => EntryOf(entry.Key, entry.Value, file))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"{file}: the header is no JSON: {e.Message} {Advice}", e);
        }
    }

    static Entry EntryOf(string name, JsonNode? node, string file)
    {
        var (shape, offsets, typeName) = Parse(name, node, file);
        var type = Types.FirstOrDefault(known => known.Name == typeName);
        if (type.Name is null)
        {
            throw new ModelFormatException(
                $"{file}: array '{name}' is of type '{typeName}', expected one of " +
                $"{string.Join(", ", Types.Select(known => known.Name))}. {Advice}");
        }

        var items = 1L;
        foreach (var size in shape)
        {
            // An array of .NET holds no more items; the check comes before the product, so that it cannot overflow.
            if (size < 0 || (size > 0 && items > Array.MaxLength / size))
            {
                throw new ModelFormatException(
                    $"{file}: array '{name}' has the shape [{string.Join(", ", shape)}], expected 0 to {Array.MaxLength} items in all. " +
                    $"{Advice}");
            }

            items *= size;
        }

        if (offsets is not [>= 0 and var begin, var end] || end < begin || end - begin != items * type.Size)
        {
            throw new ModelFormatException(
                $"{file}: array '{name}' lies at [{string.Join(", ", offsets)}], expected a begin and an end {items * type.Size} bytes " +
                $"apart for {items} items of {type.Name}. {Advice}");
        }

        return new Entry(name, type, begin, end);
    }

    static (long[] Shape, long[] Offsets, string Type) Parse(string name, JsonNode? node, string file)
    {
        try
        {
            if (node is JsonObject { Count: 3 } entry
                && entry["shape"] is JsonArray { Count: <= MaxRank } shape
                && entry["data_offsets"] is JsonArray { Count: 2 } offsets
                && entry["dtype"] is { } type)
            {
                return (shape.Deserialize<long[]>() ?? [], offsets.Deserialize<long[]>() ?? [], type.GetValue<string>());
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelFormatException($"{file}: the header's entry for array '{name}' cannot be read: {e.Message} {Advice}", e);
        }

        throw new ModelFormatException(
            $"{file}: the header's entry for array '{name}' must have dtype, shape (at most {MaxRank} sizes) and data_offsets (two), " +
            $"and nothing else. {Advice}");
    }

    static void WriteItems(Stream stream, Array items)
    {
        switch (items)
        {
            case double[] values: stream.Write(MemoryMarshal.AsBytes<double>(values)); break;
            case long[] values: stream.Write(MemoryMarshal.AsBytes<long>(values)); break;
            case float[] values: stream.Write(MemoryMarshal.AsBytes<float>(values)); break;
            case int[] values: stream.Write(MemoryMarshal.AsBytes<int>(values)); break;
            case ushort[] values: stream.Write(MemoryMarshal.AsBytes<ushort>(values)); break;
            case byte[] values: stream.Write(values); break;
            default: throw new ArgumentException($"No array of {items.GetType().Name} can be saved.", nameof(items));
        }
    }

    static Array ReadItems(Stream stream, (string Name, Type Type, int Size) type, int count)
    {
        return type.Name switch
        {
            "F64" => Read<double>(),
            "I64" => Read<long>(),
            "F32" => Read<float>(),
            "I32" => Read<int>(),
            "U16" => Read<ushort>(),
            _ => Read<byte>(),
        };

        T[] Read<T>()
            where T : unmanaged
        {
            var items = new T[count];
            // The format is little-endian, as is every processor that .NET 10 runs on but s390x, which is not supported.
            stream.ReadExactly(MemoryMarshal.AsBytes(items.AsSpan()));
            return items;
        }
    }

    readonly record struct Entry(string Name, (string Name, Type Type, int Size) Type, long Begin, long End);
}
