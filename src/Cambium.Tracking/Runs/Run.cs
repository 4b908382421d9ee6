using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// A run that is being written. What it logs is durable when the call returns; only the losses that <see cref="Report"/> takes are gathered for up to half
/// a second. Disposed without <see cref="Complete"/> it counts as failed; killed, it stays readable and is shown as unfinished. Safe to use from
/// several threads.
/// </summary>
public sealed partial class Run : IProgress<FitProgress>, IDisposable
{
    /// <summary>A quarter of the silence after which a run counts as killed, so that three beats may be lost.</summary>
    static readonly TimeSpan BeatInterval = RunOwner.LongestSilence / 4;

    readonly Lock _lock = new();
    readonly RunRecord _run;
    readonly IRunStore _runs;
    readonly RunFiles _files;
    readonly TimeProvider _time;
    readonly Action<string> _ended;
    readonly ProgressPoints _progress;
    readonly ITimer _beat;
    readonly Dictionary<string, MetricPoint> _latest = [];
    volatile bool _hasEnded;

    internal Run(RunRecord run, IRunStore runs, RunFiles files, TimeProvider time, Action<string> ended)
    {
        _run = run;
        _runs = runs;
        _files = files;
        _time = time;
        _ended = ended;
        _progress = new ProgressPoints(time, points => runs.Log(run.Id, BatchOf(points)));
        _beat = time.CreateTimer(_ => Beat(), null, BeatInterval, BeatInterval);
    }

    /// <summary>32 lower-case hex digits.</summary>
    public string Id => _run.Id;

    /// <summary>The experiment it belongs to.</summary>
    public long ExperimentId => _run.ExperimentId;

    /// <summary>Logs a metric. Of two values at one step, the later one is the latest.</summary>
    /// <param name="metric">Its name: not blank, at most 250 characters; "a/b" groups.</param>
    /// <param name="value">Any number, also NaN and the infinities.</param>
    /// <param name="step">Any whole number. Default 0.</param>
    /// <exception cref="TrackingException">The run has ended, or the name is not allowed.</exception>
    public void Log(string metric, double value, long step = 0) => Log([(metric, value, step)]);

    /// <summary>Logs a parameter, which cannot change afterwards.</summary>
    /// <param name="name">Its name: not blank, at most 250 characters.</param>
    /// <param name="value">Its value: at most 6,000 characters; may be empty.</param>
    /// <exception cref="TrackingException">It was logged with another value, the run has ended, or name or value is not allowed.</exception>
    public void Parameter(string name, string value)
    {
        KeyValuePair<string, string>[] parameters = [new(RunNames.Parameter(name), RunNames.ParameterValue(name, value))];
        Write(() => _runs.Log(Id, new RunBatch { Parameters = parameters }));
    }

    /// <summary>Sets a tag, which may change.</summary>
    /// <param name="name">Its name: not blank, at most 250 characters.</param>
    /// <param name="value">Its value: at most 8,000 characters; may be empty.</param>
    /// <exception cref="TrackingException">The run has ended, or name or value is not allowed.</exception>
    public void Tag(string name, string value)
    {
        KeyValuePair<string, string>[] tags = [new(RunNames.Tag(name), RunNames.TagValue(name, value))];
        Write(() => _runs.Log(Id, new RunBatch { Tags = tags }));
    }

    /// <summary>Copies a file into the run's artifacts, over one that is there.</summary>
    /// <param name="file">The file to copy.</param>
    /// <param name="path">Its place below the run's artifact folder, with forward slashes; never outside it, and not in the folder of the model.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TrackingException">The run has ended, or the path is not allowed.</exception>
    public void Artifact(string file, string path)
    {
        if (ArtifactPath.SegmentsOf(path)[0] == RunArtifacts.Model)
        {
            throw new TrackingException($"Artifact path '{path}' lies in the folder of the run's model, which only Log(model) writes. Give another path.");
        }

        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        Write(() => _files.Write(_run, path, source.CopyTo));
    }

    /// <summary>
    /// Logs the losses of a fit as metrics "training_loss" and "validation_loss", with the step done; a loss that is NaN was not computed, and is not logged.
    /// Takes no time: what came within half a second is written together. Give a run to one fit only; the losses of two would share their steps.
    /// </summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Report(FitProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfEnded();
        _progress.Add(value);
    }

    /// <summary>Ends the run as finished.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Complete()
    {
        Write(() =>
        {
            End(RunStatus.Finished);
            Close();
        });
    }

    /// <summary>Ends the run as failed unless it was completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _progress.Flush();
            End(RunStatus.Failed);
            Close();
        }
    }

    void Log(IReadOnlyList<(string Metric, double Value, long Step)> values)
    {
        foreach (var (metric, _, _) in values)
        {
            RunNames.Metric(metric);
        }

        Write(() => _runs.Log(Id, BatchOf([.. values.Select(PointOf)])));
    }

    /// <summary>Dates a value; the store keeps milliseconds, so one that follows another at the same step must be dated later to be the latest.</summary>
    MetricPoint PointOf((string Metric, double Value, long Step) logged)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        if (_latest.TryGetValue(logged.Metric, out var last) && last.Step == logged.Step && last.Time >= now)
        {
            now = last.Time.AddMilliseconds(1);
        }

        return _latest[logged.Metric] = new MetricPoint(logged.Metric, logged.Value, logged.Step, now);
    }

    /// <summary>Writes, after what was reported before.</summary>
    void Write(Action write)
    {
        lock (_lock)
        {
            ThrowIfEnded();
            _progress.Flush();
            write();
        }
    }

    static RunBatch BatchOf(IReadOnlyList<MetricPoint> points) => new()
    {
        Metrics = [.. points.Select(point => new MetricValue(point.Key, point.Value, point.Time.ToUnixTimeMilliseconds(), point.Step))],
    };

    void End(RunStatus status) => _runs.UpdateRun(Id, new RunChange(status, _time.GetUtcNow().ToUnixTimeMilliseconds(), null));

    void Close()
    {
        _hasEnded = true;
        _beat.Dispose();
        _progress.Dispose();
        _ended(Id);
    }

    void ThrowIfEnded()
    {
        if (_hasEnded)
        {
            throw new TrackingException($"Run {Id} has ended and takes nothing more. Start another run.");
        }
    }

    /// <summary>A beat that cannot be written is lost; the next one follows, and the run's own calls tell their caller.</summary>
    void Beat()
    {
        try
        {
            _runs.NoteAlive(Id);
        }
        catch (Exception e) when (e is TrackingException or IOException or ObjectDisposedException)
        {
            return;
        }
    }
}
