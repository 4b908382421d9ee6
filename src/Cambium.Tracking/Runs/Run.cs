using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// A run that is being written. In an embedded store, what it logs is durable when the call returns; only the losses that <see cref="Report"/> takes are
/// gathered for up to half a second. On a server, metrics are gathered too, so that logging one does not wait for the network: they are sent half a second
/// later at the latest, and before any other call of the run, <see cref="Complete"/>, <see cref="Dispose"/> or <see cref="Flush"/> returns. While the server is away
/// they are kept and sent again, each once; one call of Log throws after each vain attempt of some minutes. A process that ends sends what it has and fails the
/// run, one that gets a signal to end sends what it has; one that is killed loses at most what it logged in that half second, or while the server was away. Disposed without <see cref="Complete"/> a
/// run counts as failed; killed, it stays readable and is shown as unfinished. Safe to use from several threads.
/// </summary>
public sealed partial class Run : IProgress<FitProgress>, IDisposable
{
    /// <summary>A quarter of the silence after which a run counts as killed, so that three beats may be lost.</summary>
    static readonly TimeSpan BeatInterval = RunOwner.LongestSilence / 4;

    readonly Lock _lock = new();
    readonly RunRecord _run;
    readonly IRunStore _runs;
    readonly RunFiles _files;
    readonly bool _isRemote;
    readonly TimeProvider _time;
    readonly Action<string> _ended;
    readonly MetricBuffer _metrics;
    readonly ITimer _beat;
    volatile bool _hasEnded;

    internal Run(RunRecord run, TrackingStore store, RunFiles files, TimeProvider time, Action<string> ended)
    {
        _run = run;
        _runs = store.Runs;
        _files = files;
        _isRemote = store.IsRemote;
        _time = time;
        _ended = ended;
        _metrics = new MetricBuffer(run.Id, time, points => _runs.Log(run.Id, new RunBatch { Metrics = points }));
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
    /// <exception cref="TrackingException">The run has ended, the name is not allowed, or what was logged before could not be written; then nothing of this call is.</exception>
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
    /// <exception cref="TrackingException">The run has ended, or the store was away for so long that there is no room for more.</exception>
    public void Report(FitProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (string, double, long)[] losses = [("training_loss", value.TrainingLoss, value.Done), ("validation_loss", value.ValidationLoss, value.Done)];
        _metrics.Add([.. losses.Where(loss => !double.IsNaN(loss.Item2))], tell: false);
    }

    /// <summary>Writes what is gathered; returns when the store has it.</summary>
    /// <exception cref="TrackingException">The run has ended, or the store cannot be reached; what is gathered is kept and tried again.</exception>
    public void Flush() => Write(static () => { });

    /// <summary>Ends the run as finished, after all that it logged is written.</summary>
    /// <exception cref="TrackingException">The run has ended, or the store cannot be reached; then the run is still open, and this may be called again.</exception>
    public void Complete() => Write(() => End(RunStatus.Finished));

    /// <summary>Ends the run as failed unless it was completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            End(RunStatus.Failed);
        }
    }

    /// <summary>That the run takes nothing more.</summary>
    internal static TrackingException Ended(string id) => new($"Run {id} has ended and takes nothing more. Start another run.");

    /// <summary>Writes what is gathered, unless the run has ended.</summary>
    internal void FlushIfOpen()
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _metrics.Flush();
            }
        }
    }

    void Log(IReadOnlyList<(string Metric, double Value, long Step)> values)
    {
        foreach (var (metric, _, _) in values)
        {
            RunNames.Metric(metric);
            if (_isRemote)
            {
                // A name that the server refuses would keep back the points gathered with it.
                Limits.MetricKey(metric);
            }
        }

        if (_isRemote)
        {
            _metrics.Add(values, tell: true);
        }
        else
        {
            Write(() => _runs.Log(Id, new RunBatch { Metrics = _metrics.Dated(values) }));
        }
    }

    /// <summary>Writes, after what was reported before.</summary>
    void Write(Action write)
    {
        lock (_lock)
        {
            ThrowIfEnded();
            _metrics.Flush();
            write();
        }
    }

    /// <summary>Ends the run once nothing is gathered any more; where that fails it stays open.</summary>
    void End(RunStatus status)
    {
        var isWritten = false;
        _metrics.Stop();
        try
        {
            _metrics.Flush();
            _runs.UpdateRun(Id, new RunChange(status, _time.GetUtcNow().ToUnixTimeMilliseconds(), null));
            isWritten = true;
        }
        finally
        {
            if (!isWritten)
            {
                _metrics.Resume();
            }
        }

        _hasEnded = true;
        _beat.Dispose();
        _metrics.Dispose();
        _ended(Id);
    }

    void ThrowIfEnded()
    {
        if (_hasEnded)
        {
            throw Ended(Id);
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
