namespace Cambium.Server;

/// <summary>How many requests of one kind were answered, and how long they took. Safe to use from several threads.</summary>
sealed class RequestSeries
{
    /// <summary>Upper ends of the histogram, in seconds; the last bucket has none. Around the goals: 5 ms for a write, 300 ms for a large history.</summary>
    internal static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    readonly long[] _buckets = new long[Bounds.Length + 1];
    long _ticks;

    /// <summary>Notes a request.</summary>
    internal void Note(TimeSpan duration)
    {
        var bucket = Array.FindIndex(Bounds, bound => duration.TotalSeconds <= bound);
        Interlocked.Increment(ref _buckets[bucket < 0 ? Bounds.Length : bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    /// <summary>How many requests took at most as long as each bound, and in the end all.</summary>
    internal long[] Cumulative()
    {
        var counts = new long[_buckets.Length];
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += Interlocked.Read(ref _buckets[i]);
            counts[i] = sum;
        }

        return counts;
    }

    /// <summary>How long all took together, in seconds.</summary>
    internal double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;
}
