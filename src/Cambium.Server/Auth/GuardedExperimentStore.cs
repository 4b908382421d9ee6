using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Experiments as far as the caller may go: what is not allowed is refused, what may not be seen is left out of searches.</summary>
sealed class GuardedExperimentStore(IExperimentStore inner, Access access) : IExperimentStore
{
    /// <inheritdoc/>
    public long CreateExperiment(string name, string? artifactLocation, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        access.OnStore(Role.Editor);
        access.OnLocation(artifactLocation);
        var id = access.Do("experiment.create", made => (Subject(made), name), () => inner.CreateExperiment(name, artifactLocation, tags));
        access.OwnExperiment(id);
        return id;
    }

    /// <inheritdoc/>
    public ExperimentRecord GetExperiment(long id)
    {
        access.OnExperiment(id, Role.Viewer);
        return inner.GetExperiment(id);
    }

    /// <inheritdoc/>
    public ExperimentRecord? FindExperiment(string name)
    {
        var found = inner.FindExperiment(name);
        if (found is not null)
        {
            access.OnExperiment(found.Id, Role.Viewer);
        }

        return found;
    }

    /// <inheritdoc/>
    public Page<ExperimentRecord> SearchExperiments(LifecycleView view, SearchRequest search) => access.IsUnlimited
        ? inner.SearchExperiments(view, search)
        : SeenPage.Of(search, request => inner.SearchExperiments(view, request), experiment => access.Sees(experiment.Id));

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, int> CountRuns() =>
        access.IsUnlimited ? inner.CountRuns() : inner.CountRuns().Where(count => access.Sees(count.Key)).ToDictionary();

    /// <inheritdoc/>
    public void RenameExperiment(long id, string name)
    {
        access.OnExperiment(id, Role.Editor);
        access.Do("experiment.rename", Subject(id), name, () => inner.RenameExperiment(id, name));
    }

    /// <inheritdoc/>
    public void DeleteExperiment(long id)
    {
        access.OnExperiment(id, Role.Manager);
        access.Do("experiment.delete", Subject(id), "", () => inner.DeleteExperiment(id));
    }

    /// <inheritdoc/>
    public void RestoreExperiment(long id)
    {
        access.OnExperiment(id, Role.Manager);
        access.Do("experiment.restore", Subject(id), "", () => inner.RestoreExperiment(id));
    }

    /// <inheritdoc/>
    public void SetExperimentTag(long id, string key, string value)
    {
        access.OnExperiment(id, Role.Editor);
        inner.SetExperimentTag(id, key, value);
    }

    /// <inheritdoc/>
    public void DeleteExperimentTag(long id, string key)
    {
        access.OnExperiment(id, Role.Editor);
        inner.DeleteExperimentTag(id, key);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DatasetSummary> SearchDatasets(IReadOnlyList<long> experimentIds) => inner.SearchDatasets([.. experimentIds.Where(access.Sees)]);

    static string Subject(long id) => $"experiment:{id}";
}
