using System.Globalization;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>Experiments of a server of MLflow's protocol.</summary>
sealed class HttpExperimentStore(HttpTransport transport) : IExperimentStore
{
    const string Path = "mlflow/experiments/";

    /// <summary>A page of runs is read whole, so it is kept small; a request names so many experiments at once.</summary>
    const int PageSize = 1000;

    /// <inheritdoc/>
    /// <remarks>
    /// Sent again after a lost answer, it is refused as taken, since names are unique; so there is the experiment that was asked for, whoever made it.
    /// </remarks>
    public long CreateExperiment(string name, string? artifactLocation, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        try
        {
            return transport.Send(
                HttpMethod.Post,
                Path + "create",
                json =>
                {
                    json.WriteString("name", name);
                    json.Text("artifact_location", artifactLocation);
                    json.Pairs("tags", tags);
                },
                answer => IdOf(answer, "experiment_id"));
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceAlreadyExists } && FindExperiment(name) is { IsDeleted: false })
        {
            return FindExperiment(name)!.Id; // found by the filter, and names stay
        }
    }

    /// <inheritdoc/>
    public ExperimentRecord GetExperiment(long id) =>
        transport.Get(RequestJson.Query(Path + "get", ("experiment_id", Text(id))), answer => ExperimentOf(answer.Object("experiment")));

    /// <inheritdoc/>
    public ExperimentRecord? FindExperiment(string name)
    {
        try
        {
            return transport.Get(RequestJson.Query(Path + "get-by-name", ("experiment_name", name)), answer => ExperimentOf(answer.Object("experiment")));
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Page<ExperimentRecord> SearchExperiments(LifecycleView view, SearchRequest search) => transport.Send(
        HttpMethod.Post,
        Path + "search",
        json =>
        {
            json.Search(search);
            json.Texts("order_by", search.OrderBy);
            json.WriteString("view_type", RequestJson.NameOf(view));
        },
        answer => answer.PageOf("experiments", ExperimentOf));

    /// <inheritdoc/>
    /// <remarks>The protocol has no such question: the runs are read, page by page, and counted.</remarks>
    public IReadOnlyDictionary<long, int> CountRuns()
    {
        var counts = new Dictionary<long, int>();
        foreach (var ids in AllIds().Chunk(PageSize))
        {
            string? token = null;
            do
            {
                var page = transport.Send(
                    HttpMethod.Post,
                    "mlflow/runs/search",
                    json => HttpRunStore.WriteSearch(json, new RunSearch(ids, LifecycleView.Active, new SearchRequest { MaxResults = PageSize, PageToken = token })),
                    answer => answer.PageOf("runs", run => IdOf(run.Object("info"), "experiment_id")));
                foreach (var id in page.Items)
                {
                    counts[id] = counts.GetValueOrDefault(id) + 1;
                }

                token = page.NextToken;
            }
            while (token is not null);
        }

        return counts;
    }

    /// <summary>The ids of all experiments that are not deleted.</summary>
    internal List<long> AllIds()
    {
        var ids = new List<long>();
        string? token = null;
        do
        {
            var page = SearchExperiments(LifecycleView.Active, new SearchRequest { MaxResults = PageSize, PageToken = token });
            ids.AddRange(page.Items.Select(experiment => experiment.Id));
            token = page.NextToken;
        }
        while (token is not null);

        return ids;
    }

    /// <inheritdoc/>
    public void RenameExperiment(long id, string name) => transport.Send(HttpMethod.Post, Path + "update", json =>
    {
        json.WriteString("experiment_id", Text(id));
        json.WriteString("new_name", name);
    });

    /// <inheritdoc/>
    public void DeleteExperiment(long id) => OnlyOnce("delete", id);

    /// <inheritdoc/>
    public void RestoreExperiment(long id) => OnlyOnce("restore", id);

    /// <inheritdoc/>
    public void SetExperimentTag(long id, string key, string value) => transport.Send(HttpMethod.Post, Path + "set-experiment-tag", json =>
    {
        json.WriteString("experiment_id", Text(id));
        json.Pair(key, value);
    });

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the tag is gone already: then it was done.</remarks>
    public void DeleteExperimentTag(long id, string key)
    {
        try
        {
            transport.Send(HttpMethod.Post, Path + "delete-experiment-tag", json =>
            {
                json.WriteString("experiment_id", Text(id));
                json.WriteString("key", key);
            });
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DatasetSummary> SearchDatasets(IReadOnlyList<long> experimentIds) => transport.Send(
        HttpMethod.Post,
        Path + "search-datasets",
        json => json.Texts("experiment_ids", experimentIds.Select(Text)),
        answer => answer.List("dataset_summaries", summary => new DatasetSummary(
            IdOf(summary, "experiment_id"), summary.Text("name") ?? "", summary.Text("digest") ?? "", summary.Text("context"))));

    /// <summary>An experiment's id in requests.</summary>
    internal static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>An experiment's id in answers; servers in the cloud that count otherwise are not understood.</summary>
    internal static long IdOf(JsonElement item, string name) => item.RequiredWhole(name);

    /// <summary>Deletes or restores; sent again after a lost answer there is nothing left to do, which the server tells as "no such experiment".</summary>
    void OnlyOnce(string what, long id)
    {
        try
        {
            transport.Send(HttpMethod.Post, Path + what, json => json.WriteString("experiment_id", Text(id)));
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return;
        }
    }

    static ExperimentRecord ExperimentOf(JsonElement experiment) => new(
        IdOf(experiment, "experiment_id"),
        experiment.RequiredText("name"),
        experiment.Text("artifact_location") ?? "",
        experiment.Whole("creation_time") ?? 0,
        experiment.Whole("last_update_time") ?? 0,
        experiment.Text("lifecycle_stage") == "deleted",
        experiment.Pairs("tags"));
}
