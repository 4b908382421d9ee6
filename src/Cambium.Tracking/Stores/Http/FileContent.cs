using System.Net;

namespace Cambium.Tracking;

/// <summary>A file as a request's body. Each piece that is sent begins the allowed silence anew, so that a large file may take its time.</summary>
sealed class FileContent(string file, CancellationTokenSource silence, TimeSpan longestSilence) : HttpContent
{
    const int PieceBytes = 256 * 1024;

    /// <inheritdoc/>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var source = Open();
        var piece = new byte[PieceBytes];
        while (source.Read(piece) is > 0 and var count)
        {
            silence.CancelAfter(longestSilence);
            stream.Write(piece, 0, count);
        }
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var source = Open();
        await source.CopyToAsync(stream, PieceBytes);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = new FileInfo(file).Length;
        return true;
    }

    FileStream Open() => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
}
