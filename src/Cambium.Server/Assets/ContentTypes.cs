namespace Cambium.Server;

/// <summary>What kind of content a file name tells of.</summary>
static class ContentTypes
{
    internal static string OfAsset(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var extension => throw new ArgumentException($"Asset '{name}' ends in '{extension}'; expected .css, .js or .svg."),
    };

    /// <summary>The picture type of an artifact, or null where a page cannot show it as a picture.</summary>
    internal static string? OfPicture(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".SVG" => "image/svg+xml",
        _ => null,
    };

    /// <summary>Whether an artifact is HTML, which a page shows in a frame.</summary>
    internal static bool IsPage(string path) => Path.GetExtension(path).ToUpperInvariant() is ".HTML" or ".HTM";
}
