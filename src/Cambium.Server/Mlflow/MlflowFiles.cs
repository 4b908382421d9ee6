using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cambium.Server;

/// <summary>Files of runs, logged models and versions by whose they are, as MLflow's pages ask for them.</summary>
sealed class MlflowFiles(IRunStore runs, ILoggedModelStore models, IModelRegistry registry, IArtifactStore artifacts)
{
    const int MostUploaded = 10 * 1024 * 1024;

    internal void Map(MlflowRoutes routes)
    {
        routes.Map("GET", "/2.0/mlflow/artifacts/list", ListOfRun);
        routes.Map("GET", "/2.0/mlflow/logged-models/{model_id}/artifacts/directories", ListOfModel);
        routes.MapRaw("GET", "/2.0/mlflow/logged-models/{model_id}/artifacts/files", FileOfModelAsync);
        routes.MapRaw("POST", "/2.0/mlflow/upload-artifact", UploadAsync);
        routes.MapAlone("GET", "/get-artifact", FileOfRunAsync);
        routes.MapAlone("GET", "/model-versions/get-artifact", FileOfVersionAsync);
        routes.MapAlone("GET", "/ajax-api/2.0/mlflow/get-artifact", FileOfRunAsync);
        routes.MapAlone("GET", "/ajax-api/2.0/mlflow/model-versions/get-artifact", FileOfVersionAsync);
    }

    void ListOfRun(MlflowCall call)
    {
        var uri = runs.GetRun(call.Request.RunId()).ArtifactUri;
        List(call, uri, call.Request.OptionalText("path"u8));
    }

    void ListOfModel(MlflowCall call)
    {
        var uri = models.GetLoggedModel(call.PathText("model_id")).ArtifactUri;
        List(call, uri, call.Request.OptionalText("artifact_directory_path"u8));
    }

    void List(MlflowCall call, string uri, string? path)
    {
        var root = ProxyPath.OfUri(uri);
        var files = artifacts.List(ProxyPath.Join(root, ProxyPath.Of(path ?? "")));
        call.Answer.WriteString("root_uri"u8, uri);
        call.Answer.Files([.. files.Select(file => file with { Path = file.Path[(root.Length == 0 ? 0 : root.Length + 1)..] })]);
    }

    Task FileOfRunAsync(HttpContext context)
    {
        var id = Query(context, "run_id") ?? Query(context, "run_uuid") ?? throw default(MlflowFields).Missing("run_id"u8);
        return SendAsync(context, runs.GetRun(id).ArtifactUri, Query(context, "path"));
    }

    Task FileOfModelAsync(HttpContext context)
    {
        var path = Query(context, "artifact_file_path") ?? throw default(MlflowFields).Missing("artifact_file_path"u8);
        return SendAsync(context, models.GetLoggedModel(context.Request.RouteValues["model_id"] as string ?? "").ArtifactUri, path);
    }

    Task FileOfVersionAsync(HttpContext context)
    {
        var name = Query(context, "name") ?? throw default(MlflowFields).Missing("name"u8);
        var number = Query(context, "version") ?? throw default(MlflowFields).Missing("version"u8);
        var version = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new TrackingException($"Parameter 'version' must be an integer, got '{number}'.");
        return SendAsync(context, registry.GetVersion(name, version).DownloadUri, Query(context, "path"));
    }

    Task SendAsync(HttpContext context, string uri, string? path) =>
        ArtifactAnswer.SendAsync(context, artifacts, ProxyPath.Join(ProxyPath.OfUri(uri), ProxyPath.Of(path ?? throw default(MlflowFields).Missing("path"u8))));

    async Task UploadAsync(HttpContext context)
    {
        var id = Query(context, "run_uuid") ?? throw new TrackingException("Request must specify run_uuid.");
        var path = Query(context, "path") ?? throw new TrackingException("Request must specify path.");
        if (context.Request.ContentLength is not ({ } length and <= MostUploaded))
        {
            throw new TrackingException($"Artifact size is too large. Max size is {MostUploaded / 1024 / 1024}MB.");
        }

        // What is sent beyond the length is not read, so the length bounds what is written.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = length;
        var root = ProxyPath.OfUri(runs.GetRun(id).ArtifactUri);
        await artifacts.WriteAsync(ProxyPath.Join(root, ProxyPath.Of(path)), context.Request.Body, context.RequestAborted);
        await MlflowRoutes.AnswerNothingAsync(context);
    }

    static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}
