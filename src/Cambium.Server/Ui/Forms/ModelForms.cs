using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>The forms of a registered model: its description, aliases, gates and requests. What could not be done is told by the model's page.</summary>
sealed class ModelForms(Tracker tracker, CurrentCaller callers, PageRenderer pages)
{
    const string Gates = "#gates";

    TrackingStore Store => tracker.Store;

    internal void Map(IEndpointRouteBuilder routes)
    {
        Post(routes, "describe", "", Describe);
        Post(routes, "aliases", Gates, (model, form) =>
            Store.Models.ActingAs(Actor(form)).SetAlias(model, Text(form, "alias"), (int)Whole(form, "version", int.MaxValue)));
        Post(routes, "gates", Gates, (model, form) => Store.Gates.SetPolicy(
            model, new AliasPolicy(Text(form, "alias"), Lines(form, "checks"), (int)Whole(form, "approvals", int.MaxValue)), Actor(form)));
        Post(routes, "gates/remove", Gates, (model, form) => Store.Gates.RemovePolicy(model, Text(form, "alias"), Actor(form)));
        Post(routes, "requests", Gates, (model, form) => Store.Gates.Ask(model, Text(form, "alias"), (int)Whole(form, "shown", int.MaxValue), Actor(form)));
        Post(routes, "requests/approve", Gates, (_, form) => Store.Gates.Approve(Request(form), Actor(form), moves: form["move"] == "true"));
        Post(routes, "requests/refuse", Gates, (_, form) => Store.Gates.Refuse(Request(form), Actor(form)));
        Post(routes, "requests/cancel", Gates, (_, form) => Store.Gates.Withdraw(Request(form), Actor(form)));
    }

    /// <summary>Answers a form: does something and goes back to the version that was shown, or shows the page with what is wrong.</summary>
    void Post(IEndpointRouteBuilder routes, string path, string place, Action<string, IFormCollection> act) => routes.MapPost("/models/{name}/" + path, async context =>
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        var model = (string)context.Request.RouteValues["name"]!; // the route has it
        var shown = Text(form, "shown");
        try
        {
            act(model, form);
            context.Response.Headers.Location = $"/models/{Uri.EscapeDataString(model)}{(shown.Length > 0 ? $"/{Uri.EscapeDataString(shown)}" : "")}{place}";
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
        catch (TrackingException e) when (IsForPeople(e.Code))
        {
            // Whoever may not see the model, or finds none, is told so by the page itself, which fails.
            context.Response.StatusCode = Failure.StatusOf(e.Code);
            context.Request.RouteValues["version"] = shown.Length > 0 ? shown : null;
            await pages.WriteAsync<ModelPage>(context, callers.Get(), e.Message);
        }
    });

    void Describe(string model, IFormCollection form)
    {
        var registry = Store.Models.ActingAs(Actor(form));
        var text = form["text"].ToString().ReplaceLineEndings("\n");
        if (Text(form, "of").Length > 0)
        {
            registry.DescribeVersion(model, (int)Whole(form, "of", int.MaxValue), text);
        }
        else
        {
            registry.DescribeModel(model, text);
        }
    }

    static bool IsForPeople(TrackingErrorCode code) => code is TrackingErrorCode.InvalidParameterValue or TrackingErrorCode.ResourceAlreadyExists or TrackingErrorCode.InvalidState
        or TrackingErrorCode.PermissionDenied or TrackingErrorCode.ResourceDoesNotExist;

    static RegistryActor Actor(IFormCollection form) => Text(form, "reason") is { Length: > 0 } reason ? new RegistryActor("", reason) : RegistryActor.Unknown;

    static long Request(IFormCollection form) => Whole(form, "request", long.MaxValue);

    static string Text(IFormCollection form, string field) => form[field].ToString().Trim();

    static string[] Lines(IFormCollection form, string field) => form[field].ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A whole number that is not negative.</summary>
    static long Whole(IFormCollection form, string field, long most) =>
        long.TryParse(Text(form, field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new TrackingException($"'{Text(form, field)}' is no {field}. Give a whole number.");
}
