using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cambium.Server;

/// <summary>
/// /2.0/mlflow-artifacts: files up and down, lists, deletion: what clients mean by mlflow-artifacts:/ URIs. Files are never held in memory. A file may be as
/// large as the disk has room for; one that has none is a 507.
/// </summary>
sealed class MlflowArtifactProxy(IArtifactStore artifacts)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow-artifacts/artifacts";
        routes.Map("GET", Path, List);
        routes.MapRaw("GET", Path + "/{**path}", context => ArtifactAnswer.SendAsync(context, artifacts, PathOf(context)));
        routes.MapRaw("PUT", Path + "/{**path}", PutAsync);
        routes.Map("DELETE", Path + "/{**path}", Delete);
    }

    void List(MlflowCall call)
    {
        var folder = ProxyPath.Of(call.Request.OptionalText("path"u8) ?? "");
        call.Answer.Files([.. artifacts.List(folder).Select(file => file with { Path = file.Path[(file.Path.LastIndexOf('/') + 1)..] })]);
    }

    async Task PutAsync(HttpContext context)
    {
        var path = PathOf(context);
        if (path.Length == 0)
        {
            throw new TrackingException("Invalid path");
        }

        // Kestrel always has the feature.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        await artifacts.WriteAsync(path, context.Request.Body, context.RequestAborted);
        await MlflowRoutes.AnswerNothingAsync(context);
    }

    void Delete(MlflowCall call)
    {
        var path = PathOf(call.Context);
        if (path.Length == 0)
        {
            throw new TrackingException("Invalid path");
        }

        artifacts.Delete(path);
    }

    static string PathOf(HttpContext context) => ProxyPath.Of(context.Request.RouteValues["path"] as string ?? "");
}
