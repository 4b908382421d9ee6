using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run kept to explain its model, read from its artifacts; a file that cannot be read, or is too large, is a problem to show.</summary>
sealed class ExplanationEvidence
{
    /// <summary>Largest file that is read; 200 rows of 50 columns and five classes take some 2 MB.</summary>
    const long MostBytes = 8L << 20;

    readonly EvidenceReader _files;

    ExplanationEvidence(Tracker tracker, string runId)
    {
        _files = new EvidenceReader(tracker, runId, MostBytes);
        Importance = _files.Read(RunArtifacts.Explanation, static (tracker, run) => tracker.ReadExplanation(run));
        Sample = _files.Read(RunArtifacts.Shap, static (tracker, run) => tracker.ReadShap(run));
        Curves = _files.Read(RunArtifacts.Effects, static (tracker, run) => tracker.ReadEffects(run));
    }

    /// <summary>Which columns quality rests on; null where the run kept nothing of it.</summary>
    internal Explanation? Importance { get; }

    /// <summary>Explained rows; null where the run kept none.</summary>
    internal ExplainedSample? Sample { get; }

    /// <summary>How answers go with single columns; null where the run kept nothing of it.</summary>
    internal AnswerCurves? Curves { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _files.Problems;

    internal static ExplanationEvidence Of(Tracker tracker, string runId) => new(tracker, runId);
}
