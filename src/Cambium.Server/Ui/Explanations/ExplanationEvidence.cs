using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run kept to explain its model, read from its artifacts; a file that cannot be read, or is too large, is a problem to show.</summary>
sealed class ExplanationEvidence
{
    /// <summary>Largest file that is read; 200 rows of 50 columns and five classes take some 2 MB.</summary>
    const long MostBytes = 8L << 20;

    readonly IReadOnlyList<ArtifactInfo> _artifacts;
    readonly List<string> _problems = [];

    ExplanationEvidence(Tracker tracker, string runId)
    {
        _artifacts = Caught(() => tracker.Artifacts(runId)) ?? [];
        Importance = Read(RunArtifacts.Explanation, () => tracker.ReadExplanation(runId));
        Sample = Read(RunArtifacts.Shap, () => tracker.ReadShap(runId));
        Curves = Read(RunArtifacts.Effects, () => tracker.ReadEffects(runId));
    }

    /// <summary>Which columns quality rests on; null where the run kept nothing of it.</summary>
    internal Explanation? Importance { get; }

    /// <summary>Explained rows; null where the run kept none.</summary>
    internal ExplainedSample? Sample { get; }

    /// <summary>How answers go with single columns; null where the run kept nothing of it.</summary>
    internal AnswerCurves? Curves { get; }

    /// <summary>Files that could not be read, and why.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    internal static ExplanationEvidence Of(Tracker tracker, string runId) => new(tracker, runId);

    T? Read<T>(string path, Func<T?> read)
        where T : class
    {
        if (_artifacts.FirstOrDefault(file => file.Path == path) is not { } file)
        {
            return null;
        }

        if (file.Size > MostBytes)
        {
            _problems.Add($"Artifact '{path}' has {Numbers.Size(file.Size)}, at most {Numbers.Size(MostBytes)} are read, so what it tells is not shown.");
            return null;
        }

        return Caught(read);
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
