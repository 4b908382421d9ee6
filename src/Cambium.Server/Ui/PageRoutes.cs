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
    }

    /// <summary>
    /// Shows a page at an address. Values in the path become parameters of their names; the query becomes the parameter Query.
    /// </summary>
    static void MapPage<TPage>(this IEndpointRouteBuilder routes, string pattern)
        where TPage : PageComponent =>
        routes.MapMethods(pattern, Verbs.Read, (HttpContext context, PageRenderer renderer) =>
        {
            var parameters = context.Request.RouteValues
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
            parameters[nameof(PageComponent.Query)] = context.Request.Query;
            parameters[nameof(PageComponent.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}";
            return renderer.WriteAsync<TPage>(context, ParameterView.FromDictionary(parameters));
        });
}
