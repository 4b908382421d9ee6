using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cambium.Server;

/// <summary>The outermost step of a request: turns whatever failed into a JSON answer (API paths) or a page.</summary>
sealed partial class ErrorEdge(RequestDelegate next, PageRenderer pages, ILogger<ErrorEdge> log)
{
    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        Failure? failure = null;
        var isMlflow = MlflowRoutes.Owns(context.Request.Path);
        try
        {
            await next(context);
            if (isMlflow && IsUnanswered(context.Response))
            {
                await MlflowError.WriteUnknownAsync(context, context.Response.StatusCode);
            }
            else if (IsUnanswered(context.Response))
            {
                failure = Failure.Of(context.Response.StatusCode, context.Request);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted && isMlflow)
        {
            var error = MlflowError.Of(exception);
            Log(exception, error.Status, context.Request);
            await error.WriteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            failure = Failure.Of(exception);
            Log(exception, failure.Status, context.Request);
        }

        if (failure is not null)
        {
            await WriteAsync(context, failure);
        }
    }

    static bool IsUnanswered(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null, ContentLength: null };

    void Log(Exception exception, int status, HttpRequest request)
    {
        // What this server does not do is no failure.
        if (status >= StatusCodes.Status500InternalServerError && status != StatusCodes.Status501NotImplemented)
        {
            LogFailure(log, exception, request.Method, request.Path);
        }
    }

    async Task WriteAsync(HttpContext context, Failure failure)
    {
        context.Response.StatusCode = failure.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (ApiAnswer.IsForProgram(context.Request))
        {
            await ApiAnswer.WriteAsync(context, failure);
            return;
        }

        var parameters = new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Status)] = failure.Status,
            [nameof(ErrorPage.Message)] = failure.Message,
        };
        await pages.WriteAsync<ErrorPage>(context, ParameterView.FromDictionary(parameters));
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    static partial void LogFailure(ILogger log, Exception exception, string method, string path);
}
