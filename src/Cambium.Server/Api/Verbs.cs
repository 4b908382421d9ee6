namespace Cambium.Server;

/// <summary>The methods that endpoints answer.</summary>
static class Verbs
{
    /// <summary>Reading; a HEAD request gets the headers of the answer to GET.</summary>
    internal static readonly string[] Read = ["GET", "HEAD"];
}
