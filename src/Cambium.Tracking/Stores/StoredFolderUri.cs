namespace Cambium.Tracking;

/// <summary>
/// The one form in which the place of a version's files is kept, where it lies in the store's own artifacts: what guards a registered folder compares text, so
/// no other spelling may lead to it.
/// </summary>
static class StoredFolderUri
{
    const string Scheme = "mlflow-artifacts:";
    const string Endpoint = "/api/2.0/mlflow-artifacts/artifacts/";

    /// <summary>No model is saved at the top, among the experiments.</summary>
    const int FewestSegments = 2;

    /// <summary>The URI in its one form, or as it is where it leads elsewhere.</summary>
    /// <exception cref="TrackingException">It leads into the store's artifacts in a form that cannot be kept.</exception>
    internal static string Of(string uri)
    {
        if (PathOf(uri) is not { } path)
        {
            return uri;
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return ProblemOf(path, segments) is { } problem
            ? throw new TrackingException(
                $"Invalid model version source: '{uri}' {problem}. Name the folder of the files plainly, such as 'mlflow-artifacts:/1/RUN_ID/artifacts/model'.")
            : ArtifactUri.Root + string.Join('/', segments);
    }

    /// <summary>Whether a URI leads to a folder of the store's artifacts, in the one form.</summary>
    internal static bool IsOne(string uri) => uri.StartsWith(ArtifactUri.Root, StringComparison.Ordinal)
        && uri[ArtifactUri.Root.Length..] is var path && ProblemOf(path, path.Split('/')) is null;

    /// <summary>The path of a URI that some program takes for one of the store's artifacts, as it is written; null for another.</summary>
    static string? PathOf(string uri)
    {
        if (uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var path = uri[Scheme.Length..];
            var slash = path.StartsWith("//", StringComparison.Ordinal) ? path.IndexOf('/', 2) : 0;
            return slash < 0 ? "" : path[slash..];
        }

        // The form of servers that hand out their own address; the endpoint in a query is none.
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        var at = uri.IndexOf(Endpoint, StringComparison.OrdinalIgnoreCase);
        return uri.StartsWith("http", StringComparison.OrdinalIgnoreCase) && at > 0 && (query < 0 || at < query) ? uri[(at + Endpoint.Length)..] : null;
    }

    static string? ProblemOf(string path, string[] segments) =>
        path.Contains('?', StringComparison.Ordinal) ? "has a query" :
        path.Contains('#', StringComparison.Ordinal) ? "has a fragment" :
        HasEscape(path) ? "has an escaped letter" :
        path.Contains('\\', StringComparison.Ordinal) ? "has a backslash" :
        path.Any(char.IsControl) ? "has a control character" :
        Array.Exists(segments, segment => segment is "" or "." or "..") ? "has an empty segment, or one of dots" :
        segments.Length < FewestSegments ? "is no folder of a run or model" :
        null;

    static bool HasEscape(string path)
    {
        for (var i = path.IndexOf('%', StringComparison.Ordinal); i >= 0 && i + 2 < path.Length; i = path.IndexOf('%', i + 1))
        {
            if (char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                return true;
            }
        }

        return false;
    }
}
