using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Reads files that a run kept. One that cannot be read, or is larger than such a file ever is, is a problem to show and no failure of the page.</summary>
/// <param name="tracker">What holds the runs.</param>
/// <param name="runId">The run.</param>
/// <param name="mostBytes">The largest file that is read.</param>
/// <param name="known">The run's files where they were listed before; null: they are listed when first asked for.</param>
sealed class EvidenceReader(Tracker tracker, string runId, long mostBytes, IReadOnlyList<ArtifactInfo>? known = null)
{
    readonly List<string> _problems = [];
    IReadOnlyList<ArtifactInfo>? _artifacts = known;

    /// <summary>The run's files; none where they cannot be listed.</summary>
    internal IReadOnlyList<ArtifactInfo> Artifacts => _artifacts ??= Caught(() => tracker.Artifacts(runId)) ?? [];

    /// <summary>What could not be read so far, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>What a file holds; null where the run has none, or it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    internal T? Read<T>(string path, Func<Tracker, string, T?> read)
        where T : class
    {
        if (Artifacts.FirstOrDefault(file => file.Path == path) is not { } file)
        {
            return null;
        }

        if (file.Size > mostBytes)
        {
            _problems.Add($"Artifact '{path}' has {Numbers.Size(file.Size)}, at most {Numbers.Size(mostBytes)} are read, so what it tells is not shown.");
            return null;
        }

        return Caught(() => read(tracker, runId));
    }

    T? Caught<T>(Func<T?> read)
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
