using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>The explained rows that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public ExplainedSample? ReadShap(string runId) => Read(runId, RunArtifacts.Shap, stream => ExplainedSample.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>How answers go with single columns, as a run logged it; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public AnswerCurves? ReadEffects(string runId) => Read(runId, RunArtifacts.Effects, stream => AnswerCurves.FromJson(new StreamReader(stream).ReadToEnd()));
}
