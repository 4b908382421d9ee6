using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>The model registry of a server of MLflow's protocol. Setting what is set already changes nothing, so that may be sent again.</summary>
sealed partial class HttpModelRegistry(HttpTransport transport) : IModelRegistry
{
    const string Path = "mlflow/registered-models/";

    /// <inheritdoc/>
    /// <remarks>The server tells by the credentials who calls, and takes nobody's word for it; it is told the reason.</remarks>
    public IModelRegistry ActingAs(RegistryActor actor) => actor.Checked().Reason is { } reason ? new HttpModelRegistry(transport.Because(reason)) : this;

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, it is refused as taken, since names are unique; so there is the model that was asked for, whoever made it.</remarks>
    public ModelRecord CreateModel(string name, string? description, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        try
        {
            return transport.Send(
                HttpMethod.Post,
                Path + "create",
                json =>
                {
                    json.WriteString("name", name);
                    json.Text("description", description);
                    json.Pairs("tags", tags);
                },
                AnsweredModel);
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceAlreadyExists })
        {
            return GetModel(name);
        }
    }

    /// <inheritdoc/>
    public ModelRecord GetModel(string name) => transport.Get(RequestJson.Query(Path + "get", ("name", name)), AnsweredModel);

    /// <inheritdoc/>
    public ModelRecord DescribeModel(string name, string? description) => transport.Send(
        HttpMethod.Patch,
        Path + "update",
        json =>
        {
            json.WriteString("name", name);
            json.Text("description", description);
        },
        AnsweredModel);

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the old name is gone and the new one is there: then it was done.</remarks>
    public ModelRecord RenameModel(string name, string newName)
    {
        try
        {
            return transport.Send(
                HttpMethod.Post,
                Path + "rename",
                json =>
                {
                    json.WriteString("name", name);
                    json.WriteString("new_name", newName);
                },
                AnsweredModel);
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return GetModel(newName);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the model is gone already: then it was done.</remarks>
    public void DeleteModel(string name) => Delete(Path + "delete", json => json.WriteString("name", name));

    /// <inheritdoc/>
    public Page<ModelRecord> SearchModels(SearchRequest search) =>
        transport.Get(RequestJson.Query(Path + "search", search), answer => answer.PageOf("registered_models", ModelOf));

    /// <inheritdoc/>
    public IReadOnlyList<VersionRecord> LatestVersions(string name, IReadOnlyList<string> stages) => transport.Send(
        HttpMethod.Post,
        Path + "get-latest-versions",
        json =>
        {
            json.WriteString("name", name);
            json.Texts("stages", stages);
        },
        answer => answer.List("model_versions", VersionOf));

    /// <inheritdoc/>
    public void SetModelTag(string name, string key, string value) => transport.Send(HttpMethod.Post, Path + "set-tag", json =>
    {
        json.WriteString("name", name);
        json.Pair(key, value);
    });

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key) => transport.Send(HttpMethod.Delete, Path + "delete-tag", json =>
    {
        json.WriteString("name", name);
        json.WriteString("key", key);
    });

    /// <inheritdoc/>
    public void SetAlias(string name, string alias, int version) => transport.Send(HttpMethod.Post, Path + "alias", json =>
    {
        json.WriteString("name", name);
        json.WriteString("alias", alias);
        json.WriteString("version", Text(version));
    });

    /// <inheritdoc/>
    public void DeleteAlias(string name, string alias) => transport.Send(HttpMethod.Delete, Path + "alias", json =>
    {
        json.WriteString("name", name);
        json.WriteString("alias", alias);
    });

    /// <inheritdoc/>
    public VersionRecord GetVersionByAlias(string name, string alias) =>
        Located(transport.Get(RequestJson.Query(Path + "alias", ("name", name), ("alias", alias)), AnsweredVersion));

    static ModelRecord AnsweredModel(JsonElement answer) => ModelOf(answer.Object("registered_model"));

    static ModelRecord ModelOf(JsonElement model) => new(
        model.RequiredText("name"),
        model.Text("description"),
        model.Whole("creation_timestamp") ?? 0,
        model.Whole("last_updated_timestamp") ?? 0,
        model.List("latest_versions", VersionOf),
        model.Pairs("tags"),
        model.List("aliases", alias => KeyValuePair.Create(alias.RequiredText("alias"), (int)alias.RequiredWhole("version"))));

    void Delete(string path, Action<Utf8JsonWriter> body)
    {
        try
        {
            transport.Send(HttpMethod.Delete, path, body);
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return;
        }
    }
}
