namespace Cambium.Tracking;

/// <summary>
/// What a source of scheme "models:/" names: a logged model, or a version of a registered one. The one reading of it, for who follows it and for who asks
/// whether it may be followed.
/// </summary>
/// <param name="Name">The registered model; null where a logged one is named.</param>
/// <param name="Suffix">The version, stage or "latest" after the name; null where there is an alias.</param>
/// <param name="Alias">The alias after the name; null where there is a suffix.</param>
/// <param name="LoggedModelId">The logged model; null where a registered one is named.</param>
sealed record ModelReference(string? Name, string? Suffix, string? Alias, string? LoggedModelId)
{
    const string Scheme = "models:/";

    /// <summary>Reads a source; null where it is none of the scheme.</summary>
    /// <exception cref="TrackingException">It is of the scheme and names nothing.</exception>
    internal static ModelReference? Parse(string source)
    {
        if (!source.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = source[Scheme.Length..].TrimStart('/').Split('/');
        if (parts.Length > 2 || parts.Any(string.IsNullOrWhiteSpace))
        {
            throw new TrackingException(Refusal(
                source,
                $"Not a proper models:/ URI: {source}. Models URIs must be of the form 'models:/model_name/suffix' or 'models:/model_name@alias' where suffix is a "
                + "model version, stage, or the string 'latest' and where alias is a registered model alias. Only one of suffix or alias can be defined at a time."));
        }

        return parts.Length == 2 ? new ModelReference(parts[0], parts[1], null, null)
            : parts[0].LastIndexOf('@') is > 0 and var at ? new ModelReference(parts[0][..at], null, parts[0][(at + 1)..], null)
            : new ModelReference(null, null, null, parts[0]);
    }

    /// <summary>The text about a source that cannot be followed.</summary>
    internal static string Refusal(string source, string reason) => $"Unable to fetch model from model URI source artifact location '{source}'. Error: {reason}";
}
