using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/experiments: create, get, get-by-name, search, update, delete, restore, tags, and search-datasets.</summary>
sealed class MlflowExperiments(IExperimentStore experiments)
{
    const int MostResults = 50_000;
    const int MostSearchedForDatasets = 20;

    /// <summary>The names of <see cref="LifecycleView"/> by the protocol's number.</summary>
    static readonly string[] Views = ["", "ACTIVE_ONLY", "DELETED_ONLY", "ALL"];

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/experiments/";
        routes.Map("POST", Path + "create", Create);
        routes.Map("GET", Path + "get", Get);
        routes.Map("GET", Path + "get-by-name", GetByName);
        routes.Map("POST", Path + "search", Search);
        routes.Map("GET", Path + "search", Search);
        routes.Map("POST", Path + "update", Update);
        routes.Map("POST", Path + "delete", call => experiments.DeleteExperiment(call.Request.ExperimentId("experiment_id"u8)));
        routes.Map("POST", Path + "restore", call => experiments.RestoreExperiment(call.Request.ExperimentId("experiment_id"u8)));
        routes.Map("POST", Path + "set-experiment-tag", SetTag);
        routes.Map("POST", Path + "delete-experiment-tag", DeleteTag);
        routes.Map("POST", Path + "search-datasets", SearchDatasets);
    }

    /// <summary>Which of deleted and not deleted ones are asked for.</summary>
    internal static LifecycleView View(MlflowFields request, ReadOnlySpan<byte> name) => request.Choice(name, Views) switch
    {
        2 => LifecycleView.Deleted,
        3 => LifecycleView.All,
        _ => LifecycleView.Active,
    };

    void Create(MlflowCall call)
    {
        var name = call.Request.Text("name"u8);
        var location = call.Request.OptionalText("artifact_location"u8) ?? "";
        var tags = call.Request.Pairs("tags"u8);
        Limits.ExperimentName(name);
        Limits.Location(location);
        foreach (var tag in tags)
        {
            Limits.ExperimentTag(tag.Key, tag.Value);
        }

        var id = experiments.CreateExperiment(name, Absolute(location), tags);
        call.Answer.WriteString("experiment_id"u8, id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A path of this machine that depends on where the server was started would mean another place to everybody else.</summary>
    static string Absolute(string location) => location.Length > 0 && LocalPath.Of(location) == location ? Path.GetFullPath(location) : location;

    void Get(MlflowCall call) => Write(call.Answer, experiments.GetExperiment(call.Request.ExperimentId("experiment_id"u8)));

    void GetByName(MlflowCall call)
    {
        var name = call.Request.Text("experiment_name"u8);
        Write(
            call.Answer,
            experiments.FindExperiment(name) ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Could not find experiment with name '{name}'"));
    }

    void Search(MlflowCall call)
    {
        var search = MlflowPaging.Search(call.Request, absent: null, MostResults);
        var page = experiments.SearchExperiments(View(call.Request, "view_type"u8), search);
        call.Answer.List("experiments"u8, page.Items, WriteMembers);
        call.Answer.NextPage(page.NextToken);
    }

    void Update(MlflowCall call)
    {
        var id = call.Request.ExperimentId("experiment_id"u8);
        var name = call.Request.Text("new_name"u8);
        Limits.ExperimentName(name);
        experiments.RenameExperiment(id, name);
    }

    void SetTag(MlflowCall call)
    {
        var id = call.Request.ExperimentId("experiment_id"u8);
        var key = call.Request.Text("key"u8);
        var value = call.Request.OptionalText("value"u8) ?? "";
        Limits.ExperimentTag(key, value);
        experiments.SetExperimentTag(id, key, value);
    }

    void DeleteTag(MlflowCall call)
    {
        var id = call.Request.ExperimentId("experiment_id"u8);
        experiments.DeleteExperimentTag(id, call.Request.Text("key"u8));
    }

    void SearchDatasets(MlflowCall call)
    {
        var ids = call.Request.ExperimentIds("experiment_ids"u8);
        if (ids.Count is 0 or > MostSearchedForDatasets)
        {
            throw ids.Count == 0
                ? new TrackingException("SearchDatasets request must specify at least one experiment_id.")
                : new TrackingException($"SearchDatasets request cannot specify more than {MostSearchedForDatasets} experiment_ids. Received {ids.Count} experiment_ids.");
        }

        call.Answer.List("dataset_summaries"u8, experiments.SearchDatasets(ids), static (json, summary) =>
        {
            json.WriteString("experiment_id"u8, summary.ExperimentId.ToString(CultureInfo.InvariantCulture));
            json.WriteString("name"u8, summary.Name);
            json.WriteString("digest"u8, summary.Digest);
            json.Text("context"u8, summary.Context);
        });
    }

    static void Write(Utf8JsonWriter json, ExperimentRecord experiment)
    {
        json.WriteStartObject("experiment"u8);
        WriteMembers(json, experiment);
        json.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter json, ExperimentRecord experiment)
    {
        json.WriteString("experiment_id"u8, experiment.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("name"u8, experiment.Name);
        json.WriteString("artifact_location"u8, experiment.ArtifactLocation);
        json.WriteString("lifecycle_stage"u8, experiment.IsDeleted ? "deleted" : "active");
        json.WriteNumber("last_update_time"u8, experiment.Updated);
        json.WriteNumber("creation_time"u8, experiment.Created);
        json.Pairs("tags"u8, experiment.Tags);
    }
}
