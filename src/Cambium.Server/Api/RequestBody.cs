using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cambium.Server;

/// <summary>Reads what a caller sends.</summary>
static class RequestBody
{
    /// <summary>
    /// Refuses a body that does not say that it is of one of these types. A page of another site can make a browser post a form or plain
    /// text here without asking; it cannot post JSON or CSV so.
    /// </summary>
    /// <returns>The type that it is of.</returns>
    /// <exception cref="RequestFailure">It is of another, or does not say.</exception>
    internal static string ContentTypeOf(HttpRequest request, params ReadOnlySpan<string> types)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var given))
        {
            foreach (var type in types)
            {
                if (given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                {
                    return type;
                }
            }
        }

        var found = string.IsNullOrEmpty(request.ContentType)
            ? "The request does not say what its body is"
            : $"The body is of type '{request.ContentType}'";
        throw new RequestFailure(
            StatusCodes.Status415UnsupportedMediaType,
            $"{found}; send it with the header Content-Type: {string.Join(" or ", types)}.");
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than the server takes.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
