using System.Net;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>Refuses requests that were not meant for this machine, and tells browsers what a page may do.</summary>
sealed class RequestGuard(RequestDelegate next, ServerOptions options)
{
    /// <summary>
    /// Scripts and styles only from this server and never inline; no frames but of artifacts in their sandbox, no plug-ins, no forms to elsewhere. Charts draw on a canvas
    /// and set styles through the object model, which this policy allows.
    /// </summary>
    const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Whether others than this machine may ask. They may then use the server's address itself: another site can make its name lead here, but no
    /// browser takes an address for that site.
    /// </summary>
    readonly bool _takesAddresses = !LoopbackHost.IsOne(options.Host);

    /// <summary>Answers a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (options.BehindProxy)
        {
            BelieveProxy(context);
        }

        var host = context.Request.Host.Host;
        if (!LoopbackHost.IsOne(host)
            && !options.HostNames.Contains(host, StringComparer.OrdinalIgnoreCase)
            && !(_takesAddresses && IPAddress.TryParse(host.Trim('[', ']'), out _)))
        {
            throw new RequestFailure(
                StatusCodes.Status421MisdirectedRequest,
                options.HostNames.Count == 0
                    ? $"This server answers only to the names of this machine, not to '{host}': use 127.0.0.1 or localhost."
                    : $"This server answers to {string.Join(", ", options.HostNames)}, not to '{host}'. Where that is a name of it, start it with --host-name {host} too.");
        }

        if (CrossSite.IsForged(context.Request))
        {
            throw new RequestFailure(
                StatusCodes.Status403Forbidden,
                "A page of another site made your browser send this request, and it was not done. Programs must not send the headers Origin and Sec-Fetch-Site.");
        }

        return next(context);
    }

    /// <summary>
    /// Takes from the proxy whether the browser used HTTPS and where it is. Of a list the last entry counts: the proxy wrote it, those before it came with
    /// the request.
    /// </summary>
    static void BelieveProxy(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers["X-Forwarded-Proto"].LastOrDefault()?.Split(',')[^1].Trim() is { } scheme && scheme is ("https" or "http"))
        {
            context.Request.Scheme = scheme;
        }

        if (IPAddress.TryParse(headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim(), out var address))
        {
            context.Connection.RemoteIpAddress = address;
        }
    }
}
