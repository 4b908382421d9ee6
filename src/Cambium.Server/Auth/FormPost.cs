using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cambium.Server;

/// <summary>Forms of the pages that change something.</summary>
static class FormPost
{
    /// <summary>No form of ours comes near.</summary>
    const long MostBytes = 64 * 1024;

    /// <summary>The word that a form on a page for this caller must bring along.</summary>
    internal static string WordFor(HttpContext context, Caller caller) => AntiForgery.Of(caller.Session ?? SignInCookies.EnsureForm(context));

    /// <summary>The fields of a form.</summary>
    /// <exception cref="RequestFailure">It is no form, or one that did not come from a page of this server.</exception>
    internal static async Task<IFormCollection> ReadAsync(HttpContext context, Caller caller)
    {
        // Kestrel always has the feature; it is read-only once the body is being read, which it is not.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        if (!context.Request.HasFormContentType)
        {
            throw new RequestFailure(StatusCodes.Status415UnsupportedMediaType, $"{context.Request.Path} takes the form of its page, not content of type '{context.Request.ContentType}'.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return AntiForgery.IsValid(caller.Session ?? SignInCookies.FormOf(context.Request), form[AntiForgery.Field])
            ? form
            : throw new RequestFailure(StatusCodes.Status403Forbidden, "This form is not one that was shown to you, or it is too old. Go back, load the page again, and send it once more.");
    }
}
