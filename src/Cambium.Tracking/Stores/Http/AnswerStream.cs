namespace Cambium.Tracking;

/// <summary>
/// An answer's body. A connection that is lost, or silent for too long, is an <see cref="HttpRequestException"/>, so that it is not taken for a failure of the
/// disk that the body is written to.
/// </summary>
sealed class AnswerStream : Stream
{
    readonly Stream _body;
    readonly CancellationTokenSource _silence;
    readonly TimeSpan _longestSilence;
    readonly CancellationTokenRegistration _cut;

    internal AnswerStream(HttpResponseMessage response, CancellationTokenSource silence, TimeSpan longestSilence)
    {
        _silence = silence;
        _longestSilence = longestSilence;
        _body = response.Content.ReadAsStream(silence.Token);

        // A blocked read ends when the connection is closed below it.
        _cut = silence.Token.Register(response.Dispose);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _silence.CancelAfter(_longestSilence);
        try
        {
            var count = _body.Read(buffer);
            _silence.Token.ThrowIfCancellationRequested();
            return count;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cut.Dispose();
            _body.Dispose();
        }

        base.Dispose(disposing);
    }
}
