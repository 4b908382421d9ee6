using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run kept of its search, read from its artifacts; a file that cannot be read, or is too large, is a problem to show.</summary>
sealed class SearchEvidence
{
    /// <summary>Largest file that is read; a report of ten thousand trials takes some 20 MB.</summary>
    const long MostBytes = 32L << 20;

    readonly IReadOnlyList<ArtifactInfo> _artifacts;
    readonly List<string> _problems = [];

    SearchEvidence(Tracker tracker, string runId, IReadOnlyList<ArtifactInfo> artifacts, bool hasTrials)
    {
        _artifacts = artifacts;
        Space = Read(RunArtifacts.Space, () => tracker.ReadSpace(runId));
        Importances = Read(RunArtifacts.Importances, () => tracker.ReadImportances(runId));
        // The trials' runs tell the same, and cost less to read.
        Report = Space is not null && hasTrials ? null : Read(RunArtifacts.Search, () => tracker.ReadSearch(runId));
    }

    /// <summary>What may be tried; null where the run tells nothing of it.</summary>
    internal SearchedSpace? Space { get; }

    /// <summary>The importance of settings so far; null where the run logged none.</summary>
    internal SearchImportances? Importances { get; }

    /// <summary>The report at the end, where it is needed; null where there is none.</summary>
    internal SearchReport? Report { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    internal static SearchEvidence Of(Tracker tracker, string runId, IReadOnlyList<ArtifactInfo> artifacts, bool hasTrials) => new(tracker, runId, artifacts, hasTrials);

    T? Read<T>(string path, Func<T?> read)
        where T : class
    {
        if (_artifacts.FirstOrDefault(artifact => artifact.Path == path) is not { } file)
        {
            return null;
        }

        if (file.Size > MostBytes)
        {
            _problems.Add($"Artifact '{path}' has {Numbers.Size(file.Size)}, at most {Numbers.Size(MostBytes)} are read, so what it tells is not shown.");
            return null;
        }

        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TrackingException or IOException)
        {
            _problems.Add(exception.Message);
            return null;
        }
    }
}
