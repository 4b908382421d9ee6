using System.Text;
using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>The report that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public Report? ReadReport(string runId) => Read(runId, RunArtifacts.Report, stream => Report.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>The explanation that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public Explanation? ReadExplanation(string runId) => ReadJson<Explanation>(runId, RunArtifacts.Explanation);

    /// <summary>The comparison of groups that a run logged, by itself or as part of its evidence of fairness; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public GroupComparison? ReadGroups(string runId) => ReadJson<GroupComparison>(runId, RunArtifacts.Groups) ?? ReadFairness(runId)?.Groups;

    /// <summary>The learning curve that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public LearningCurve? ReadLearningCurve(string runId) => Read(runId, RunArtifacts.LearningCurve, stream => LearningCurve.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>The validation curve that a run logged; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public ValidationCurve? ReadValidationCurve(string runId) => Read(runId, RunArtifacts.ValidationCurve, stream => ValidationCurve.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>The profile of the table that a run learned from; null where it logged none.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public Profile? ReadProfile(string runId) => ReadJson<Profile>(runId, RunArtifacts.Profile);

    /// <summary>Keeps an explanation on a run, in place of what it has and also after its end; <see cref="ReadExplanation"/> reads it.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        LogDocument(runId, RunArtifacts.Explanation, JsonSerializer.Serialize(explanation, RunArtifacts.Json));
    }

    /// <summary>Writes what was found out about a run's model, which may be long after the run's end.</summary>
    void LogDocument(string runId, string path, string text) => _files.Write(Find(runId), path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    T? ReadJson<T>(string runId, string path)
        where T : class => Read(runId, path, stream => JsonSerializer.Deserialize<T>(stream, RunArtifacts.Json));

    T? Read<T>(string runId, string path, Func<Stream, T?> parse)
        where T : class
    {
        var run = Find(runId);
        using var stream = _files.OpenRead(run, path);
        if (stream is null)
        {
            return null;
        }

        try
        {
            return parse(stream) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException e)
        {
            throw new TrackingException($"Artifact '{path}' of run {run.Id} cannot be read: {e.Message} The file was changed after it was logged.", e);
        }
    }
}
