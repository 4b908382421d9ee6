using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>Which address shows which page. The address is the page's whole state.</summary>
static class PageRoutes
{
    internal static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPage<ExperimentsPage>("/");
        routes.MapPage<ExperimentPage>("/experiments/{id}");
        routes.MapPage<ComparePage>("/runs/compare");
        routes.MapPage<RunPage>("/runs/{id}");
        routes.MapPage<ArtifactPage>("/runs/{id}/artifacts/{**path}");
        routes.MapPage<ModelsPage>("/models");
        routes.MapPage<ModelPage>("/models/{name}/{version?}");
        foreach (var subject in new[] { "/runs/{id}", "/models/{name}/{version}" })
        {
            routes.MapPage<ExplanationPage>($"{subject}/explanation");
            routes.MapPage<WhatIfPage>($"{subject}/what-if");
            routes.MapPage<FairnessPage>($"{subject}/fairness");
            routes.MapPage<SlicesPage>($"{subject}/slices");
            routes.MapPage<ReportPage>($"{subject}/report");
        }

        routes.MapPage<AuditPage>("/audit");
        routes.MapPage<WebhooksPage>("/webhooks");
        routes.MapPage<WebhookPage>("/webhooks/{id}");
    }

    /// <summary>Writes a page: values in the path become parameters of their names; the query becomes the parameter Query.</summary>
    /// <param name="pages">What writes.</param>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="problem">Why a form of the page could not be done; null where none was sent.</param>
    /// <param name="more">Further parameters of the page.</param>
    internal static Task WriteAsync<TPage>(this PageRenderer pages, HttpContext context, Caller caller, string? problem, IReadOnlyDictionary<string, object?>? more = null)
        where TPage : PageComponent
    {
        var parameters = context.Request.RouteValues.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        parameters[nameof(PageComponent.Query)] = context.Request.Query;
        parameters[nameof(PageComponent.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}";
        if (typeof(TPage).IsAssignableTo(typeof(FormPage)))
        {
            parameters[nameof(FormPage.Word)] = FormPost.WordFor(context, caller);
            parameters[nameof(FormPage.Problem)] = problem;
        }

        foreach (var (name, value) in more ?? new Dictionary<string, object?>())
        {
            parameters[name] = value;
        }

        return pages.WriteAsync<TPage>(context, ParameterView.FromDictionary(parameters));
    }

    static void MapPage<TPage>(this IEndpointRouteBuilder routes, string pattern)
        where TPage : PageComponent =>
        routes.MapMethods(pattern, Verbs.Read, (HttpContext context, PageRenderer pages, CurrentCaller callers) => pages.WriteAsync<TPage>(context, callers.Get(), null));
}
