using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cambium.Tracking;

/// <summary>Uploads in parts are those of S3. A part lies in a file of this machine until it has come whole, since its signature covers its content.</summary>
sealed partial class S3ArtifactStore : IMultipartUploads, IUnfinishedFiles
{
    const string UploadMark = "?uploadId=";

    /// <inheritdoc/>
    public string BeginUpload(string path)
    {
        var key = KeyOf(path);
        return Guarded(async () =>
        {
            await RefuseFolderAsync(path, key, CancellationToken.None);
            return (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = address.Bucket, Key = key })).UploadId;
        });
    }

    /// <inheritdoc/>
    public async Task<string> WritePartAsync(string path, string uploadId, int number, Stream content, CancellationToken cancellationToken)
    {
        UploadRules.Number(number);
        var key = KeyOf(path);
        await RequireAliveAsync(path, key, uploadId, cancellationToken);
        var file = Path.Combine(_local.CreateSubdirectory("parts").FullName, Guid.NewGuid().ToString("N"));
        await using var part = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            await content.CopyToAsync(part, CopyBytes, cancellationToken);
        }
        catch (IOException e) when (FolderArtifactStore.IsDiskFull(e))
        {
            throw new TrackingException(
                TrackingErrorCode.InsufficientStorage, $"The disk of {_local.FullName} is full; nothing of this part of '{path}' was written. Make room and try again.", e);
        }

        part.Position = 0;
        return await OfUploadAsync(path, async () =>
        {
            var request = new UploadPartRequest
            {
                BucketName = address.Bucket,
                Key = key,
                UploadId = uploadId,
                PartNumber = number,
                PartSize = part.Length,
                InputStream = part,
                UseChunkEncoding = false,
            };
            return (await client.UploadPartAsync(request, cancellationToken)).ETag.Trim('"');
        });
    }

    /// <inheritdoc/>
    public Task CompleteUploadAsync(string path, string uploadId, IReadOnlyList<UploadedPart> parts, Action beforeReplacing, CancellationToken cancellationToken)
    {
        var key = KeyOf(path);
        List<PartETag> tags = [.. UploadRules.InOrder(parts).Select(part => new PartETag(part.Number, $"\"{part.Tag}\""))];
        return OfUploadAsync(path, async () =>
        {
            await RefuseFolderAsync(path, key, cancellationToken);
            beforeReplacing();
            return await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = address.Bucket, Key = key, UploadId = uploadId, PartETags = tags }, cancellationToken);
        });
    }

    /// <inheritdoc/>
    public void AbortUpload(string path, string uploadId) => Abort(KeyOf(path), uploadId);

    /// <inheritdoc/>
    /// <remarks>S3 tells when an upload began, not when it was last written to: only what is older than an upload may be is listed. None where S3 does not allow to look.</remarks>
    public IReadOnlyList<StoredFile> ListUnfinished(TimeSpan untouched)
    {
        var since = time.GetUtcNow().UtcDateTime - (untouched > UploadRules.Lifetime ? untouched : UploadRules.Lifetime);
        return Guarded<IReadOnlyList<StoredFile>>(async () =>
        {
            var files = new List<StoredFile>();
            try
            {
                await foreach (var upload in UploadsAsync(address.Prefix, CancellationToken.None))
                {
                    if (upload.Initiated.ToUniversalTime() < since)
                    {
                        files.Add(new StoredFile($"{upload.Key}{UploadMark}{upload.UploadId}", IsFolder: false, await BytesOfAsync(upload)));
                    }
                }
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
            {
                return [];
            }

            return files;
        });
    }

    /// <inheritdoc/>
    public void DeleteUnfinished(StoredFile file)
    {
        var at = file.Path.LastIndexOf(UploadMark, StringComparison.Ordinal);
        Abort(file.Path[..at], file.Path[(at + UploadMark.Length)..]);
    }

    void Abort(string key, string uploadId) => Guarded(async () =>
    {
        try
        {
            await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = address.Bucket, Key = key, UploadId = uploadId });
            return true;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
        {
            return false;
        }
    });

    Task RequireAliveAsync(string path, string key, string uploadId, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        var since = time.GetUtcNow().UtcDateTime - UploadRules.Lifetime;
        await foreach (var upload in UploadsAsync(key, cancellationToken))
        {
            if (upload.Key == key && upload.UploadId == uploadId)
            {
                return upload.Initiated.ToUniversalTime() > since ? true : throw UploadRules.Unknown(path);
            }
        }

        throw UploadRules.Unknown(path);
    });

    async IAsyncEnumerable<MultipartUpload> UploadsAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = address.Bucket, Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await client.ListMultipartUploadsAsync(request, cancellationToken);
            foreach (var upload in page.MultipartUploads)
            {
                yield return upload;
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
        while (page.IsTruncated);
    }

    async Task<long> BytesOfAsync(MultipartUpload upload)
    {
        var request = new ListPartsRequest { BucketName = address.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        var bytes = 0L;
        ListPartsResponse page;
        do
        {
            page = await client.ListPartsAsync(request);
            bytes += page.Parts.Sum(part => part.Size);
            request.PartNumberMarker = page.NextPartNumberMarker.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        while (page.IsTruncated);

        return bytes;
    }

    Task<T> OfUploadAsync<T>(string path, Func<Task<T>> call) => GuardedAsync(async () =>
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
        {
            throw UploadRules.Unknown(path);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "InvalidPart" or "InvalidPartOrder")
        {
            throw new TrackingException($"A part of '{path}' was not sent, or has another ETag than the one that is named ({e.ErrorCode}). Send it again, and name the ETag of that answer.", e);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "EntityTooSmall")
        {
            throw new TrackingException($"A part of '{path}' is smaller than {address} takes; all but the last must be 5 MiB or more. Send it in larger parts.", e);
        }
    });
}
