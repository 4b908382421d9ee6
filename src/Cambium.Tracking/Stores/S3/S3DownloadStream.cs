using Amazon.S3.Model;

namespace Cambium.Tracking;

/// <summary>A file as it comes from S3. It knows its length, though it cannot be moved in.</summary>
sealed class S3DownloadStream(GetObjectResponse response, S3Address address) : Stream
{
    readonly Stream _content = response.ResponseStream;
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = response.ContentLength;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Checked(count, Guarded(() => _content.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(buffer.Length, await _content.ReadAsync(buffer, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw S3Failure.Unreachable(address, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // There is nothing to write.
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    int Guarded(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw S3Failure.Unreachable(address, e);
        }
    }

    /// <summary>A connection that ends early must not pass for a short file.</summary>
    int Checked(int wanted, int read)
    {
        _position += read;
        return read > 0 || wanted == 0 || _position == Length
            ? read
            : throw S3Failure.Unreachable(address, new EndOfStreamException($"The file ended after {_position} of {Length} bytes."));
    }
}
