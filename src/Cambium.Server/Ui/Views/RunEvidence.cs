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
    readonly List<string> _problems = [];
    readonly Lazy<WeakSpotFindings?> _slices; // read where they are shown
    readonly Lazy<FairnessEvidence?> _fairness;

    RunEvidence(Tracker tracker, string runId)
    {
        Artifacts = Read(() => tracker.Artifacts(runId)) ?? [];
        Report = Read(() => tracker.ReadReport(runId));
        Explanation = Read(() => tracker.ReadExplanation(runId));
        Groups = Read(() => tracker.ReadGroups(runId));
        _slices = new(() => Read(() => tracker.ReadSlices(runId)));
        _fairness = new(() => Read(() => tracker.ReadFairness(runId)));
        Profile = Read(() => tracker.ReadProfile(runId));
        LearningCurve = Read(() => tracker.ReadLearningCurve(runId));
        ValidationCurve = Read(() => tracker.ReadValidationCurve(runId));
    }

    /// <summary>The run's files; none where they cannot be listed.</summary>
    internal IReadOnlyList<ArtifactInfo> Artifacts { get; }

    /// <summary>How well the model does; null where the run logged no report.</summary>
    internal Report? Report { get; }

    /// <summary>What the model rests on; null where the run logged none.</summary>
    internal Explanation? Explanation { get; }

    /// <summary>How decisions differ between groups; null where the run logged none.</summary>
    internal GroupComparison? Groups { get; }

    /// <summary>Where the model does worst, and its other weak spots; null where none were kept.</summary>
    internal WeakSpotFindings? Slices => _slices.Value;

    /// <summary>The same with the counts of every threshold, or of a regressor; null where the run logged none.</summary>
    internal FairnessEvidence? Fairness => _fairness.Value;

    /// <summary>What the run learned from; null where the run logged none.</summary>
    internal Profile? Profile { get; }

    /// <summary>How good a learner is by the rows it learns from; null where the run logged none.</summary>
    internal LearningCurve? LearningCurve { get; }

    /// <summary>How good a learner is by a setting; null where the run logged none.</summary>
    internal ValidationCurve? ValidationCurve { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    internal static RunEvidence Of(Tracker tracker, string runId) => new(tracker, runId);

    T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TrackingException or IOException)
        {
            if (!_problems.Contains(exception.Message))
            {
                // Where all of the run's files lie elsewhere, each says the same.
                _problems.Add(exception.Message);
            }

            return null;
        }
    }
}
