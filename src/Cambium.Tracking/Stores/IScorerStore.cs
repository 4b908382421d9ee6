namespace Cambium.Tracking;

/// <summary>Keeps scorers of experiments, in versions. Each call is one transaction. Safe to use from several threads. Messages of refusals are those of MLflow's server.</summary>
interface IScorerStore
{
    /// <summary>Adds a version; the first makes the scorer.</summary>
    /// <exception cref="TrackingException">There is no such experiment, or it is deleted; or the name or content is not allowed.</exception>
    ScorerRecord RegisterScorer(long experimentId, string name, string content);

    /// <summary>The latest version of each scorer of an experiment, by name.</summary>
    /// <exception cref="TrackingException">There is no such experiment.</exception>
    IReadOnlyList<ScorerRecord> ListScorers(long experimentId);

    /// <summary>All versions of a scorer, the oldest first.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    IReadOnlyList<ScorerRecord> ListScorerVersions(long experimentId, string name);

    /// <summary>A version of a scorer; null: the latest.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    ScorerRecord GetScorer(long experimentId, string name, long? version);

    /// <summary>Deletes a version; null, or the last that there is: the scorer.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    void DeleteScorer(long experimentId, string name, long? version);
}
