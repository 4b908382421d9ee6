namespace Cambium.Tracking;

/// <summary>Keeps experiments and runs. Each call is one transaction: durable when it returns, and all or nothing. Safe to use from several threads.</summary>
interface IRunStore
{
    /// <summary>All experiments, the newest first.</summary>
    IReadOnlyList<Experiment> Experiments();

    /// <summary>The runs of an experiment, the newest first.</summary>
    IReadOnlyList<RunInfo> Runs(long experimentId);

    /// <summary>Up to two runs whose ids begin so; two tell that the beginning is not enough.</summary>
    IReadOnlyList<RunInfo> RunsBeginning(string id);

    /// <summary>Every point of a metric, by step, time and value.</summary>
    IReadOnlyList<MetricPoint> MetricHistory(string runId, string metric);

    /// <summary>Adds a run; the experiment too, where there is none of the name.</summary>
    /// <returns>The experiment's id.</returns>
    long Add(NewRun run);

    /// <summary>Adds points to metrics. A point that is there already changes nothing.</summary>
    void AddPoints(string runId, IReadOnlyList<MetricPoint> points);

    /// <summary>Adds parameters. One that is there already with the same value changes nothing.</summary>
    /// <exception cref="TrackingException">One is there with another value; then none is added.</exception>
    void AddParameters(string runId, IReadOnlyCollection<KeyValuePair<string, string>> parameters);

    /// <summary>Sets tags, over those that are there.</summary>
    void SetTags(string runId, IReadOnlyCollection<KeyValuePair<string, string>> tags);

    /// <summary>Notes that the process that writes a run is alive.</summary>
    void NoteAlive(string runId);

    /// <summary>Ends a run.</summary>
    void End(string runId, RunStatus status);
}
