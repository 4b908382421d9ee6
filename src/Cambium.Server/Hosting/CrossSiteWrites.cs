using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// Requests that change something, sent by a browser for a page of another site. Browsers say where a request comes from in headers that no page can set;
/// programs that are no browsers send neither.
/// </summary>
static class CrossSiteWrites
{
    /// <summary>Whether a request is one.</summary>
    internal static bool IsOne(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var headers = request.Headers;
        return headers["Sec-Fetch-Site"] == "cross-site" || (headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request.Host));
    }

    /// <summary>Whether an origin is this server by the name that it was asked by. The scheme may differ where a proxy ends TLS.</summary>
    static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
