namespace Cambium.Tracking;

/// <summary>Waits between tries: a few milliseconds first, then ever longer, up to a time in all. Used by one thread.</summary>
/// <param name="seconds">The time in all.</param>
sealed class Patience(int seconds)
{
    const int FirstMilliseconds = 4;

    const int LongestMilliseconds = 500;

    int _next = FirstMilliseconds;
    int _left = seconds * 1000;

    /// <summary>How many times it was waited.</summary>
    internal int Tries { get; private set; }

    /// <summary>Waits, or answers false where the time is up.</summary>
    internal bool Wait()
    {
        if (_left <= 0)
        {
            return false;
        }

        // Not all at the same moment again.
        var milliseconds = Random.Shared.Next(_next / 2, _next + 1);
        Thread.Sleep(milliseconds);
        _left -= milliseconds;
        Tries++;
        _next = Math.Min(_next * 2, LongestMilliseconds);
        return true;
    }
}
