using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cambium.Server;

/// <summary>
/// Renders a component to a whole page before the first byte is sent, so that whatever fails while rendering still becomes an error page.
/// </summary>
sealed class PageRenderer(IServiceProvider services, ILoggerFactory logging)
{
    /// <summary>Writes a page as the answer, with the status that the response has.</summary>
    internal async Task WriteAsync<TPage>(HttpContext context, ParameterView parameters)
        where TPage : IComponent
    {
        var html = await RenderAsync<TPage>(parameters);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>The HTML of a page.</summary>
    internal async Task<string> RenderAsync<TPage>(ParameterView parameters)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logging);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TPage>(parameters);
            return root.ToHtmlString();
        });
    }
}
