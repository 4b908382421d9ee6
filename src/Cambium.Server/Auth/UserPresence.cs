using System.Collections.Concurrent;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Knows whether there are users, and notes which tokens are used: what every request asks, without a query for each.</summary>
sealed class UserPresence(PeopleStores people, TimeProvider time)
{
    /// <summary>How soon the first user, added by another process, closes the server.</summary>
    internal static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>Forgotten all at once beyond this.</summary>
    const int MostTokens = 10_000;

    readonly ConcurrentDictionary<string, DateTimeOffset> _tokenUses = new();
    volatile bool _hasUsers;
    long _lookedTicks = long.MinValue;

    /// <summary>Whether there are users; once there were, it stays so.</summary>
    internal bool HasUsers()
    {
        if (_hasUsers)
        {
            return true;
        }

        var now = time.GetUtcNow().UtcTicks;
        if (now - Interlocked.Read(ref _lookedTicks) >= Resolution.Ticks || Interlocked.Read(ref _lookedTicks) == long.MinValue)
        {
            Interlocked.Exchange(ref _lookedTicks, now);
            if (people.Users.HasUsers())
            {
                // Never set back: a slower request may have looked before the first user was there.
                _hasUsers = true;
            }
        }

        return _hasUsers;
    }

    /// <summary>Looks again with the next request, since a user was just added.</summary>
    internal void Forget() => Interlocked.Exchange(ref _lookedTicks, long.MinValue);

    /// <summary>Notes the use of a token; the store keeps it to the minute, and is asked no more often.</summary>
    internal void NoteTokenUse(string name, string secret)
    {
        var now = time.GetUtcNow();
        if (_tokenUses.TryGetValue(name, out var last) && now - last < SqlTokenStore.UseResolution)
        {
            return;
        }

        if (_tokenUses.Count >= MostTokens)
        {
            _tokenUses.Clear();
        }

        _tokenUses[name] = now;
        people.Tokens.NoteUse(secret);
    }
}
