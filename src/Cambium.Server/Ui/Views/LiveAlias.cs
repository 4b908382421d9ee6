using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A time during which an alias pointed at a version.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version.</param>
/// <param name="Began">Who pointed it there.</param>
/// <param name="Ended">Who moved it on or took it away; null where it still points there.</param>
public sealed record LiveAlias(string Alias, int Version, Said Began, Said? Ended)
{
    internal static LiveAlias Of(AliasPeriod period) => new(
        period.Alias,
        period.Version,
        Said.Of(period.Began.User, period.Began.Reason, period.Began.Time),
        period.Ended is { } ended ? Said.Of(ended.User, ended.Reason, ended.Time) : null);

    /// <summary>Whether it pointed there at an instant; what happened at it counts.</summary>
    internal bool WasAt(DateTimeOffset time) => Began.Time <= time && (Ended is null || Ended.Time > time);
}
