using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>
/// Runs of a server of MLflow's protocol. What is logged is a set of points and named values, so that a request which is sent again changes nothing; only
/// a new run bears a <see cref="RequestMark"/>.
/// </summary>
sealed partial class HttpRunStore(HttpTransport transport, HttpExperimentStore experiments) : IRunStore
{
    const string Path = "mlflow/runs/";
    const int IdLength = 32;

    /// <summary>The page that MLflow's own clients ask for.</summary>
    const int HistoryPage = 25_000;

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer it would make a second run, so the first is looked for by its mark.</remarks>
    public RunRecord CreateRun(NewRun run)
    {
        var mark = RequestMark.New();
        return transport.SendOnce(
            Path + "create",
            json =>
            {
                json.WriteString("experiment_id", HttpExperimentStore.Text(run.ExperimentId));
                json.WriteString("user_id", run.UserId);
                json.Text("run_name", run.Name);
                json.WriteNumber("start_time", run.Started);
                json.Pairs("tags", [.. run.Tags, mark]);
            },
            answer => RunOf(answer.Object("run")),
            () => SearchRuns(new RunSearch([run.ExperimentId], LifecycleView.All, RequestMark.Search(mark))).Items.FirstOrDefault());
    }

    /// <inheritdoc/>
    public RunRecord GetRun(string runId) => transport.Get(RequestJson.Query(Path + "get", ("run_id", runId)), answer => RunOf(answer.Object("run")));

    /// <inheritdoc/>
    /// <remarks>A whole id is one question. The beginning of one is a search in all experiments.</remarks>
    public IReadOnlyList<string> RunIdsBeginning(string start)
    {
        if (start.Length >= IdLength || !start.All(char.IsAsciiHexDigitLower))
        {
            try
            {
                return [GetRun(start).Id];
            }
            catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
            {
                return [];
            }
        }

        var ids = experiments.AllIds();
        return ids.Count == 0
            ? []
            : [.. SearchRuns(new RunSearch(ids, LifecycleView.All, new SearchRequest { Filter = $"attributes.run_id LIKE '{start}%'", MaxResults = 2 })).Items.Select(run => run.Id)];
    }

    /// <inheritdoc/>
    public RunRecord UpdateRun(string runId, RunChange change) => transport.Send(
        HttpMethod.Post,
        Path + "update",
        json =>
        {
            json.WriteString("run_id", runId);
            json.Text("status", change.Status is { } status ? RunStatusName.Of(status) : null);
            if (change.Ended is { } ended)
            {
                json.WriteNumber("end_time", ended);
            }

            json.Text("run_name", change.Name);
        },
        answer => InfoOf(answer.Object("run_info")));

    /// <inheritdoc/>
    public void DeleteRun(string runId) => transport.Send(HttpMethod.Post, Path + "delete", json => json.WriteString("run_id", runId));

    /// <inheritdoc/>
    public void RestoreRun(string runId) => transport.Send(HttpMethod.Post, Path + "restore", json => json.WriteString("run_id", runId));

    /// <inheritdoc/>
    public Page<RunRecord> SearchRuns(RunSearch search) =>
        transport.Send(HttpMethod.Post, Path + "search", json => WriteSearch(json, search), answer => answer.PageOf("runs", RunOf));

    /// <summary>The members of a search for runs.</summary>
    internal static void WriteSearch(Utf8JsonWriter json, RunSearch search)
    {
        json.Texts("experiment_ids", search.ExperimentIds.Select(HttpExperimentStore.Text));
        json.Search(search.Search);
        json.Texts("order_by", search.Search.OrderBy);
        json.WriteString("run_view_type", RequestJson.NameOf(search.View));
    }

