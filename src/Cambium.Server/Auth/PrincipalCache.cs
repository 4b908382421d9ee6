using System.Collections.Concurrent;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Remembers what users and tokens may do while the version of the people stands still. Each request reads the version (one row), so a revoked token, a
/// changed role or a disabled user counts from the next request on, also where another process made the change.
/// </summary>
sealed class PrincipalCache(SqlPrincipalStore store)
{
    /// <summary>Forgotten all at once beyond this; each is a few hundred bytes.</summary>
    const int Most = 10_000;

    Remembered _remembered = new(-1);

    /// <summary>A user who is not disabled, or null.</summary>
    internal Principal? OfUser(long userId) => Find($"user {userId}", () => store.OfUser(userId));

    /// <summary>The owner of a token that is not revoked, or null.</summary>
    internal Principal? OfToken(string secret) => Find(RandomSecret.HashOf(secret), () => store.OfToken(secret));

    Principal? Find(string key, Func<Principal?> load)
    {
        var version = store.Version();
        var remembered = _remembered;
        if (remembered.Version != version || remembered.Principals.Count >= Most)
        {
            remembered = new Remembered(version);
            _remembered = remembered;
        }

        if (remembered.Principals.TryGetValue(key, out var known))
        {
            return known;
        }

        // Loaded after the version was read: at worst it is newer than its version, and is loaded again with the next.
        var loaded = load();
        if (loaded is not null)
        {
            remembered.Principals[key] = loaded;
        }

        return loaded;
    }

    sealed class Remembered(long version)
    {
        internal long Version => version;

        internal ConcurrentDictionary<string, Principal> Principals { get; } = new();
    }
}
