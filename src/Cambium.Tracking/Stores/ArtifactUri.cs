namespace Cambium.Tracking;

/// <summary>URIs of artifact folders. Those of scheme "mlflow-artifacts" lie in the store's own <see cref="IArtifactStore"/>; others are the clients' business.</summary>
static class ArtifactUri
{
    /// <summary>The root of the store's own artifacts.</summary>
    internal const string Root = "mlflow-artifacts:/";

    /// <summary>A URI below another; a query stays at the end.</summary>
    internal static string Below(string uri, string path)
    {
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        var (folder, rest) = query < 0 ? (uri, "") : (uri[..query], uri[query..]);
        return $"{folder.TrimEnd('/')}/{path}{rest}";
    }

    /// <summary>The path in the store's own artifacts, "" for their root; null where the URI leads elsewhere.</summary>
    internal static string? PathOf(string uri)
    {
        const string Scheme = "mlflow-artifacts:";
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        // mlflow-artifacts:/path, or mlflow-artifacts://host:port/path with the host that a client was told.
        var path = uri[Scheme.Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 2);
            path = slash < 0 ? "" : path[slash..];
        }

        return path.Trim('/');
    }
}
