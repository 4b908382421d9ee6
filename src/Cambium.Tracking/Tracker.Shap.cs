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

    /// <summary>Keeps explained rows on a run, in place of those that it has and also after its end; <see cref="ReadShap"/> reads them.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, ExplainedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        LogDocument(runId, RunArtifacts.Shap, sample.ToJson());
    }

    /// <summary>Keeps on a run how answers go with single columns, in place of what it has and also after its end; <see cref="ReadEffects"/> reads it.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, AnswerCurves curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        LogDocument(runId, RunArtifacts.Effects, curves.ToJson());
    }
}
