namespace Cambium.Tracking;

/// <summary>
/// Gathers points, so that 300 trees do not wait for 300 transactions or answers of a server: what is gathered is written half a second after the first of it at
/// the latest, at most a thousand points at once. What cannot be written is kept and tried again; writing a point twice must do no harm. A process that
/// is killed loses what is gathered. Safe to use from several threads.
/// </summary>
sealed class MetricBuffer : IDisposable
{
    /// <summary>As many points as a request of MLflow's protocol may hold.</summary>
    const int MostAtOnce = Limits.MaxBatchMetrics;

    /// <summary>The most points that are kept, some 10 MB; who logs more waits.</summary>
    const int Capacity = 100_000;

    static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The wait after a write that failed, which a store over a network has tried for minutes itself.</summary>
    static readonly TimeSpan WaitAfterFailure = TimeSpan.FromSeconds(5);

    // A Lock cannot be waited in for room.
    readonly object _gathering = new();
    readonly Lock _writing = new();
    readonly string _runId;
    readonly TimeProvider _time;
    readonly Action<IReadOnlyList<MetricValue>> _write;
    readonly List<MetricValue> _points = [];
    readonly Dictionary<string, MetricValue> _latest = [];
    readonly ITimer _timer;
    bool _isScheduled;
    bool _isWriting;
    bool _isStopped;
    Exception? _untold;

    internal MetricBuffer(string runId, TimeProvider time, Action<IReadOnlyList<MetricValue>> write)
    {
        _runId = runId;
        _time = time;
        _write = write;
        _timer = time.CreateTimer(_ => WriteLater(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Dates values that are logged now. The store keeps milliseconds, so one that follows another at the same step is dated later, to be the latest.</summary>
    internal List<MetricValue> Dated(IReadOnlyList<(string Metric, double Value, long Step)> values)
    {
        lock (_gathering)
        {
            return [.. values.Select(PointOf)];
        }
    }

    /// <summary>Takes values to be written soon; waits while there is no room.</summary>
    /// <param name="values">The values.</param>
    /// <param name="tell">Whether to refuse them, once, after earlier ones could not be written.</param>
    /// <exception cref="TrackingException">The run has ended, or earlier values could not be written. Nothing of these was taken.</exception>
    internal void Add(IReadOnlyList<(string Metric, double Value, long Step)> values, bool tell)
    {
        lock (_gathering)
        {
            ThrowIfRefused(tell);
            while (_points.Count >= Capacity)
            {
                Monitor.Wait(_gathering);
                ThrowIfRefused(tell: true);
            }

            _points.AddRange(values.Select(PointOf));
            if (_points.Count > 0 && !_isScheduled)
            {
                Schedule(LongestWait);
            }

            if (_points.Count >= MostAtOnce && !_isWriting)
            {
                Schedule(TimeSpan.Zero);
            }
        }
    }

    /// <summary>Writes what is gathered; what cannot be written stays.</summary>
    internal void Flush()
    {
        lock (_writing)
        {
            int left;
            lock (_gathering)
            {
                left = _points.Count;
            }

            while (left > 0)
            {
                List<MetricValue> points;
                lock (_gathering)
                {
                    points = _points.GetRange(0, Math.Min(left, MostAtOnce));
                }

                // Who logs does not wait for the store.
                _write(points);
                left -= points.Count;
                lock (_gathering)
                {
                    _points.RemoveRange(0, points.Count);
                    _untold = null;
                    Monitor.PulseAll(_gathering);
                }
            }
        }
    }

    /// <summary>Takes nothing more, so that what is written last is the last.</summary>
    internal void Stop()
    {
        lock (_gathering)
        {
            _isStopped = true;
            Monitor.PulseAll(_gathering);
        }
    }

    /// <summary>Takes back <see cref="Stop"/>: the end could not be written.</summary>
    internal void Resume()
    {
        lock (_gathering)
        {
            _isStopped = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>A write that fails here is tried again, and a later call tells its caller.</summary>
    void WriteLater()
    {
        lock (_gathering)
        {
            _isWriting = true;
        }

        Exception? failure = null;
        try
        {
            Flush();
        }
        catch (Exception e) when (e is TrackingException or IOException or ObjectDisposedException)
        {
            failure = e;
        }

        lock (_gathering)
        {
            _isWriting = false;
            _isScheduled = false;
            _untold = failure;
            Monitor.PulseAll(_gathering);
            if (_points.Count > 0)
            {
                Schedule(failure is not null ? WaitAfterFailure : _points.Count >= MostAtOnce ? TimeSpan.Zero : LongestWait);
            }
        }
    }

    void Schedule(TimeSpan wait)
    {
        _isScheduled = true;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    void ThrowIfRefused(bool tell)
    {
        if (_isStopped)
        {
            throw Run.Ended(_runId);
        }

        if (tell && _untold is { } failure)
        {
            _untold = null;
            throw new TrackingException(
                (failure as TrackingException)?.Code ?? TrackingErrorCode.TemporarilyUnavailable,
                $"{_points.Count} points that run {_runId} logged before are not written yet; they are kept and tried again. This call logged nothing. {failure.Message}",
                failure);
        }
    }

    MetricValue PointOf((string Metric, double Value, long Step) logged)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (_latest.TryGetValue(logged.Metric, out var last) && last.Step == logged.Step && last.Time >= now)
        {
            now = last.Time + 1;
        }

        return _latest[logged.Metric] = new MetricValue(logged.Metric, logged.Value, now, logged.Step);
    }
}
