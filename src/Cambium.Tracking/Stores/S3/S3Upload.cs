using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cambium.Tracking;

/// <summary>
/// A file on its way to S3: in one request where it is small, else in parts, of which one is kept in memory. It is there when it is completed, and not
/// before. Used by one caller at a time.
/// </summary>
sealed class S3Upload(IAmazonS3 client, string bucket, string key)
{
    /// <summary>S3 takes parts of 5 MiB and more, and up to 10,000 of them.</summary>
    const int PartBytes = 8 * 1024 * 1024;

    /// <summary>After so many parts they get longer: a file of 5 TiB, S3's longest, must fit.</summary>
    const int PartsOfOneLength = 1000;

    /// <summary>Parts grow by doubling up to 1 GiB in all of one part.</summary>
    const int MostDoublings = 7;

    readonly List<PartETag> _parts = [];
    byte[] _buffer = [];
    int _length;
    string? _id;

    int Capacity => PartBytes << Math.Min(_parts.Count / PartsOfOneLength, MostDoublings);

    /// <summary>Adds to the file.</summary>
    internal async Task AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            if (_length == Capacity)
            {
                await SendPartAsync(cancellationToken);
            }

            var count = Math.Min(bytes.Length, Capacity - _length);
            Reserve(_length + count);
            bytes[..count].CopyTo(_buffer.AsMemory(_length));
            _length += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Puts the file in its place.</summary>
    internal async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_id is null)
        {
            using var content = Content();
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false },
                cancellationToken);
            return;
        }

        await SendPartAsync(cancellationToken);
        await client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _id, PartETags = _parts },
            cancellationToken);
    }

    /// <summary>Takes back what was sent; what was completed stays.</summary>
    internal async Task AbortAsync()
    {
        if (_id is null)
        {
            return;
        }

        try
        {
            await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _id }, CancellationToken.None);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            // The caller is told of the first failure. What stays of the parts is found by gc as unfinished.
        }
    }

    async Task SendPartAsync(CancellationToken cancellationToken)
    {
        _id ??= (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellationToken)).UploadId;
        using var content = Content();
        var number = _parts.Count + 1;
        var sent = await client.UploadPartAsync(
            new UploadPartRequest { BucketName = bucket, Key = key, UploadId = _id, PartNumber = number, PartSize = _length, InputStream = content, UseChunkEncoding = false },
            cancellationToken);
        _parts.Add(new PartETag(number, sent.ETag));
        _length = 0;
    }

    MemoryStream Content() => new(_buffer, 0, _length, writable: false);

    void Reserve(int length)
    {
        if (_buffer.Length < length)
        {
            Array.Resize(ref _buffer, Math.Min(Capacity, Math.Max(length, Math.Max(_buffer.Length * 2, 64 * 1024))));
        }
    }
}
