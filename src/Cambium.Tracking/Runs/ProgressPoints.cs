using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// Gathers the losses that a fit reports, so that 300 trees do not wait for 300 transactions: what is gathered is written half a second after the first
/// of it at the latest. A process that is killed loses that at most.
/// </summary>
sealed class ProgressPoints : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    readonly Lock _gathering = new();
    readonly Lock _writing = new();
    readonly Action<IReadOnlyList<MetricPoint>> _write;
    readonly TimeProvider _time;
    readonly List<MetricPoint> _points = [];
    readonly ITimer _timer;

    internal ProgressPoints(TimeProvider time, Action<IReadOnlyList<MetricPoint>> write)
    {
        _time = time;
        _write = write;
        _timer = time.CreateTimer(_ => FlushLater(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal void Add(FitProgress progress)
    {
        lock (_gathering)
        {
            var first = _points.Count == 0;
            AddPoint("training_loss", progress.TrainingLoss, progress.Done);
            AddPoint("validation_loss", progress.ValidationLoss, progress.Done);
            if (first && _points.Count > 0)
            {
                _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Writes what is gathered; what cannot be written stays.</summary>
    internal void Flush()
    {
        lock (_writing)
        {
            List<MetricPoint> points;
            lock (_gathering)
            {
                points = [.. _points];
            }

            if (points.Count == 0)
            {
                return;
            }

            // The fit that reports does not wait for the store.
            _write(points);
            lock (_gathering)
            {
                _points.RemoveRange(0, points.Count);
                if (_points.Count > 0)
                {
                    _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>A write that fails here is tried again by the run's next call, which tells its caller.</summary>
    void FlushLater()
    {
        try
        {
            Flush();
        }
        catch (Exception e) when (e is TrackingException or IOException or ObjectDisposedException)
        {
            return;
        }
    }

    void AddPoint(string key, double loss, int step)
    {
        if (!double.IsNaN(loss))
        {
            _points.Add(new MetricPoint(key, loss, step, _time.GetUtcNow()));
        }
    }
}
