using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Scorers as far as the caller may go in the experiments whose they are.</summary>
sealed class GuardedScorerStore(IScorerStore inner, Access access) : IScorerStore
{
    /// <inheritdoc/>
    public ScorerRecord RegisterScorer(long experimentId, string name, string content)
    {
        access.OnExperiment(experimentId, Role.Editor);
        return inner.RegisterScorer(experimentId, name, content);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScorerRecord> ListScorers(long experimentId)
    {
        access.OnExperiment(experimentId, Role.Viewer);
        return inner.ListScorers(experimentId);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScorerRecord> ListScorerVersions(long experimentId, string name)
    {
        access.OnExperiment(experimentId, Role.Viewer);
        return inner.ListScorerVersions(experimentId, name);
    }

    /// <inheritdoc/>
    public ScorerRecord GetScorer(long experimentId, string name, long? version)
    {
        access.OnExperiment(experimentId, Role.Viewer);
        return inner.GetScorer(experimentId, name, version);
    }

    /// <inheritdoc/>
    public void DeleteScorer(long experimentId, string name, long? version)
    {
        access.OnExperiment(experimentId, Role.Manager);
        access.Do("scorer.delete", $"experiment:{experimentId}", version is null ? name : $"{name} version {version}", () => inner.DeleteScorer(experimentId, name, version));
    }
}
