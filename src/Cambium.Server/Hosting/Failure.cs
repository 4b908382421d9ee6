using Cambium.Learn;
using Cambium.Serving;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>What went wrong with a request, as the caller is told: the one place where exceptions become status codes.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
sealed record Failure(int Status, string Message)
{
    /// <summary>The failure that an exception means.</summary>
    internal static Failure Of(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(
                StatusCodes.Status413PayloadTooLarge,
                $"The request's body is larger than {RequestLimits.MaxBodyBytes / (1024 * 1024)} MiB; send the rows in several requests."),
        BadHttpRequestException bad => new(bad.StatusCode, bad.Message),
        RequestFailure request => request.Failure,
        TrackingException tracking => new(StatusOf(tracking.Code), exception.Message),
        RequestException => new(StatusCodes.Status400BadRequest, exception.Message),
        ModelFormatException or DirectoryNotFoundException => new(StatusCodes.Status500InternalServerError, exception.Message),
        _ => new(
            StatusCodes.Status500InternalServerError,
            "The server failed to answer. What happened is on its error output; report it if it happens again."),
    };

    /// <summary>The status that a store's refusal means.</summary>
    internal static int StatusOf(TrackingErrorCode code) => code switch
    {
        TrackingErrorCode.ResourceDoesNotExist => StatusCodes.Status404NotFound,
        TrackingErrorCode.PermissionDenied => StatusCodes.Status403Forbidden,
        TrackingErrorCode.DataLoss => StatusCodes.Status500InternalServerError,
        TrackingErrorCode.TemporarilyUnavailable => StatusCodes.Status503ServiceUnavailable,
        TrackingErrorCode.InsufficientStorage => StatusCodes.Status507InsufficientStorage,
        TrackingErrorCode.NotImplemented => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>The failure of a request that no endpoint answered.</summary>
    internal static Failure Of(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => new(status, $"There is nothing at {request.Path}."),
        StatusCodes.Status405MethodNotAllowed => new(status, $"{request.Path} does not answer {request.Method} requests."),
        StatusCodes.Status415UnsupportedMediaType => new(status, $"{request.Path} does not take content of type '{request.ContentType}'."),
        _ => new(status, $"The request was refused with status {status}."),
    };
}
