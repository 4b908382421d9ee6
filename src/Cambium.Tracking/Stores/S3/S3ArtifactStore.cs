using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cambium.Tracking;

/// <summary>
/// Files in a bucket of S3, or of what speaks its protocol. A file is streamed, with one part of it in memory. A folder that is being added holds a mark
/// until it is whole, and is not listed before.
/// </summary>
/// <param name="client">The client; disposed of with the store.</param>
/// <param name="address">The bucket, and what keys begin with.</param>
/// <param name="time">The clock.</param>
sealed partial class S3ArtifactStore(IAmazonS3 client, S3Address address, TimeProvider time) : IArtifactStore, IDisposable
{
    /// <summary>As many as S3 deletes with one request.</summary>
    const int MostDeleted = 1000;

    const int CopyBytes = 256 * 1024;

    readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("cambium-s3-");

    /// <inheritdoc/>
    public Stream? OpenRead(string path)
    {
        var key = KeyOf(path);
        return Guarded<Stream?>(async () =>
        {
            try
            {
                return new S3DownloadStream(await client.GetObjectAsync(new GetObjectRequest { BucketName = address.Bucket, Key = key }), address);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode is not "NoSuchBucket")
            {
                return null;
            }
        });
    }

    /// <inheritdoc/>
    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var key = KeyOf(path);
        return GuardedAsync(async () =>
        {
            await RefuseFolderAsync(path, key, cancellationToken);
            return await UploadAsync(key, stream => content.CopyToAsync(stream, CopyBytes, cancellationToken), cancellationToken);
        });
    }

    /// <inheritdoc/>
    public void Write(string path, Action<Stream> write)
    {
        var key = KeyOf(path);
        Guarded(async () =>
        {
            await RefuseFolderAsync(path, key, CancellationToken.None);
            return await UploadAsync(
                key,
                stream =>
                {
                    write(stream);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        });
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        var key = KeyOf(path);
        Guarded(async () =>
        {
            var keys = path.Length == 0 ? [] : new List<string> { key };
            await foreach (var found in ObjectsAsync(FolderKeyOf(path)))
            {
                keys.Add(found.Key);
            }

            foreach (var some in keys.Chunk(MostDeleted))
            {
                await client.DeleteObjectsAsync(new DeleteObjectsRequest
                {
                    BucketName = address.Bucket,
                    Objects = [.. some.Select(one => new KeyVersion { Key = one })],
                    Quiet = true,
                });
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        _local.Delete(recursive: true);
    }

    string KeyOf(string path) => path.Length == 0 ? address.Prefix : address.Prefix + string.Join('/', ArtifactPath.SegmentsOf(path));

    string FolderKeyOf(string path) => path.Length == 0 ? address.Prefix : KeyOf(path) + "/";

    async Task RefuseFolderAsync(string path, string key, CancellationToken cancellationToken)
    {
        var below = await client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = address.Bucket, Prefix = key + "/", MaxKeys = 1 },
            cancellationToken);
        if (below.S3Objects.Count > 0)
        {
            throw new TrackingException($"Artifact path '{path}' is a folder. Give another path.");
        }
    }

    /// <summary>Writes an object; what <paramref name="fill"/> throws leaves nothing of it.</summary>
    async Task<bool> UploadAsync(string key, Func<Stream, Task> fill, CancellationToken cancellationToken)
    {
        var upload = new S3Upload(client, address.Bucket, key);
        try
        {
            await using (var stream = new S3UploadStream(upload))
            {
                await fill(stream);
            }

            await upload.CompleteAsync(cancellationToken);
            return true;
        }
        catch
        {
            await upload.AbortAsync();
            throw;
        }
    }

    async IAsyncEnumerable<S3Object> ObjectsAsync(string prefix)
    {
        var request = new ListObjectsV2Request { BucketName = address.Bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request);
            foreach (var found in page.S3Objects)
            {
                yield return found;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    /// <summary>The store's calls are synchronous, and S3's client has none that are: the wait is here.</summary>
    T Guarded<T>(Func<Task<T>> call) => GuardedAsync(call).GetAwaiter().GetResult();

    async Task<T> GuardedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw S3Failure.Translate(e, address);
        }
    }
}
