using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>Refuses requests that were not meant for this machine, and tells browsers what a page may do.</summary>
sealed class RequestGuard(RequestDelegate next)
{
    /// <summary>
    /// Scripts and styles only from this server and never inline; no frames, no plug-ins, no forms to elsewhere. Charts draw on a canvas
    /// and set styles through the object model, which this policy allows.
    /// </summary>
    const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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
        if (!LoopbackHost.IsOne(context.Request.Host.Host))
        {
            throw new RequestFailure(
                StatusCodes.Status421MisdirectedRequest,
                $"This server answers only to the names of this machine, not to '{context.Request.Host.Host}': "
                + "use 127.0.0.1 or localhost.");
        }

        if (CrossSiteWrites.IsOne(context.Request))
        {
            throw new RequestFailure(
                StatusCodes.Status403Forbidden,
                $"A page of another site ('{context.Request.Headers.Origin}') sent this request through a browser. Only pages of this server may change something.");
        }

        return next(context);
    }
}
