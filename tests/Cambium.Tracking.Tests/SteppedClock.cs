namespace Cambium.Tracking.Tests;

/// <summary>A clock that moves only when told, and rings the timers that are then due.</summary>
sealed class SteppedClock : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<SteppedTimer> _timers = [];
    DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    internal void Advance(TimeSpan time)
    {
        _now += time;
        List<SteppedTimer> timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        timers.ForEach(timer => timer.Ring(_now));
    }

    sealed class SteppedTimer(SteppedClock clock, Action ring) : ITimer
    {
        DateTimeOffset? _due;
        TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            _period = period;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Ring(DateTimeOffset now)
        {
            while (_due is { } due && due <= now)
            {
                _due = _period == Timeout.InfiniteTimeSpan ? null : due + _period;
                ring();
            }
        }
    }
}
