using System.Net;
using Amazon.S3;

namespace Cambium.Tracking;

/// <summary>A file of S3 or the web, fetched into a folder of its own that is deleted with this. What breaks off is tried again.</summary>
sealed class RemoteFile : IDisposable
{
    internal const long MostBytes = 256L << 30;

    const int Attempts = 3;
    const int PieceBytes = 1 << 18;

    /// <summary>The longest that an answer, or the next bytes of one, may take.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cambium-remote-");

    RemoteFile(string shown, string name) => (Shown, Path) = (shown, System.IO.Path.Combine(_folder.FullName, name));

    /// <summary>The address without what may be secret in it.</summary>
    internal string Shown { get; }

    /// <summary>Where the file is now; it has the name that it has at its address.</summary>
    internal string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Whether an address is one of S3 or the web.</summary>
    internal static bool IsOne(string address) =>
        S3Address.IsOne(address) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fetches a file.</summary>
    /// <param name="address">s3://bucket/key, https://… or http://….</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <param name="mostBytes">A longer file is refused.</param>
    /// <param name="s3">Connects to S3; null: as the environment says.</param>
    /// <exception cref="TrackingException">There is no such file, it is not allowed or too long, or nothing answers.</exception>
    internal static async Task<RemoteFile> FetchAsync(string address, TimeProvider time, CancellationToken cancellationToken, long mostBytes = MostBytes, Func<IAmazonS3>? s3 = null)
    {
        var (shown, name) = NameOf(address);
        var file = new RemoteFile(shown, name);
        var isWhole = false;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await file.TryAsync(address, shown, time, mostBytes, s3 ?? S3Client.FromEnvironment, cancellationToken);
                    isWhole = true;
                    return file;
                }
                catch (Exception e) when (MayPass(e, cancellationToken))
                {
                    if (attempt == Attempts)
                    {
                        throw new TrackingException(
                            TrackingErrorCode.TemporarilyUnavailable, $"{shown} could not be fetched in {Attempts} attempts: {Reason(e).TrimEnd('.')}. Check the address, and try again.", e);
                    }

                    await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
                }
            }
        }
        finally
        {
            if (!isWhole)
            {
                file.Dispose();
            }
        }
    }

    static bool MayPass(Exception e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        TrackingException failure => failure.Code == TrackingErrorCode.TemporarilyUnavailable,
        HttpRequestException or IOException => true,
        _ => false,
    };

    static string Reason(Exception e) => e is OperationCanceledException ? $"nothing came for {Patience.TotalSeconds} seconds" : e.Message;

    /// <summary>The address without what may be secret in it, and the name of the file.</summary>
    static (string Shown, string Name) NameOf(string address)
    {
        if (S3Address.IsOne(address))
        {
            return (address, LastPart(address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..], address));
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new TrackingException($"'{address}' is no address of a file. Write it as https://host/file.csv or s3://bucket/file.csv.");
        }

        var shown = uri.GetComponents(UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.UriEscaped);
        return (shown, LastPart(uri.Host + Uri.UnescapeDataString(uri.AbsolutePath), shown));
    }

    static string LastPart(string path, string shown)
    {
        var slash = path.LastIndexOf('/');
        var name = slash < 0 ? "" : path[(slash + 1)..];
        return name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0
            ? name
            : throw new TrackingException($"'{shown}' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.");
    }

    async Task TryAsync(string address, string shown, TimeProvider time, long mostBytes, Func<IAmazonS3> s3, CancellationToken cancellationToken)
    {
        if (S3Address.IsOne(address))
        {
            var slash = address.LastIndexOf('/');
            using var store = new S3ArtifactStore(s3(), S3Address.Parse(address[..slash]), time);
            await using var content = store.OpenRead(address[(slash + 1)..]) ?? throw NotThere(shown);
            await CopyAsync(content, content.Length, shown, mostBytes, cancellationToken);
            return;
        }

        using var handler = new SocketsHttpHandler { ConnectTimeout = Patience };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var response = await client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw NotThere(shown);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new TrackingException(TrackingErrorCode.PermissionDenied, $"{shown} does not allow it (status {(int)response.StatusCode}). Use an address that is signed or public.");
            case >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout:
                throw new HttpRequestException($"it answers with status {(int)response.StatusCode}");
            case not HttpStatusCode.OK:
                throw new TrackingException($"{shown} answers with status {(int)response.StatusCode}, not with a file. Check the address.");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(body, response.Content.Headers.ContentLength ?? 0, shown, mostBytes, cancellationToken);
    }

    async Task CopyAsync(Stream content, long length, string shown, long mostBytes, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var piece = new byte[PieceBytes];
        for (var total = length; ; total = Math.Max(total, target.Position))
        {
            if (total > mostBytes)
            {
                throw new TrackingException($"{shown} is longer than {mostBytes} bytes, the most that is fetched. Copy a part of it to a file, and read that.");
            }

            patience.CancelAfter(Patience);
            var count = await content.ReadAsync(piece, patience.Token);
            if (count == 0)
            {
                return;
            }

            await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
        }
    }

    static TrackingException NotThere(string shown) => new(TrackingErrorCode.ResourceDoesNotExist, $"There is no file at {shown}. Check the address.");
}
