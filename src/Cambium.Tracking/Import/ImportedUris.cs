namespace Cambium.Tracking;

/// <summary>Where the files of imported runs and models lie now, and how URIs that led to the old places are to be rewritten.</summary>
sealed class ImportedUris
{
    readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Says where the artifacts of a run or model lie now, and which id it has.</summary>
    internal void Add(string oldId, string newId, string uri)
    {
        _places[oldId] = uri;
        _ids[oldId] = newId;
    }

    /// <summary>The id that something has here.</summary>
    internal string? IdOf(string? oldId) => oldId is null ? null : _ids.GetValueOrDefault(oldId, oldId);

    /// <summary>A URI as it is here: what follows ".../ID/artifacts" is put behind the new place; what names no imported run or model stays as it is.</summary>
    internal string Rewrite(string uri)
    {
        if (MlflowArtifacts.IsRemote(uri))
        {
            return RewriteScheme(uri);
        }

        var segments = uri.Split('/');
        for (var i = segments.Length - 2; i >= 0; i--)
        {
            if (segments[i + 1] == "artifacts" && _places.TryGetValue(segments[i], out var place))
            {
                return string.Join('/', segments[(i + 2)..].Where(segment => segment.Length > 0).Prepend(place));
            }
        }

        return uri;
    }

    /// <summary>runs:/ID/path and models:/m-ID name what may have another id here.</summary>
    string RewriteScheme(string uri)
    {
        foreach (var scheme in new[] { "runs:/", "models:/" })
        {
            if (uri.StartsWith(scheme, StringComparison.Ordinal))
            {
                var parts = uri[scheme.Length..].Split('/');
                return scheme + string.Join('/', parts.Skip(1).Prepend(IdOf(parts[0])!)); // not null, as the part is not
            }
        }

        return uri;
    }
}
