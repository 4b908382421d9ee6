using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cambium.Server;

/// <summary>
/// A refusal as MLflow's clients expect it: the one place where exceptions become error codes and statuses. Clients send a request again for minutes after
/// 408, 429 and 5xx but 507, so those stand only where trying again can help or the server is at fault.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">MLflow's name of what is wrong.</param>
/// <param name="Message">What the caller is told.</param>
sealed record MlflowError(int Status, string Code, string Message)
{
    const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";

    /// <summary>The refusal that an exception means.</summary>
    internal static MlflowError Of(Exception exception) => exception switch
    {
        TrackingException tracking => Of(tracking.Code, tracking.Message),
        RequestFailure request => Of(request.Failure.Status, request.Failure.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(StatusCodes.Status413PayloadTooLarge, InvalidParameterValue, "The request's body is larger than the server takes; send it in several requests."),
        BadHttpRequestException bad => Of(bad.StatusCode, bad.Message),
        _ => new(
            StatusCodes.Status500InternalServerError,
            "INTERNAL_ERROR",
            "The server failed to answer. What happened is on its error output; report it if it happens again."),
    };

    /// <summary>Answers with this refusal.</summary>
    internal Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        var writer = new Utf8JsonWriter(response.BodyWriter, MlflowCall.JsonOptions);
        writer.WriteStartObject();
        writer.WriteString("error_code"u8, Code);
        writer.WriteString("message"u8, Message);
        writer.WriteEndObject();
        writer.Flush();
        response.ContentLength = writer.BytesCommitted;
        return response.CompleteAsync();
    }

    /// <summary>
    /// Answers where nothing is. Not in JSON: a client takes a 404 that is no JSON for a server without that part of the protocol, and falls back.
    /// </summary>
    internal static Task WriteUnknownAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(ReasonPhrases.GetReasonPhrase(status), context.RequestAborted);
    }

    static MlflowError Of(TrackingErrorCode code, string message) => code switch
    {
        TrackingErrorCode.ResourceDoesNotExist => new(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", message),
        TrackingErrorCode.ResourceAlreadyExists => new(StatusCodes.Status400BadRequest, "RESOURCE_ALREADY_EXISTS", message),
        TrackingErrorCode.InvalidState => new(StatusCodes.Status400BadRequest, "INVALID_STATE", message),
        TrackingErrorCode.PermissionDenied => new(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", message),
        TrackingErrorCode.DataLoss => new(StatusCodes.Status500InternalServerError, "DATA_LOSS", message),
        TrackingErrorCode.TemporarilyUnavailable => new(StatusCodes.Status503ServiceUnavailable, "TEMPORARILY_UNAVAILABLE", message),
        TrackingErrorCode.InsufficientStorage => new(StatusCodes.Status507InsufficientStorage, "RESOURCE_EXHAUSTED", message),
        TrackingErrorCode.NotImplemented => new(StatusCodes.Status501NotImplemented, "NOT_IMPLEMENTED", message),
        _ => new(StatusCodes.Status400BadRequest, InvalidParameterValue, message),
    };

    static MlflowError Of(int status, string message) => new(status, CodeOf(status), message);

    static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
        StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
        StatusCodes.Status429TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        _ => "BAD_REQUEST",
    };
}
