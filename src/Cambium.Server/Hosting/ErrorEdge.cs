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
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                failure = Failure.Of(context.Response.StatusCode, context.Request);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            failure = Failure.Of(exception);
            if (failure.Status >= StatusCodes.Status500InternalServerError)
            {
                LogFailure(log, exception, context.Request.Method, context.Request.Path);
            }
        }

        if (failure is not null)
        {
            await WriteAsync(context, failure);
        }
    }

    async Task WriteAsync(HttpContext context, Failure failure)
    {
        context.Response.StatusCode = failure.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (ApiAnswer.IsApiPath(context.Request.Path))
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
