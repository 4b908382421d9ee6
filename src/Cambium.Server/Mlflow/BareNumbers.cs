using System.Buffers;

namespace Cambium.Server;

/// <summary>Mends JSON of programs that write NaN and infinities without quotes, as Python's json does; MLflow reads such a body.</summary>
static class BareNumbers
{
    /// <summary>The body with the quotes that it lacks; null where it lacks none.</summary>
    internal static byte[]? Quoted(in ReadOnlySequence<byte> body)
    {
        var source = body.ToArray();
        var result = new ArrayBufferWriter<byte>(source.Length + 64);
        var found = false;
        var inText = false;
        for (var i = 0; i < source.Length; i++)
        {
            if (inText && source[i] == '\\' && i + 1 < source.Length)
            {
                result.Write(source.AsSpan(i++, 2));
                continue;
            }

            inText ^= source[i] == '"';
            if (!inText && WordAt(source.AsSpan(i)) is { Length: > 0 } word)
            {
                result.Write("\""u8);
                result.Write(word);
                result.Write("\""u8);
                i += word.Length - 1;
                found = true;
                continue;
            }

            result.Write(source.AsSpan(i, 1));
        }

        return found ? result.WrittenSpan.ToArray() : null;
    }

    static ReadOnlySpan<byte> WordAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? "NaN"u8
        : rest.StartsWith("Infinity"u8) ? "Infinity"u8
        : rest.StartsWith("-Infinity"u8) ? "-Infinity"u8
        : default;
}
