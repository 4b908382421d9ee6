namespace Cambium.Tracking;

/// <summary>
/// Keeps experiments. Each call is one transaction: durable when it returns, and all or nothing. Safe to use from several threads. Messages of
/// refusals are those of MLflow's server, which its clients' tests match.
/// </summary>
interface IExperimentStore
{
    /// <summary>Adds an experiment.</summary>
    /// <param name="name">Its name, which no experiment may have, also no deleted one.</param>
    /// <param name="artifactLocation">The URI below which its artifacts lie; null or empty: below the store's own.</param>
    /// <param name="tags">Its tags.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="TrackingException">The name is taken.</exception>
    long CreateExperiment(string name, string? artifactLocation, IReadOnlyList<KeyValuePair<string, string>> tags);

    /// <summary>The experiment of an id, also a deleted one.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    ExperimentRecord GetExperiment(long id);

    /// <summary>The experiment of a name, also a deleted one, or null.</summary>
    ExperimentRecord? FindExperiment(string name);

    /// <summary>Experiments that match, the newest first where no order is given.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<ExperimentRecord> SearchExperiments(LifecycleView view, SearchRequest search);

    /// <summary>How many runs, deleted ones not counted, each of all experiments has.</summary>
    IReadOnlyDictionary<long, int> CountRuns();

    /// <summary>Gives an experiment another name.</summary>
    /// <exception cref="TrackingException">There is no such experiment, it is deleted, or the name is taken.</exception>
    void RenameExperiment(long id, string name);

    /// <summary>Marks an experiment and all its runs as deleted.</summary>
    /// <exception cref="TrackingException">There is no such experiment that is not deleted.</exception>
    void DeleteExperiment(long id);

    /// <summary>Takes back <see cref="DeleteExperiment"/>, for all its runs too.</summary>
    /// <exception cref="TrackingException">There is no such deleted experiment.</exception>
    void RestoreExperiment(long id);

    /// <summary>Sets a tag, over one that is there.</summary>
    /// <exception cref="TrackingException">There is no such experiment, or it is deleted.</exception>
    void SetExperimentTag(long id, string key, string value);

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="TrackingException">There is no such experiment or tag, or the experiment is deleted.</exception>
    void DeleteExperimentTag(long id, string key);

    /// <summary>The datasets that runs of these experiments read, at most 1,000.</summary>
    IReadOnlyList<DatasetSummary> SearchDatasets(IReadOnlyList<long> experimentIds);
}
