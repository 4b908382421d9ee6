using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// What a run kept about its model's quality, read from its artifacts. A file that cannot be read is a problem to show, not a failure of
/// the page.
/// </summary>
sealed class RunEvidence
{
    /// <summary>Largest file that is read; reports and curves of real models take under a megabyte.</summary>
    const long MostBytes = 32L << 20;

    readonly EvidenceReader _files;

    RunEvidence(Tracker tracker, string runId)
    {
        _files = new EvidenceReader(tracker, runId, MostBytes);
        Report = _files.Read(RunArtifacts.Report, static (from, run) => from.ReadReport(run));
        Explanation = _files.Read(RunArtifacts.Explanation, static (from, run) => from.ReadExplanation(run));
        // A comparison of groups lies in either.
        Groups = _files.Read(Artifacts.Any(file => file.Path == RunArtifacts.Groups) ? RunArtifacts.Groups : RunArtifacts.Fairness, static (from, run) => from.ReadGroups(run));
        Profile = _files.Read(RunArtifacts.Profile, static (from, run) => from.ReadProfile(run));
        LearningCurve = _files.Read(RunArtifacts.LearningCurve, static (from, run) => from.ReadLearningCurve(run));
        ValidationCurve = _files.Read(RunArtifacts.ValidationCurve, static (from, run) => from.ReadValidationCurve(run));
    }

    /// <summary>The run's files; none where they cannot be listed.</summary>
    internal IReadOnlyList<ArtifactInfo> Artifacts => _files.Artifacts;

    /// <summary>How well the model does; null where the run logged no report.</summary>
    internal Report? Report { get; }

    /// <summary>What the model rests on; null where the run logged none.</summary>
    internal Explanation? Explanation { get; }

    /// <summary>How decisions differ between groups; null where the run logged none.</summary>
    internal GroupComparison? Groups { get; }

    /// <summary>What the run learned from; null where the run logged none.</summary>
    internal Profile? Profile { get; }

    /// <summary>How good a learner is by the rows it learns from; null where the run logged none.</summary>
    internal LearningCurve? LearningCurve { get; }

    /// <summary>How good a learner is by a setting; null where the run logged none.</summary>
    internal ValidationCurve? ValidationCurve { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _files.Problems;

    internal static RunEvidence Of(Tracker tracker, string runId) => new(tracker, runId);
}
