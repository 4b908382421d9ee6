using Amazon.S3.Model;

namespace Cambium.Tracking;

/// <summary>Uploads in parts that were neither completed nor taken back, as of a process that was killed: S3 keeps, and charges for, what was sent of them.</summary>
sealed partial class S3ArtifactStore
{
    /// <summary>Stands between key and id of an upload; ids hold neither of its signs.</summary>
    const string UploadMark = "?uploadId=";

    /// <inheritdoc/>
    public IReadOnlyList<StoredFile> ListUnfinished(TimeSpan untouched) => Guarded<IReadOnlyList<StoredFile>>(async () =>
    {
        var since = time.GetUtcNow().UtcDateTime - untouched;
        var found = new List<StoredFile>();
        await foreach (var upload in UploadsAsync())
        {
            // A long upload began long ago; it lives while parts come.
            if (upload.Initiated.ToUniversalTime() < since && await SentBytesAsync(upload, since) is { } bytes)
            {
                found.Add(new StoredFile(PathOf(upload.Key) + UploadMark + upload.UploadId, IsFolder: false, bytes));
            }
        }

        return [.. found.OrderBy(file => file.Path, StringComparer.Ordinal)];
    });

    /// <inheritdoc/>
    public void DeleteUnfinished(StoredFile file)
    {
        var mark = file.Path.LastIndexOf(UploadMark, StringComparison.Ordinal);
        Guarded(() => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest
        {
            BucketName = address.Bucket,
            Key = address.Prefix + file.Path[..mark],
            UploadId = file.Path[(mark + UploadMark.Length)..],
        }));
    }

    /// <summary>What was sent of an upload; null where a part came lately.</summary>
    async Task<long?> SentBytesAsync(MultipartUpload upload, DateTime since)
    {
        var request = new ListPartsRequest { BucketName = address.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        var bytes = 0L;
        ListPartsResponse page;
        do
        {
            page = await client.ListPartsAsync(request);
            foreach (var part in page.Parts)
            {
                if (part.LastModified.ToUniversalTime() >= since)
                {
                    return null;
                }

                bytes += part.Size;
            }

            request.PartNumberMarker = $"{page.NextPartNumberMarker}";
        }
        while (page.IsTruncated);
        return bytes;
    }

    async IAsyncEnumerable<MultipartUpload> UploadsAsync()
    {
        var request = new ListMultipartUploadsRequest { BucketName = address.Bucket, Prefix = address.Prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await client.ListMultipartUploadsAsync(request);
            foreach (var upload in page.MultipartUploads)
            {
                yield return upload;
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
        while (page.IsTruncated);
    }
}
