using Amazon.S3;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>How a file at an address is fetched and read.</summary>
public sealed record RemoteOptions
{
    /// <summary>How the file is read, once it is here; a table that is read whole takes from it how CSV is read. Default the defaults.</summary>
    public ScanOptions Scan { get; init; } = new();

    /// <summary>The clock that attempts are spaced by. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The most bytes that are fetched; a longer file is refused. Default 274,877,906,944. Range [1, ∞).</summary>
    public long MaxBytes
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxBytes), value, "MaxBytes must be at least 1.");
    } = RemoteFile.MostBytes;

    /// <summary>Connects to S3. Default as the environment says.</summary>
    internal Func<IAmazonS3> S3 { get; init; } = S3Client.FromEnvironment;
}
