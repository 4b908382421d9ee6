namespace Cambium.Tracking;

/// <summary>A stream into an upload; that it is disposed of completes nothing.</summary>
sealed class S3UploadStream(S3Upload upload) : Stream
{
    long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        // The store's calls are synchronous, S3's client has none that are.
        upload.AddAsync(buffer.AsMemory(offset, count), CancellationToken.None).GetAwaiter().GetResult();
        _length += count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await upload.AddAsync(buffer, cancellationToken);
        _length += buffer.Length;
    }

    public override void Flush()
    {
        // A part is sent when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
