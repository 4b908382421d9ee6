using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/model-versions: the versions of registered models, their stages and tags.</summary>
sealed class MlflowModelVersions(IModelRegistry registry)
{
    const int DefaultResults = 10_000;
    const int MostResults = 200_000;

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/model-versions/";
        routes.Map("POST", Path + "create", Create);
        routes.Map("GET", Path + "get", call => call.Answer.WriteVersion("model_version"u8, Find(call.Request)));
        routes.Map("PATCH", Path + "update", Update);
        routes.Map("DELETE", Path + "delete", Delete);
        routes.Map("GET", Path + "search", Search);
        routes.Map("GET", Path + "get-download-uri", call => call.Answer.WriteString("artifact_uri"u8, Find(call.Request).DownloadUri));
        routes.Map("POST", Path + "transition-stage", Move);
        routes.Map("POST", Path + "set-tag", SetTag);
        routes.Map("DELETE", Path + "delete-tag", DeleteTag);
    }

    IModelRegistry Changing(MlflowCall call) => registry.ActingAs(call.Actor);

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var name = request.Text("name"u8);
        var version = new NewVersion(
            request.Text("source"u8),
            NotEmpty(request.OptionalText("run_id"u8)),
            NotEmpty(request.OptionalText("run_link"u8)),
            request.OptionalText("description"u8),
            NotEmpty(request.OptionalText("model_id"u8)),
            request.Pairs("tags"u8));
        call.Answer.WriteVersion("model_version"u8, Changing(call).CreateVersion(name, version));
    }

    VersionRecord Find(MlflowFields request)
    {
        var name = request.Text("name"u8);
        return registry.GetVersion(name, MlflowRegisteredModels.Version(request));
    }

    void Update(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        var version = MlflowRegisteredModels.Version(call.Request);
        call.Answer.WriteVersion("model_version"u8, Changing(call).DescribeVersion(name, version, call.Request.OptionalText("description"u8)));
    }

    void Delete(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        Changing(call).DeleteVersion(name, MlflowRegisteredModels.Version(call.Request));
    }

    void Search(MlflowCall call)
    {
        var page = registry.SearchVersions(MlflowPaging.Search(call.Request, DefaultResults, MostResults));
        call.Answer.List("model_versions"u8, page.Items, MlflowRegistryJson.WriteVersion);
        call.Answer.NextPage(page.NextToken);
    }

    void Move(MlflowCall call)
    {
        var request = call.Request;
        var name = request.Text("name"u8);
        var version = MlflowRegisteredModels.Version(request);
        var stage = request.Text("stage"u8);
        call.Answer.WriteVersion("model_version"u8, Changing(call).MoveToStage(name, version, stage, request.Flag("archive_existing_versions"u8)));
    }

    void SetTag(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        var version = MlflowRegisteredModels.Version(call.Request);
        Changing(call).SetVersionTag(name, version, call.Request.Text("key"u8), call.Request.OptionalText("value"u8) ?? "");
    }

    void DeleteTag(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        var version = MlflowRegisteredModels.Version(call.Request);
        Changing(call).DeleteVersionTag(name, version, call.Request.Text("key"u8));
    }

    static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
