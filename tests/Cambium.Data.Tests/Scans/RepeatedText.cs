namespace Cambium.Data.Tests;

/// <summary>A text that begins with a head and then repeats, without being held.</summary>
sealed class RepeatedText(byte[] head, byte[] part, long times) : Stream
{
    readonly long _length = head.Length + (part.Length * times);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length && Position < _length)
        {
            var rest = Position < head.Length ? head.AsSpan((int)Position) : part.AsSpan((int)((Position - head.Length) % part.Length));
            rest = rest[..Math.Min(rest.Length, buffer.Length - total)];
            rest.CopyTo(buffer[total..]);
            total += rest.Length;
            Position += rest.Length;
        }

        return total;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
