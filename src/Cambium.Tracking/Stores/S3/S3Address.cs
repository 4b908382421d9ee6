namespace Cambium.Tracking;

/// <summary>A bucket and what the keys in it begin with: s3://bucket/prefix.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">Empty, or ends with a slash.</param>
readonly record struct S3Address(string Bucket, string Prefix)
{
    const string Scheme = "s3://";

    /// <summary>Whether an address is one of S3.</summary>
    internal static bool IsOne(string address) => address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <exception cref="TrackingException">It is not understood.</exception>
    internal static S3Address Parse(string address)
    {
        var parts = (IsOne(address) ? address[Scheme.Length..] : "").Split('/', 2);
        var prefix = parts.Length > 1 ? parts[1].Trim('/') : "";
        if (parts[0].Length == 0 || parts[0].Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.' or '_')))
        {
            throw new TrackingException($"'{address}' names no bucket. Write the place of the artifacts as s3://bucket/prefix.");
        }

        if (prefix.Length > 0)
        {
            ArtifactPath.SegmentsOf(prefix);
        }

        return new S3Address(parts[0], prefix.Length == 0 ? "" : prefix + "/");
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Prefix}".TrimEnd('/');
}
