using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>The weak spots of a run's model; null where none were kept.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public WeakSpotFindings? ReadSlices(string runId) => Read(runId, RunArtifacts.Slices, SlicesArtifact.Read);

    /// <summary>Keeps weak spots on a run, in place of those that it has and also after its end; as many as <see cref="Run.Log(WeakSpotFindings)"/> keeps.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, WeakSpotFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        LogDocument(runId, RunArtifacts.Slices, SlicesArtifact.ToJson(findings));
    }
}
