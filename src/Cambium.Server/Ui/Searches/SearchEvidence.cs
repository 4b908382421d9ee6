using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run kept of its search, read from its artifacts; a file that cannot be read, or is too large, is a problem to show.</summary>
sealed class SearchEvidence
{
    /// <summary>Largest file that is read; a report of ten thousand trials takes some 20 MB.</summary>
    const long MostBytes = 32L << 20;

    readonly EvidenceReader _files;

    SearchEvidence(Tracker tracker, string runId, IReadOnlyList<ArtifactInfo> artifacts, bool hasTrials)
    {
        _files = new EvidenceReader(tracker, runId, MostBytes, artifacts);
        Space = _files.Read(RunArtifacts.Space, static (from, run) => from.ReadSpace(run));
        Importances = _files.Read(RunArtifacts.Importances, static (from, run) => from.ReadImportances(run));
        // The trials' runs tell the same, and cost less to read.
        Report = Space is not null && hasTrials ? null : _files.Read(RunArtifacts.Search, static (from, run) => from.ReadSearch(run));
    }

    /// <summary>What may be tried; null where the run tells nothing of it.</summary>
    internal SearchedSpace? Space { get; }

    /// <summary>The importance of settings so far; null where the run logged none.</summary>
    internal SearchImportances? Importances { get; }

    /// <summary>The report at the end, where it is needed; null where there is none.</summary>
    internal SearchReport? Report { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _files.Problems;

    internal static SearchEvidence Of(Tracker tracker, string runId, IReadOnlyList<ArtifactInfo> artifacts, bool hasTrials) => new(tracker, runId, artifacts, hasTrials);
}
