namespace Cambium.Server.Tests;

/// <summary>A clock that moves only when told.</summary>
sealed class SteppedTime : TimeProvider
{
    DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    internal void Advance(TimeSpan time) => _now += time;
}
