namespace Cambium.Tracking;

/// <summary>How long the reads for a request took together. What the request does between them, such as taking in a file, does not count.</summary>
sealed class ReadTime
{
    long _ticks;

    internal TimeSpan Taken => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    internal void Add(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
