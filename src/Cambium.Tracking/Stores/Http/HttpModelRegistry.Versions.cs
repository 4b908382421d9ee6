using System.Globalization;
using System.Text.Json;

namespace Cambium.Tracking;

sealed partial class HttpModelRegistry
{
    const string VersionPath = "mlflow/model-versions/";

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer it would make a second version, so the first is looked for by its mark.</remarks>
    public VersionRecord CreateVersion(string name, NewVersion version)
    {
        var mark = RequestMark.New();
        return Located(transport.SendOnce(
            VersionPath + "create",
            json =>
            {
                json.WriteString("name", name);
                json.WriteString("source", version.Source);
                json.Text("run_id", version.RunId);
                json.Text("run_link", version.RunLink);
                json.Text("description", version.Description);
                json.Text("model_id", version.ModelId);
                json.Pairs("tags", [.. version.Tags, mark]);
            },
            AnsweredVersion,
            () => SearchVersions(RequestMark.Search(mark)).Items.FirstOrDefault()));
    }

    /// <inheritdoc/>
    public VersionRecord GetVersion(string name, int version) =>
        Located(transport.Get(RequestJson.Query(VersionPath + "get", ("name", name), ("version", Text(version))), AnsweredVersion));

    /// <inheritdoc/>
    public VersionRecord DescribeVersion(string name, int version, string? description) => transport.Send(
        HttpMethod.Patch,
        VersionPath + "update",
        json =>
        {
            WriteVersion(json, name, version);
            json.Text("description", description);
        },
        AnsweredVersion);

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the version is gone already: then it was done.</remarks>
    public void DeleteVersion(string name, int version) => Delete(VersionPath + "delete", json => WriteVersion(json, name, version));

    /// <inheritdoc/>
    /// <remarks>Where the files of a version lie is not told by a search if it refers to another model; <see cref="GetVersion"/> asks for it.</remarks>
    public Page<VersionRecord> SearchVersions(SearchRequest search) =>
        transport.Get(RequestJson.Query(VersionPath + "search", search), answer => answer.PageOf("model_versions", VersionOf));

    /// <inheritdoc/>
    public VersionRecord MoveToStage(string name, int version, string stage, bool archiveOthers) => transport.Send(
        HttpMethod.Post,
        VersionPath + "transition-stage",
        json =>
        {
            WriteVersion(json, name, version);
            json.WriteString("stage", stage);
            json.WriteBoolean("archive_existing_versions", archiveOthers);
        },
        AnsweredVersion);

    /// <inheritdoc/>
    public void SetVersionTag(string name, int version, string key, string value) => transport.Send(HttpMethod.Post, VersionPath + "set-tag", json =>
    {
        WriteVersion(json, name, version);
        json.Pair(key, value);
    });

    /// <inheritdoc/>
    public void DeleteVersionTag(string name, int version, string key) => transport.Send(HttpMethod.Delete, VersionPath + "delete-tag", json =>
    {
        WriteVersion(json, name, version);
        json.WriteString("key", key);
    });

    static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    static void WriteVersion(Utf8JsonWriter json, string name, int version)
    {
        json.WriteString("name", name);
        json.WriteString("version", Text(version));
    }

    static VersionRecord AnsweredVersion(JsonElement answer) => VersionOf(answer.Object("model_version"));

    static VersionRecord VersionOf(JsonElement version) => new()
    {
        Name = version.RequiredText("name"),
        Version = (int)version.RequiredWhole("version"),
        Created = version.Whole("creation_timestamp") ?? 0,
        Updated = version.Whole("last_updated_timestamp") ?? 0,
        Stage = version.Text("current_stage") ?? "None",
        Description = version.Text("description"),
        Source = version.Text("source") ?? "",
        DownloadUri = version.Text("source") ?? "",
        RunId = version.Text("run_id") is { Length: > 0 } run ? run : null,
        RunLink = version.Text("run_link") is { Length: > 0 } link ? link : null,
        ModelId = version.Text("model_id") is { Length: > 0 } model ? model : null,
        Tags = version.Pairs("tags"),
        Aliases = version.Texts("aliases"),
    };

    /// <summary>A version with the URI of its folder, which the server is asked for where the version refers to another model.</summary>
    VersionRecord Located(VersionRecord version) => !version.Source.StartsWith("models:/", StringComparison.OrdinalIgnoreCase)
        ? version
        : version with
        {
            DownloadUri = transport.Get(
                RequestJson.Query(VersionPath + "get-download-uri", ("name", version.Name), ("version", Text(version.Version))),
                answer => answer.RequiredText("artifact_uri")),
        };
}