    /// <inheritdoc/>
    /// <remarks>More than a request may hold goes in several; parameters, which may be refused, before anything else.</remarks>
    public void Log(string runId, RunBatch batch)
    {
        if (batch.Parameters.Count <= Limits.MaxBatchParameters
            && batch.Tags.Count <= Limits.MaxBatchTags
            && batch.Metrics.Count + batch.Parameters.Count + batch.Tags.Count <= Limits.MaxBatchItems)
        {
            LogAtOnce(runId, batch);
            return;
        }

        foreach (var parameters in batch.Parameters.Chunk(Limits.MaxBatchParameters))
        {
            LogAtOnce(runId, new RunBatch { Parameters = parameters });
        }

        foreach (var tags in batch.Tags.Chunk(Limits.MaxBatchTags))
        {
            LogAtOnce(runId, new RunBatch { Tags = tags });
        }

        foreach (var metrics in batch.Metrics.Chunk(Limits.MaxBatchMetrics))
        {
            LogAtOnce(runId, new RunBatch { Metrics = metrics });
        }
    }

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, the tag is gone already: then it was done.</remarks>
    public void DeleteTag(string runId, string key)
    {
        try
        {
            transport.Send(HttpMethod.Post, Path + "delete-tag", json =>
            {
                json.WriteString("run_id", runId);
                json.WriteString("key", key);
            });
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceDoesNotExist })
        {
            return;
        }
    }

    /// <inheritdoc/>
    public void LogInputs(string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds) => transport.Send(
        HttpMethod.Post,
        Path + "log-inputs",
        json =>
        {
            json.WriteString("run_id", runId);
            json.List("datasets", datasets, input => WriteDataset(json, input));
            json.List("models", modelIds, id => json.WriteString("model_id", id));
        });

    /// <inheritdoc/>
    public void LogOutputs(string runId, IReadOnlyList<ModelOutput> models) => transport.Send(HttpMethod.Post, Path + "outputs", json =>
    {
        json.WriteString("run_id", runId);
        json.List("models", models, model =>
        {
            json.WriteString("model_id", model.ModelId);
            json.WriteNumber("step", model.Step);
        });
    });

    /// <inheritdoc/>
    public Page<MetricValue> MetricHistory(string runId, string key, int? maxResults, string? pageToken)
    {
        if (maxResults is not null)
        {
            return HistoryOf(runId, key, maxResults.Value, pageToken);
        }

        var points = new List<MetricValue>();
        var token = pageToken;
        do
        {
            var page = HistoryOf(runId, key, HistoryPage, token);
            points.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        return new Page<MetricValue>(points, null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SampledMetric> SampleMetric(IReadOnlyList<string> runIds, string key, (long First, long Last)? steps, int maxSteps) => transport.Get(
        RequestJson.Query(
            "mlflow/metrics/get-history-bulk-interval",
            [
                .. runIds.Select(id => ("run_ids", (string?)id)),
                ("metric_key", key),
                ("start_step", steps is { } from ? $"{from.First}" : null),
                ("end_step", steps is { } to ? $"{to.Last}" : null),
                ("max_results", $"{maxSteps}"),
            ]),
        answer => answer.List("metrics", point => new SampledMetric(point.RequiredText("run_id"), AnswerJson.PointOf(point))));

    /// <inheritdoc/>
    /// <remarks>The protocol knows no owner of a run: nobody over there watches this process.</remarks>
    public void NoteAlive(string runId)
    {
    }

    Page<MetricValue> HistoryOf(string runId, string key, int maxResults, string? pageToken) => transport.Get(
        RequestJson.Query("mlflow/metrics/get-history", ("run_id", runId), ("metric_key", key), ("max_results", $"{maxResults}"), ("page_token", pageToken)),
        answer => answer.PageOf("metrics", AnswerJson.PointOf));

    void LogAtOnce(string runId, RunBatch batch) => transport.Send(HttpMethod.Post, Path + "log-batch", json =>
    {
        json.WriteString("run_id", runId);
        json.List("metrics", batch.Metrics, point => json.Point(point));
        json.Pairs("params", batch.Parameters);
        json.Pairs("tags", batch.Tags);
    });
}
