using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>The page of grants and its form: whoever manages an experiment or model says who may do what with it.</summary>
sealed class GrantPages(PeopleStores people, TrackingStore stores, Access access, PageRenderer pages)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/grants", Verbs.Read, (HttpContext context) => ShowAsync(context, null));
        routes.MapPost("/grants", GrantAsync);
    }

    async Task GrantAsync(HttpContext context)
    {
        var form = await FormPost.ReadAsync(context, access.Caller);
        try
        {
            Grant(PeoplePages.Text(form, "user"), PeoplePages.Text(form, "on"), PeoplePages.Text(form, "subject"), RoleOf(PeoplePages.Text(form, "role")));
        }
        catch (TrackingException e)
        {
            await ShowAsync(context, e.Message);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/grants" + context.Request.QueryString;
        await context.Response.CompleteAsync();
    }

    void Grant(string user, string kind, string subject, Role? role)
    {
        var by = access.Caller.Name;
        switch (kind)
        {
            case "experiment":
                var id = ExperimentOf(subject);
                access.OnExperiment(id, Role.Manager);
                people.Grants.SetOnExperiment(by, user, id, role);
                break;
            case "model":
                access.OnModel(subject, Role.Manager);
                people.Grants.SetOnModel(by, user, subject, role);
                break;
            default:
                throw new TrackingException($"A grant is on an experiment or a model, not on '{kind}'.");
        }
    }

    /// <summary>The number of an experiment by its name, or by # and its number.</summary>
    /// <exception cref="TrackingException">There is none, or it may not be seen.</exception>
    long ExperimentOf(string text)
    {
        if (text.StartsWith('#') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        return stores.Experiments.FindExperiment(text)?.Id
            ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no experiment '{text}'. Give its name, or # and its number, such as #3.");
    }

    /// <summary>Null takes the grant away.</summary>
    static Role? RoleOf(string text) => text.Length == 0 ? null : RoleNames.Parse(text);

    Task ShowAsync(HttpContext context, string? problem)
    {
        context.Response.StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return pages.WriteAsync<GrantsPage>(context, access.Caller, problem);
    }
}
