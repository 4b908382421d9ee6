using System.Text;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Paths below the root of the artifacts, as clients send them and as artifact URIs mean them. Whatever a path could turn into when it is decoded once
/// more must be safe too, since programs on the way differ in how often they decode.
/// </summary>
static class ProxyPath
{
    /// <summary>An honest path is encoded once, or twice by a careless program.</summary>
    const int MostDecodings = 8;

    const string Endpoint = "/api/2.0/mlflow-artifacts/artifacts/";

    /// <summary>The path that a client means; "" is the root.</summary>
    /// <param name="path">As the request's reading leaves it: decoded, but for slashes.</param>
    /// <exception cref="TrackingException">It could mean something outside the root.</exception>
    internal static string Of(string path)
    {
        var once = path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).TrimEnd('/');
        var decoded = path;
        for (var i = 0; ; i++)
        {
            if (!IsSafe(decoded) || i == MostDecodings)
            {
                throw new TrackingException("Invalid path");
            }

            var next = Uri.UnescapeDataString(decoded);
            if (next == decoded)
            {
                return WithoutControls(once);
            }

            decoded = next;
        }
    }

    /// <summary>Where an artifact URI of this server's lies below the root.</summary>
    /// <exception cref="TrackingException">The URI means another place, which clients ask themselves.</exception>
    internal static string OfUri(string uri)
    {
        var plain = uri.Split('?', 2)[0];
        return ArtifactUri.PathOf(plain) is { } path ? Of(path) : plain.IndexOf(Endpoint, StringComparison.Ordinal) is var at and > 0 && plain.StartsWith("http", StringComparison.Ordinal)
            ? Of(plain[(at + Endpoint.Length)..])
            : throw new TrackingException($"The artifacts at '{uri}' are not kept by this server. Read them from there.");
    }

    /// <summary>A path below another.</summary>
    internal static string Join(string folder, string path) => folder.Length == 0 ? path : path.Length == 0 ? folder : $"{folder}/{path}";

    static bool IsSafe(string path) =>
        !path.StartsWith('/')
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains('#', StringComparison.Ordinal)
        && !(path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
        && !path.Split('/').Contains("..");

    static string WithoutControls(string path)
    {
        if (!path.Any(char.IsControl))
        {
            return path;
        }

        var text = new StringBuilder();
        foreach (var rune in path.EnumerateRunes())
        {
            _ = Rune.IsControl(rune) ? text.Append(Uri.EscapeDataString(rune.ToString())) : text.Append(rune);
        }

        return text.ToString();
    }
}
