namespace Cambium.Tracking;

/// <summary>What a source of scheme "runs:/" names. The one reading of it, for who follows it and for who asks whether it may be followed.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Path">The folder below the run's artifacts.</param>
sealed record RunReference(string RunId, string Path)
{
    const string Scheme = "runs:/";

    /// <summary>Reads a source; null where it is none of the scheme, or names no folder of a run.</summary>
    internal static RunReference? Parse(string source)
    {
        if (!source.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = source[Scheme.Length..].TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1 ? new RunReference(path[..slash], path[(slash + 1)..]) : null;
    }
}
