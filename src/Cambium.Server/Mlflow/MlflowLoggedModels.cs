using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/logged-models: models that runs made, before or without being registered. Their files stand in <see cref="MlflowFiles"/>.</summary>
sealed class MlflowLoggedModels(ILoggedModelStore models)
{
    const int DefaultResults = 50;
    const int MostResults = 50_000;

    /// <summary>The names of <see cref="LoggedModelStatus"/> by number.</summary>
    static readonly string[] Statuses =
        ["LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"];

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/logged-models";
        routes.Map("POST", Path, Create);
        routes.Map("POST", Path + "/search", Search);
        routes.Map("GET", Path + "/{model_id}", call => Write(call.Answer, models.GetLoggedModel(call.PathText("model_id"))));
        routes.Map("PATCH", Path + "/{model_id}", Complete);
        routes.Map("DELETE", Path + "/{model_id}", call => models.DeleteLoggedModel(call.PathText("model_id")));
        routes.Map("PATCH", Path + "/{model_id}/tags", SetTags);
        routes.Map("DELETE", Path + "/{model_id}/tags/{**tag_key}", call => models.DeleteLoggedModelTag(call.PathText("model_id"), call.PathText("tag_key")));
        routes.Map("POST", Path + "/{model_id}/params", LogParameters);
    }

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var model = new NewLoggedModel(
            request.ExperimentId("experiment_id"u8),
            request.OptionalText("name"u8),
            request.OptionalText("model_type"u8),
            request.OptionalText("source_run_id"u8),
            request.Pairs("params"u8),
            request.Pairs("tags"u8));
        Write(call.Answer, models.CreateLoggedModel(model));
    }

    void Search(MlflowCall call)
    {
        var request = call.Request;
        if (!request.Has("experiment_ids"u8))
        {
            throw request.Missing("experiment_ids"u8);
        }

        var search = new LoggedModelSearch(
            request.ExperimentIds("experiment_ids"u8),
            [.. request.Objects("datasets"u8).Select(dataset => (dataset.Text("dataset_name"u8), dataset.OptionalText("dataset_digest"u8)))],
            [.. request.Objects("order_by"u8).Select(Order)],
            new SearchRequest
            {
                Filter = request.OptionalText("filter"u8),
                MaxResults = MlflowPaging.MaxResults(request, MostResults) ?? DefaultResults,
                PageToken = request.OptionalText("page_token"u8) is { Length: > 0 } token ? token : null,
            });
        var page = models.SearchLoggedModels(search);
        call.Answer.List("models"u8, page.Items, WriteMembers);
        call.Answer.NextPage(page.NextToken);
    }

    void Complete(MlflowCall call)
    {
        var status = call.Request.Choice("status"u8, Statuses) ?? throw call.Request.Wrong("status"u8);
        Write(call.Answer, models.FinalizeLoggedModel(call.PathText("model_id"), (LoggedModelStatus)status));
    }

    void SetTags(MlflowCall call)
    {
        var id = call.PathText("model_id");
        models.SetLoggedModelTags(id, call.Request.Pairs("tags"u8));
        Write(call.Answer, models.GetLoggedModel(id));
    }

    void LogParameters(MlflowCall call)
    {
        var parameters = call.Request.Pairs("params"u8);
        Limits.DistinctParameters(parameters);
        models.LogModelParameters(call.PathText("model_id"), parameters);
    }

    static LoggedModelOrder Order(MlflowFields key) => new(
        key.Text("field_name"u8),
        key.Flag("ascending"u8, absent: true),
        key.OptionalText("dataset_name"u8) is { Length: > 0 } name ? name : null,
        key.OptionalText("dataset_digest"u8) is { Length: > 0 } digest ? digest : null);

    static void Write(Utf8JsonWriter json, LoggedModelRecord model)
    {
        json.WriteStartObject("model"u8);
        WriteMembers(json, model);
        json.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter json, LoggedModelRecord model)
    {
        json.WriteStartObject("info"u8);
        json.WriteString("model_id"u8, model.Id);
        json.WriteString("experiment_id"u8, model.ExperimentId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("name"u8, model.Name);
        json.WriteNumber("creation_timestamp_ms"u8, model.Created);
        json.WriteNumber("last_updated_timestamp_ms"u8, model.Updated);
        json.WriteString("artifact_uri"u8, model.ArtifactUri);
        json.WriteString("status"u8, Statuses[(int)model.Status]);
        json.Text("model_type"u8, model.ModelType);
        json.Text("source_run_id"u8, model.SourceRunId);
        json.Pairs("tags"u8, model.Tags);
        json.WriteEndObject();

        json.WriteStartObject("data"u8);
        json.Pairs("params"u8, model.Parameters);
        json.List("metrics"u8, model.Metrics, (json, metric) =>
        {
            json.Metric(metric.Point);
            json.Text("dataset_name"u8, metric.Point.DatasetName);
            json.Text("dataset_digest"u8, metric.Point.DatasetDigest);
            json.WriteString("model_id"u8, model.Id);
            json.WriteString("run_id"u8, metric.RunId);
        });
        json.WriteEndObject();
    }
}
