using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// Requests that a page of another site made a browser send. Browsers say where a request comes from (Fetch Metadata; Origin on whatever is no GET), and
/// pages cannot change that; programs say nothing, and are not meant.
/// </summary>
static class CrossSite
{
    /// <summary>Whether a request would change something and comes from another site.</summary>
    internal static bool IsForged(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site != "same-origin" && site != "none";
        }

        return request.Headers.Origin is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
    }
}
