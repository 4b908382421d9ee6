using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>The forms of webhooks.</summary>
sealed class WebhookForms(IWebhookStore webhooks, WebhookSender sender, WebhookSettings settings, CurrentCaller callers, PageRenderer pages)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        const string One = "/webhooks/{id}";
        Post<WebhooksPage>(routes, "/webhooks", (_, form) => $"/webhooks/{webhooks.CreateWebhook(Change(form), settings).Id}");
        Post<WebhookPage>(routes, One, (id, form) => Go(webhooks.UpdateWebhook(id, Change(form), settings)));
        Post<WebhookPage>(routes, One + "/pause", (id, _) => Go(webhooks.UpdateWebhook(id, new WebhookChange { Status = WebhookStatus.Disabled }, settings)));
        Post<WebhookPage>(routes, One + "/resume", (id, _) => Go(webhooks.UpdateWebhook(id, new WebhookChange { Status = WebhookStatus.Active }, settings)));
        Post<WebhookPage>(routes, One + "/delete", (id, _) =>
        {
            webhooks.DeleteWebhook(id);
            return "/webhooks";
        });
        routes.MapPost(One + "/test", TestAsync);
    }

    /// <summary>Answers a form: does something and goes to a page, or shows the form's page with what is wrong.</summary>
    void Post<TPage>(IEndpointRouteBuilder routes, string pattern, Func<string, IFormCollection, string> act)
        where TPage : FormPage => routes.MapPost(pattern, async context =>
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        try
        {
            context.Response.Headers.Location = act(IdOf(context), form);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidParameterValue)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await pages.WriteAsync<TPage>(context, callers.Get(), e.Message);
        }
    });

    /// <summary>Sends something made up and tells what became of it; nothing is kept of it.</summary>
    async Task TestAsync(HttpContext context)
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        var answer = await sender.SendAsync(webhooks.TestMessage(IdOf(context), form["event"].ToString() is { Length: > 0 } name ? name : null), context.RequestAborted);
        await pages.WriteAsync<WebhookPage>(context, callers.Get(), null, new Dictionary<string, object?>
        {
            [nameof(WebhookPage.Tested)] = answer.IsSuccess
                ? string.Create(CultureInfo.InvariantCulture, $"The test was taken: the receiver answered with status {answer.Status}.")
                : $"The test was not taken: {answer.Error}",
            [nameof(WebhookPage.IsTaken)] = answer.IsSuccess,
        });
    }

    static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    static string Go(WebhookRecord webhook) => $"/webhooks/{webhook.Id}";

    /// <summary>What a form says. A secret that is left empty stays as it is, unless it is to be taken away.</summary>
    static WebhookChange Change(IFormCollection form) => new()
    {
        Name = form["name"].ToString().Trim(),
        Url = form["url"].ToString().Trim(),
        Description = form["description"].ToString().Trim(),
        Events = [.. form["events"].OfType<string>()],
        Secret = form["secret"].ToString() is { Length: > 0 } secret ? secret : form["unsigned"] == "true" ? "" : null,
    };
}
