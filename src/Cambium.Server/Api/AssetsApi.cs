using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /assets/{version}/{name}: an embedded file; 304 to a browser that has it. Another version than the running one is 404.
/// </summary>
static class AssetsApi
{
    internal static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapMethods("/assets/{version}/{name}", Verbs.Read, Asset);

    static IResult Asset(string version, string name, AssetStore store, HttpResponse response)
    {
        if (version != store.Version || store.Find(name) is not { } asset)
        {
            throw new RequestFailure(StatusCodes.Status404NotFound, $"There is no asset '{name}' of version '{version}'; reload the page.");
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: asset.Tag);
    }
}
