using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Run
{
    /// <summary>Logs a model's weak spots as the artifact slices.json, with the surest 100 slices, 500 doubtful labels and 303 curves of robustness at most: under a megabyte.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(WeakSpotFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        LogDocument(RunArtifacts.Slices, SlicesArtifact.ToJson(findings));
    }
}
