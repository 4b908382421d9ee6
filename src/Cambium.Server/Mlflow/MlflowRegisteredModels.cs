using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/registered-models: names, their tags and aliases.</summary>
sealed class MlflowRegisteredModels(IModelRegistry registry)
{
    const int DefaultResults = 100;
    const int MostResults = 1000;

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/registered-models/";
        routes.Map("POST", Path + "create", Create);
        routes.Map("GET", Path + "get", call => call.Answer.WriteModel("registered_model"u8, registry.GetModel(call.Request.Text("name"u8))));
        routes.Map("PATCH", Path + "update", Update);
        routes.Map("POST", Path + "rename", Rename);
        routes.Map("DELETE", Path + "delete", call => Changing(call).DeleteModel(call.Request.Text("name"u8)));
        routes.Map("GET", Path + "search", Search);
        routes.Map("GET", Path + "get-latest-versions", LatestVersions);
        routes.Map("POST", Path + "get-latest-versions", LatestVersions);
        routes.Map("POST", Path + "set-tag", SetTag);
        routes.Map("DELETE", Path + "delete-tag", DeleteTag);
        routes.Map("POST", Path + "alias", SetAlias);
        routes.Map("DELETE", Path + "alias", DeleteAlias);
        routes.Map("GET", Path + "alias", GetAlias);
    }

    /// <summary>The number of a version, which is sent as text.</summary>
    /// <exception cref="TrackingException">It is missing or no number.</exception>
    internal static int Version(MlflowFields request)
    {
        var text = request.OptionalTextOrNumber("version"u8);
        return string.IsNullOrEmpty(text) ? throw request.Missing("version"u8)
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version) ? version
            : throw new TrackingException($"Parameter 'version' must be an integer, got '{text}'.");
    }

    IModelRegistry Changing(MlflowCall call) => registry.ActingAs(call.Actor);

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var model = Changing(call).CreateModel(request.Text("name"u8), request.OptionalText("description"u8), request.Pairs("tags"u8));
        call.Answer.WriteModel("registered_model"u8, model);
    }

    void Update(MlflowCall call)
    {
        var request = call.Request;
        var name = request.Text("name"u8);
        var description = request.OptionalText("description"u8);

        // A request that names no description must not erase one.
        call.Answer.WriteModel("registered_model"u8, description is null ? registry.GetModel(name) : Changing(call).DescribeModel(name, description));
    }

    void Rename(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        call.Answer.WriteModel("registered_model"u8, Changing(call).RenameModel(name, call.Request.Text("new_name"u8)));
    }

    void Search(MlflowCall call)
    {
        var page = registry.SearchModels(MlflowPaging.Search(call.Request, DefaultResults, MostResults));
        call.Answer.List("registered_models"u8, page.Items, MlflowRegistryJson.WriteModel);
        call.Answer.NextPage(page.NextToken);
    }

    void LatestVersions(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        call.Answer.List("model_versions"u8, registry.LatestVersions(name, call.Request.Texts("stages"u8)), MlflowRegistryJson.WriteVersion);
    }

    void SetTag(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        Changing(call).SetModelTag(name, call.Request.Text("key"u8), call.Request.OptionalText("value"u8) ?? "");
    }

    void DeleteTag(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        Changing(call).DeleteModelTag(name, call.Request.Text("key"u8));
    }

    void SetAlias(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        var alias = call.Request.Text("alias"u8);
        Changing(call).SetAlias(name, alias, Version(call.Request));
    }

    void DeleteAlias(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        Changing(call).DeleteAlias(name, call.Request.Text("alias"u8));
    }

    void GetAlias(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        call.Answer.WriteVersion("model_version"u8, registry.GetVersionByAlias(name, call.Request.Text("alias"u8)));
    }
}
