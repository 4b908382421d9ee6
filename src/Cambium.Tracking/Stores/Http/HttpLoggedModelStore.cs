using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>Logged models of a server of MLflow's protocol.</summary>
sealed class HttpLoggedModelStore(HttpTransport transport) : ILoggedModelStore
{
    const string Path = "mlflow/logged-models";

    /// <summary>As many parameters as MLflow's own clients send at once.</summary>
    const int MostParameters = 100;

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer it would make a second model, so the first is looked for by its mark.</remarks>
    public LoggedModelRecord CreateLoggedModel(NewLoggedModel model)
    {
        var mark = RequestMark.New();
        var made = transport.SendOnce(
            Path,
            json =>
            {
                json.WriteString("experiment_id", HttpExperimentStore.Text(model.ExperimentId));
                json.Text("name", model.Name);
                json.Text("model_type", model.ModelType);
                json.Text("source_run_id", model.SourceRunId);
                json.Pairs("params", [.. model.Parameters.Take(MostParameters)]);
                json.Pairs("tags", [.. model.Tags, mark]);
            },
            answer => ModelOf(answer.Object("model")),
            () => SearchLoggedModels(new LoggedModelSearch([model.ExperimentId], [], [], RequestMark.Search(mark))).Items.FirstOrDefault());
        if (model.Parameters.Count <= MostParameters)
        {
            return made;
        }

        LogModelParameters(made.Id, [.. model.Parameters.Skip(MostParameters)]);
        return GetLoggedModel(made.Id);
    }

    /// <inheritdoc/>
    public LoggedModelRecord GetLoggedModel(string modelId) => transport.Get(PathOf(modelId), answer => ModelOf(answer.Object("model")));

    /// <inheritdoc/>
    public LoggedModelRecord FinalizeLoggedModel(string modelId, LoggedModelStatus status) => transport.Send(
        HttpMethod.Patch,
        PathOf(modelId),
        json =>
        {
            json.WriteString("model_id", modelId);
            json.WriteString("status", NameOf(status));
        },
        answer => ModelOf(answer.Object("model")));

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the model is gone already: then it was done.</remarks>
    public void DeleteLoggedModel(string modelId) => Delete(PathOf(modelId));

    /// <inheritdoc/>
    public Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search) => transport.Send(
        HttpMethod.Post,
        Path + "/search",
        json =>
        {
            json.Texts("experiment_ids", search.ExperimentIds.Select(HttpExperimentStore.Text));
            json.List("datasets", search.Datasets, dataset =>
            {
                json.WriteString("dataset_name", dataset.Name);
                json.Text("dataset_digest", dataset.Digest);
            });
            json.List("order_by", search.OrderBy, key =>
            {
                json.WriteString("field_name", key.Field);
                json.WriteBoolean("ascending", key.Ascending);
                json.Text("dataset_name", key.DatasetName);
                json.Text("dataset_digest", key.DatasetDigest);
            });
            json.Search(search.Search);
        },
        answer => answer.PageOf("models", ModelOf));

    /// <inheritdoc/>
    public void SetLoggedModelTags(string modelId, IReadOnlyList<KeyValuePair<string, string>> tags) =>
        transport.Send(HttpMethod.Patch, PathOf(modelId) + "/tags", json => json.Pairs("tags", tags));

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the tag is gone already: then it was done.</remarks>
    public void DeleteLoggedModelTag(string modelId, string key) => Delete($"{PathOf(modelId)}/tags/{Uri.EscapeDataString(key)}");

    /// <inheritdoc/>
    public void LogModelParameters(string modelId, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var some in parameters.Chunk(MostParameters))
        {
            transport.Send(HttpMethod.Post, PathOf(modelId) + "/params", json =>
            {
                json.WriteString("model_id", modelId);
                json.Pairs("params", some);
            });
        }
    }

    static string PathOf(string modelId) => $"{Path}/{Uri.EscapeDataString(modelId)}";

    static string NameOf(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "LOGGED_MODEL_PENDING",
        LoggedModelStatus.Ready => "LOGGED_MODEL_READY",
        LoggedModelStatus.UploadFailed => "LOGGED_MODEL_UPLOAD_FAILED",
        _ => "LOGGED_MODEL_STATUS_UNSPECIFIED",
    };

    static LoggedModelStatus StatusOf(string? name) => name switch
    {
        "LOGGED_MODEL_PENDING" or "1" => LoggedModelStatus.Pending,
        "LOGGED_MODEL_READY" or "2" => LoggedModelStatus.Ready,
        "LOGGED_MODEL_UPLOAD_FAILED" or "3" => LoggedModelStatus.UploadFailed,
        _ => LoggedModelStatus.Unspecified,
    };

    static LoggedModelRecord ModelOf(JsonElement model)
    {
        var (info, data) = (model.Object("info"), model.Object("data"));
        return new LoggedModelRecord
        {
            Id = info.RequiredText("model_id"),
            ExperimentId = HttpExperimentStore.IdOf(info, "experiment_id"),
            Name = info.Text("name") ?? "",
            ModelType = info.Text("model_type"),
            SourceRunId = info.Text("source_run_id"),
            Status = StatusOf(info.Text("status")),
            ArtifactUri = info.Text("artifact_uri") ?? "",
            Created = info.Whole("creation_timestamp_ms") ?? 0,
            Updated = info.Whole("last_updated_timestamp_ms") ?? 0,
            Tags = info.Pairs("tags"),
            Parameters = data.Pairs("params"),
            Metrics = data.List("metrics", point => new LoggedModelMetric(point.Text("run_id") ?? "", AnswerJson.PointOf(point))),
        };
    }

    void Delete(string path)
    {
        try
        {
            transport.Send(HttpMethod.Delete, path, static _ => { });
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return;
        }
    }
}
