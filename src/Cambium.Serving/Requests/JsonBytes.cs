using System.Buffers;
using System.Text.Json;

namespace Cambium.Serving;

/// <summary>Makes JSON in UTF-8.</summary>
static class JsonBytes
{
    internal static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a number; one that is not finite is null.</summary>
    internal static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>Writes the extents of a tensor.</summary>
    internal static void WriteShape(Utf8JsonWriter writer, ReadOnlySpan<long> shape)
    {
        writer.WriteStartArray("shape");
        foreach (var extent in shape)
        {
            writer.WriteNumberValue(extent);
        }

        writer.WriteEndArray();
    }
}
