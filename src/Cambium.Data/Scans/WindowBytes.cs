namespace Cambium.Data;

/// <summary>A part of a text that is too long to be held at once; places are counted from the start of the text.</summary>
/// <param name="buffer">Holds the part from its first byte on.</param>
/// <param name="length">The bytes of the part.</param>
/// <param name="start">Where the part begins in the text.</param>
/// <param name="firstLine">The line that the part begins in.</param>
sealed class WindowBytes(byte[] buffer, int length, long start, long firstLine) : SourceBytes
{
    internal override long Length => start + length;

    public override void Dispose()
    {
    }

    internal override void Read(long offset, Span<byte> destination) => buffer.AsSpan((int)(offset - start), destination.Length).CopyTo(destination);

    internal override long LineOf(long offset) => firstLine + buffer.AsSpan(0, (int)(offset - start)).Count((byte)'\n');
}
