namespace Cambium.Server;

/// <summary>
/// Counts failed attempts by key in windows of time, in a fixed number of places: what an attacker sends takes no memory. Two keys may fall on one place
/// and then share its count; which ones do is not to be foreseen, since strings hash differently in each process.
/// </summary>
/// <param name="most">Failures in a window after which a key is refused.</param>
/// <param name="window">How long a window is.</param>
/// <param name="time">The clock.</param>
sealed class AttemptLimiter(int most, TimeSpan window, TimeProvider time)
{
    /// <summary>256 KiB.</summary>
    const int Places = 16 * 1024;

    readonly Lock _lock = new();
    readonly Place[] _places = new Place[Places];

    /// <summary>Counts an attempt as failed until <see cref="Forgive"/> takes that back, so that attempts at the same time count too.</summary>
    /// <returns>Zero where the attempt may be made, else how long to wait.</returns>
    internal TimeSpan Enter(string key)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            ref var place = ref PlaceOf(key);
            if (now - place.Begin >= window)
            {
                place = new Place(now, 0);
            }

            if (place.Failures >= most)
            {
                return place.Begin + window - now;
            }

            place = place with { Failures = place.Failures + 1 };
            return TimeSpan.Zero;
        }
    }

    /// <summary>Takes back one attempt that did not fail.</summary>
    internal void Forgive(string key)
    {
        lock (_lock)
        {
            ref var place = ref PlaceOf(key);
            place = place with { Failures = Math.Max(0, place.Failures - 1) };
        }
    }

    ref Place PlaceOf(string key) => ref _places[(uint)key.GetHashCode(StringComparison.Ordinal) % Places];

    readonly record struct Place(DateTimeOffset Begin, int Failures);
}
