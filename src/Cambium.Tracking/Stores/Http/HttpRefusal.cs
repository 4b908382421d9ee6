using System.Net;
using System.Text;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>What an answer that is not 200 means: an error of MLflow's protocol, or one of a program in between, which speaks no JSON.</summary>
static class HttpRefusal
{
    /// <summary>An error's text is short; a page of a proxy need not be read to its end.</summary>
    const int MostErrorBytes = 64 * 1024;

    const int MostMessage = 4000;
    const int MostSnippet = 120;

    /// <summary>The failure where it may pass.</summary>
    /// <exception cref="TrackingException">It will not pass.</exception>
    internal static HttpFailure Read(string place, string path, HttpResponseMessage response, Stream body, bool wasResent)
    {
        var bytes = ReadAtMost(body, MostErrorBytes, out _);
        var (code, message) = ErrorOf(bytes);
        var status = (int)response.StatusCode;
        if (IsTemporary(status, code))
        {
            return new HttpFailure(
                $"It answered {Bare(path)} with {status}: {Sentence(message is null ? Snippet(bytes.Span, response) : Cut(message))}",
                MayHaveArrived: status != 429,
                null)
            {
                RetryAfter = RetryAfter(response),
                IsServerError = status == 500,
            };
        }

        throw code is not null
            ? new TrackingException(CodeOf(code, status), Cut(message ?? code)) { WasResent = wasResent }
            : Foreign(place, path, response, bytes.Span);
    }

    /// <summary>The first bytes of a stream.</summary>
    internal static ReadOnlyMemory<byte> ReadAtMost(Stream body, int most, out bool isWhole)
    {
        var bytes = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (body.Read(piece) is > 0 and var count)
        {
            if (bytes.Length + count > most)
            {
                bytes.Write(piece, 0, (int)(most - bytes.Length));
                isWhole = false;
                return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            }

            bytes.Write(piece, 0, count);
        }

        isWhole = true;
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>The beginning of an answer, for people.</summary>
    internal static string Snippet(ReadOnlySpan<byte> bytes, HttpResponseMessage response)
    {
        if (bytes.IsEmpty)
        {
            return "nothing.";
        }

        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * MostSnippet)]);
        var plain = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter).Take(MostSnippet)]).Trim();
        return $"{response.Content.Headers.ContentType?.MediaType ?? "no type"}, '{plain}'.";
    }

    /// <summary>A path without its query, which may be long.</summary>
    internal static string Bare(string path) => "/" + HttpAddress.Below(path.Split('?', 2)[0]);

    static bool IsTemporary(int status, string? code) => status switch
    {
        408 or 429 or 502 or 503 or 504 => true,

        // MLflow's server also gives what will not pass as 500, by a name of its own.
        500 => code is null or "INTERNAL_ERROR" or "TEMPORARILY_UNAVAILABLE",
        _ => false,
    };

    static (string? Code, string? Message) ErrorOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? (document.RootElement.Text("error_code"), document.RootElement.Text("message")) : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    static TrackingErrorCode CodeOf(string code, int status) => code switch
    {
        _ when status == 507 => TrackingErrorCode.InsufficientStorage,
        "RESOURCE_DOES_NOT_EXIST" or "NOT_FOUND" => TrackingErrorCode.ResourceDoesNotExist,
        "RESOURCE_ALREADY_EXISTS" or "ALREADY_EXISTS" or "RESOURCE_CONFLICT" => TrackingErrorCode.ResourceAlreadyExists,
        "INVALID_STATE" or "ABORTED" => TrackingErrorCode.InvalidState,
        "PERMISSION_DENIED" or "UNAUTHENTICATED" or "CUSTOMER_UNAUTHORIZED" => TrackingErrorCode.PermissionDenied,
        "DATA_LOSS" => TrackingErrorCode.DataLoss,
        "NOT_IMPLEMENTED" or "ENDPOINT_NOT_FOUND" => TrackingErrorCode.NotImplemented,
        _ => status switch
        {
            401 or 403 => TrackingErrorCode.PermissionDenied,
            404 => TrackingErrorCode.ResourceDoesNotExist,
            409 => TrackingErrorCode.InvalidState,
            >= 500 => TrackingErrorCode.DataLoss,
            _ => TrackingErrorCode.InvalidParameterValue,
        },
    };

    static TrackingException Foreign(string place, string path, HttpResponseMessage response, ReadOnlySpan<byte> bytes)
    {
        var answered = $"{place} answered {Bare(path)} with {(int)response.StatusCode}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"{answered}: it wants to know who is calling. Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."),
            HttpStatusCode.Forbidden => new TrackingException(TrackingErrorCode.PermissionDenied, $"{answered}: {Snippet(bytes, response)} Ask its owner for access."),
            HttpStatusCode.InsufficientStorage => new TrackingException(TrackingErrorCode.InsufficientStorage, $"{answered}: {Snippet(bytes, response)} Make room there."),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => new TrackingException(
                TrackingErrorCode.NotImplemented,
                $"{answered} and no error of MLflow's protocol: {Snippet(bytes, response)} It is no tracking server, or one that cannot do this. Check the address."),
            _ when response.Headers.Location is { } target => new TrackingException(
                TrackingErrorCode.NotImplemented, $"{answered} and sends to {target.OriginalString.Split('?', 2)[0]}. Open that address instead."),
            _ => new TrackingException(TrackingErrorCode.NotImplemented, $"{answered}: {Snippet(bytes, response)} Check that the address is that of a tracking server."),
        };
    }

    static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,

        // Both times are the server's, so that clocks need not agree.
        { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
        _ => null,
    };

    static string Cut(string text) => text.Length <= MostMessage ? text : text[..MostMessage] + "...";

    static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
