namespace Cambium.Tracking;

/// <summary>
/// Keeps runs. Each call is one transaction: durable when it returns, and all or nothing. Safe to use from several threads. Messages of refusals are
/// those of MLflow's server, which its clients' tests match. Keys and values must have been checked (<see cref="RunNames"/>) before.
/// </summary>
interface IRunStore
{
    /// <summary>Adds a run.</summary>
    /// <exception cref="TrackingException">There is no such experiment, or it is deleted; or name and tag mlflow.runName differ.</exception>
    RunRecord CreateRun(NewRun run);

    /// <summary>The run of an id, also a deleted one.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    RunRecord GetRun(string runId);

    /// <summary>Up to two ids that begin so; two tell that the beginning is not enough.</summary>
    IReadOnlyList<string> RunIdsBeginning(string start);

    /// <summary>Changes a run; its tag mlflow.runName follows its name.</summary>
    /// <returns>The run after, without what it logged.</returns>
    /// <exception cref="TrackingException">There is no such run, or it is deleted.</exception>
    RunRecord UpdateRun(string runId, RunChange change);

    /// <summary>Marks a run as deleted; one that is already stays so.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    void DeleteRun(string runId);

    /// <summary>Takes back <see cref="DeleteRun"/>.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    void RestoreRun(string runId);

    /// <summary>Runs that match. Where none of the order's keys tells two apart, the one started last comes first.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<RunRecord> SearchRuns(RunSearch search);

    /// <summary>How many runs match, on all pages.</summary>
    /// <exception cref="TrackingException">The filter is not valid.</exception>
    long CountRuns(RunSearch search);

    /// <summary>The names of what the newest runs of an experiment logged, deleted ones too.</summary>
    RunKeys KeysOf(long experimentId);

    /// <summary>Writes metrics, parameters and tags; a tag mlflow.runName renames the run.</summary>
    /// <exception cref="TrackingException">There is no such run, it is deleted, or a parameter has another value; then nothing is written.</exception>
    void Log(string runId, RunBatch batch);

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="TrackingException">There is no such run or tag, or the run is deleted.</exception>
    void DeleteTag(string runId, string key);

    /// <summary>Notes what a run read. A dataset that it has already keeps its tags.</summary>
    /// <exception cref="TrackingException">There is no such run, or it is deleted.</exception>
    void LogInputs(string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds);

    /// <summary>Notes the logged models that a run made.</summary>
    /// <exception cref="TrackingException">There is no such run, or it is deleted.</exception>
    void LogOutputs(string runId, IReadOnlyList<ModelOutput> models);

    /// <summary>Points of a metric, by time, step and value, each once. Empty where there is no such run or metric.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric.</param>
    /// <param name="maxResults">The most points of a page; null: all.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    Page<MetricValue> MetricHistory(string runId, string key, int? maxResults, string? pageToken);

    /// <summary>
    /// Points of a metric of several runs at the same steps: of all steps that any of them has, so many spread evenly, and each run's first and last.
    /// By step, time and value within a run.
    /// </summary>
    /// <param name="runIds">The runs, at most 100.</param>
    /// <param name="key">The metric.</param>
    /// <param name="steps">The first and last step to look at; null: all.</param>
    /// <param name="maxSteps">How many steps, 1 to 2,500.</param>
    IReadOnlyList<SampledMetric> SampleMetric(IReadOnlyList<string> runIds, string key, (long First, long Last)? steps, int maxSteps);

    /// <summary>Notes that the process that writes a run is alive.</summary>
    void NoteAlive(string runId);
}
