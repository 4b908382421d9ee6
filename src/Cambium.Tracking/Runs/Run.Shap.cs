using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Run
{
    /// <summary>Logs explained rows as the artifact shap.json: at most 200 rows, with their values.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(ExplainedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        LogDocument(RunArtifacts.Shap, sample.ToJson());
    }

    /// <summary>Logs how answers go with single columns as the artifact effects.json.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(AnswerCurves curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        LogDocument(RunArtifacts.Effects, curves.ToJson());
    }
}
